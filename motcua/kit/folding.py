"""Folds text for search: no diacritics, no case, đ as d, one space between words."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # what is left are spaces
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """NFC, without invisible, control and direction marks, outer and doubled spaces."""
    visible = _INVISIBLE.sub("", _CONTROL.sub("", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def fold(text: str) -> str:
    """`Đăng ký khai sinh` → `dang ky khai sinh`; the same for NFC and NFD input."""
    decomposed = unicodedata.normalize("NFD", clean_text(text).lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
