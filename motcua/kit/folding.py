"""Folds text for search: no diacritics, no case, đ as d, one space between words."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """NFC, without invisible and direction marks, outer and doubled spaces."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """`Đăng ký khai sinh` → `dang ky khai sinh`; the same for NFC and NFD input."""
    decomposed = unicodedata.normalize("NFD", clean_text(text).lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
