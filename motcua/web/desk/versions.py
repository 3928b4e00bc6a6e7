"""The version of a dossier that the officer's page showed when they pressed."""

from __future__ import annotations

from django.http import HttpRequest


def version_of(request: HttpRequest) -> int | None:
    """None where the form sent none that can be one."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
