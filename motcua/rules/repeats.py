"""A filing like one that is still running: asked about before it is taken again (NĐ 61/2018 Art. 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.kit.refusal import Refused
from motcua.kit.words import N_


@dataclass(frozen=True, slots=True)
class RunningDossier:
    """An open dossier of the same applicant for the same procedure; `ref` is its code or tracking code."""

    ref: str
    submitted_on: date
    agency: str


def check_repeat(running: Sequence[RunningDossier], *, is_confirmed: bool) -> Refused | None:
    """A no that names the latest one, unless a person has said that one more is meant."""
    if is_confirmed or not running:
        return None
    latest = max(running, key=lambda one: (one.submitted_on, one.ref))
    return Refused(
        "repeat",
        N_(
            "Người này đang có hồ sơ %(ref)s làm cùng thủ tục, nộp ngày %(on)s tại %(agency)s, chưa xong. "
            "Hãy xem lại hồ sơ đó; nếu vẫn cần thêm một hồ sơ, hãy đánh dấu xác nhận rồi nộp."
        ),
        {
            "ref": latest.ref,
            "on": f"{latest.submitted_on:%d/%m/%Y}",
            "agency": latest.agency,
        },
    )
