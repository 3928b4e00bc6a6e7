"""What officers type into verbs, cleaned and measured."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.sheets import Sheets
from motcua.services.errors import NotDone

_LONGEST = 2000
_MOST_SHEETS = 99


def reason_of(text: str, *, field: str = "reason") -> str:
    """A reason the applicant will read: some words, at most 2,000 characters."""
    reason = note_of(text, field=field)
    if len(reason) < 5:
        asked = Refused("reason_needed", N_("Hãy ghi rõ lý do để người dân hiểu và làm theo được."))
        raise NotDone(asked, {field: asked})
    return reason


def note_of(text: str, *, field: str = "note") -> str:
    note = clean_text(text)
    if len(note) > _LONGEST:
        asked = Refused(
            "too_long",
            N_("Bạn đã gõ %(typed)s ký tự. Hãy viết gọn trong %(longest)s ký tự."),
            {"typed": len(note), "longest": _LONGEST},
        )
        raise NotDone(asked, {field: asked})
    return note


def count_errors(handed_in: Mapping[str, int]) -> dict[str, Refused]:
    """By box (`documents.<requirement>`), the counts that nobody could have handed in."""
    uncountable = Refused(
        "bad_count", N_("Hãy ghi số bản từ 0 đến %(most)s, chỉ bằng chữ số."), {"most": _MOST_SHEETS}
    )
    return {
        f"documents.{key}": uncountable for key, count in handed_in.items() if not 0 < count <= _MOST_SHEETS
    }


def sheet_errors(handed_in: Mapping[str, Sheets]) -> dict[str, Refused]:
    """As `count_errors`, for sheets counted by kind."""
    counts = {key: (one.originals, one.certified, one.copies, one.unsorted) for key, one in handed_in.items()}
    wrong = {key: next((n for n in kinds if not 0 <= n <= _MOST_SHEETS), 1) for key, kinds in counts.items()}
    return count_errors(wrong)
