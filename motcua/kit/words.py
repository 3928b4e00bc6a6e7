"""Marks Vietnamese text for translation where it is written, long before it is shown."""

from __future__ import annotations


def N_(message: str) -> str:
    """The message itself: gettext's extractor sees it here, the page translates it there."""
    return message
