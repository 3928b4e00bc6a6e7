"""Text as typed → text as kept: NFC, trimmed, no invisible, control or direction marks."""

from __future__ import annotations

import re
import unicodedata

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN_LENGTH = 40

UNREADABLE = Refused(
    "unreadable", N_("Chỗ này có ký tự không đọc được, thường do chép từ nơi khác sang. Hãy gõ lại bằng tay.")
)


def tidy_line(text: str) -> str | Refused:
    """One line, words one space apart."""
    if _is_tidy(text):
        return text
    tidied = clean_text(_CONTROL.sub("", text))
    return UNREADABLE if _SURROGATE.search(tidied) else tidied


def tidy_lines(text: str) -> str | Refused:
    """Several lines; each tidied, blank lines at both ends dropped."""
    if _is_tidy(text):
        return text
    lines = [clean_text(_CONTROL.sub("", line)) for line in _LINE_END.split(text)]
    tidied = "\n".join(lines).strip("\n")
    return UNREADABLE if _SURROGATE.search(tidied) else tidied


def shortened(value: object, length: int = _SHOWN_LENGTH) -> str:
    """What was typed, short and harmless enough to be said back."""
    text = value if isinstance(value, str) else type(value).__name__
    cut = text[: length + 1]
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in cut)
    return plain if len(plain) <= length else plain[:length] + "…"


def _is_tidy(text: str) -> bool:
    # All in C: the usual answer costs 0.2 µs here instead of 1.5 µs in the expressions above.
    return (
        text.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )
