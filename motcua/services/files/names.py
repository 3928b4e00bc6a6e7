"""What a file is called: only a label for people, never a path."""

from __future__ import annotations

import re
import unicodedata

from motcua.kit.folding import clean_text

LONGEST = 200
_SEPARATORS = re.compile(r"[/\\]|%2f|%5c", re.IGNORECASE)
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


def clean_file_name(name: str) -> str:
    """The last part of what a browser sent: NFC, no control or direction marks, at most 200 characters."""
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    cleaned = clean_text(_UNFIT.sub(" ", last)).strip(". ")
    if len(cleaned) <= LONGEST:
        return cleaned or "tep"
    stem, dot, extension = cleaned.rpartition(".")
    if not dot or len(extension) > 5:
        return cleaned[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"
