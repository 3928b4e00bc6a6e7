"""What an officer may write to an applicant, and what goes through the desk instead (NĐ 61/2018 Art. 5.1e).

Documents are asked for once, by Mẫu 02, never by a letter; who is not at the receiving desk asks nothing
at all. The words are looked for sentence by sentence: a help against forgetting, not a judgement of meaning.
"""

from __future__ import annotations

import re

from motcua.kit.folding import fold
from motcua.kit.refusal import Refused
from motcua.kit.words import N_

_SENTENCE = re.compile(r"[.!;\n]+")
_ASKING = re.compile(r"\b(de nghi|yeu cau|can|phai|hay|vui long|xin|moi|nho)\b")
_GIVING = re.compile(r"\b(bo sung|nop|cung cap|gui|xuat trinh|mang|dem|hoan thien|scan|chup)\b")
_PAPERS = re.compile(
    r"\b(giay|ban sao|ban chinh|ban goc|to khai|tai lieu|chung tu|so ho khau|can cuoc|don|anh)\b"
)
# What one shows to collect a result is no document of the dossier.
_COLLECTING = re.compile(r"\bgiay (hen|tiep nhan)\b|\bnhan ket qua\b")


def check_letter(text: str, *, is_from_desk: bool) -> Refused | None:
    """Why an officer may not write this to the applicant, or None."""
    if asks_for_papers(text):
        return Refused(
            "use_supplement_request",
            N_("Giấy tờ chỉ được hỏi một lần, bằng Phiếu yêu cầu bổ sung: hãy dùng Yêu cầu bổ sung."),
        )
    if not is_from_desk and "?" in text:
        return Refused(
            "asks_past_the_desk",
            N_("Điều hỏi người nộp phải qua Bộ phận Một cửa: hãy dùng Đề xuất yêu cầu bổ sung."),
        )
    return None


def asks_for_papers(text: str) -> bool:
    """Whether a sentence asks to give, bring or complete papers."""
    sentences = (_COLLECTING.sub(" ", fold(one)) for one in _SENTENCE.split(text))
    return any(_asks(sentence) for sentence in sentences)


def _asks(sentence: str) -> bool:
    asking = _ASKING.search(sentence)
    rest = sentence[asking.end() :] if asking else ""
    return bool(_GIVING.search(rest) and _PAPERS.search(rest))
