"""Who may do an absent officer's work, and when: same agency, enough of a role, no chains, no overlaps.

Each dossier keeps one owner at a time (NĐ 61/2018 Art. 19.1); who stands in acts under their own name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from motcua.kit.refusal import Refused
from motcua.kit.words import N_

LONGEST_DAYS = 366
# By the role whose work it is: the roles that may do it.
STANDS_IN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "desk_officer": frozenset({"desk_officer", "desk_head"}),
        "desk_head": frozenset({"desk_head"}),
        "specialist": frozenset({"specialist", "unit_head", "leader"}),
        "unit_head": frozenset({"unit_head", "leader"}),
        "leader": frozenset({"leader"}),
        "clerk": frozenset({"clerk"}),
    }
)


@dataclass(frozen=True, slots=True)
class Cover:
    """`substitute` does the work of `absent` (ids of accounts) from one day to another, both in."""

    absent: int
    substitute: int
    from_on: date
    until_on: date

    def overlaps(self, other: Cover) -> bool:
        return self.from_on <= other.until_on and other.from_on <= self.until_on

    def lasts_on(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on


def covers_role(held: str, needed: str) -> bool:
    """Whether who holds `held` may do work that waits for `needed`, in somebody's place."""
    return held in STANDS_IN.get(needed, frozenset())


def covered_roles(held: Collection[str]) -> frozenset[str]:
    """The roles whose work these may do in somebody's place."""
    return frozenset(needed for needed, enough in STANDS_IN.items() if enough.intersection(held))


def check_cover(
    wanted: Cover,
    others: Sequence[Cover],
    *,
    today: date,
    absent_roles: Collection[str],
    substitute_roles: Collection[str],
) -> tuple[str, Refused] | None:
    """The box and the reason why this cover cannot be, or None; `others` are the covers that stand.

    The roles are those held at the agency.
    """
    return (
        _check_days(wanted, today)
        or _check_people(wanted, absent_roles, substitute_roles)
        or _check_others(wanted, [one for one in others if one.overlaps(wanted)])
    )


def _check_days(wanted: Cover, today: date) -> tuple[str, Refused] | None:
    if wanted.from_on < today:
        return "from_on", Refused("in_the_past", N_("Ngày bắt đầu vắng phải từ hôm nay trở đi."))
    if wanted.until_on < wanted.from_on:
        return "until_on", Refused("ends_before", N_("Ngày cuối phải sau hoặc trùng ngày bắt đầu."))
    if (wanted.until_on - wanted.from_on).days >= LONGEST_DAYS:
        return "until_on", Refused(
            "too_long_away",
            N_("Vắng quá %(days)s ngày thì cần phân công lại công việc."),
            {"days": LONGEST_DAYS},
        )
    return None


def _check_people(
    wanted: Cover, absent_roles: Collection[str], substitute_roles: Collection[str]
) -> tuple[str, Refused] | None:
    if wanted.absent == wanted.substitute:
        return "substitute", Refused("self_cover", N_("Không ai thay được chính mình. Hãy chọn người khác."))
    needed = set(absent_roles) & set(STANDS_IN)
    if not needed:
        return "absent", Refused("no_work_here", N_("Người này không giữ việc xử lý hồ sơ ở cơ quan."))
    if not needed <= covered_roles(substitute_roles):
        return "substitute", Refused(
            "too_little_a_role", N_("Người thay phải giữ vai trò đủ quyền làm mọi việc của người vắng.")
        )
    return None


def _check_others(wanted: Cover, meanwhile: Sequence[Cover]) -> tuple[str, Refused] | None:
    if any(one.absent == wanted.absent for one in meanwhile):
        return "from_on", Refused(
            "overlaps", N_("Những ngày đó đã có người thay. Hãy kết thúc lần trước đã.")
        )
    if any(one.absent == wanted.substitute for one in meanwhile):
        return "substitute", Refused(
            "chain", N_("Người này cũng vắng trong những ngày đó. Hãy chọn người khác.")
        )
    if any(one.substitute == wanted.absent for one in meanwhile):
        return "absent", Refused(
            "chain",
            N_("Người vắng đang làm thay người khác trong những ngày đó. Hãy đổi người thay ấy trước."),
        )
    return None
