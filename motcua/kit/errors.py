"""Errors the command line turns into one line and an exit code."""

from __future__ import annotations


class Unusable(Exception):
    """Input that cannot be used (exit 2). The message says what is wrong and how to mend it."""


class DoesNotHold(Exception):
    """What was checked does not hold (exit 1)."""
