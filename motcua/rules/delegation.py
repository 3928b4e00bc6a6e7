"""Who hands a dossier in for somebody else, and by which post it came (NĐ 61/2018 Art. 16.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.identifiers import check_identity_number

FIELDS = ("name", "identity", "ground")
_LONGEST = {"name": 120, "ground": 300}
_NEEDED = {
    "name": N_("Hãy ghi họ tên người nộp thay, như trên giấy tờ của họ."),
    "ground": N_("Hãy ghi giấy ủy quyền: số, ngày, nơi chứng thực; hoặc quan hệ được pháp luật cho phép."),
}
_ITEM = re.compile(r"[A-Z0-9]{5,30}")


def check_delegation(given: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Refused]]:
    """The clean `name`, `identity` and `ground` (the authorisation's number and date), refusals by field."""
    identity = check_identity_number(str(given.get("identity", ""))[:200])
    found: dict[str, str | Refused] = {
        "name": _text(given, "name"),
        "identity": identity,
        "ground": _text(given, "ground"),
    }
    errors = {name: one for name, one in found.items() if isinstance(one, Refused)}
    return {name: one for name, one in found.items() if isinstance(one, str)}, errors


def check_post_item(text: str) -> str | Refused:
    """The item's number as the post prints it, in capitals without spaces: `EB123456789VN`."""
    number = re.sub(r"[\s.\-]", "", clean_text(text[:200])).upper()
    if _ITEM.fullmatch(number):
        return number
    return Refused(
        "no_post_item", N_("Hãy ghi số hiệu bưu gửi in trên bì thư, chỉ chữ và số, ví dụ EB123456789VN.")
    )


def _text(given: Mapping[str, Any], name: str) -> str | Refused:
    text = clean_text(str(given.get(name, ""))[:2000])
    if not text:
        return Refused("required", _NEEDED[name])
    if len(text) > _LONGEST[name]:
        return Refused(
            "too_long",
            N_("Bạn đã gõ %(typed)s ký tự. Hãy viết gọn trong %(longest)s ký tự."),
            {"typed": len(text), "longest": _LONGEST[name]},
        )
    return text
