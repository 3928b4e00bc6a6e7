"""rules/absences: nobody stands in for themselves, in a chain, twice at once, or with too little a role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.absences import STANDS_IN, Cover, check_cover, covered_roles, covers_role

TODAY = date(2020, 9, 14)
DAYS = st.integers(0, 40).map(lambda days: TODAY + timedelta(days=days))
PEOPLE = st.integers(1, 5)
COVERS = st.builds(Cover, PEOPLE, PEOPLE, DAYS, DAYS).filter(lambda one: one.from_on <= one.until_on)
ROLES = st.sampled_from(sorted(STANDS_IN))


def cover(absent: int = 1, substitute: int = 2, first: int = 0, last: int = 2) -> Cover:
    return Cover(absent, substitute, TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def code(wanted: Cover, *others: Cover, absent: str = "specialist", substitute: str = "specialist") -> str:
    said = check_cover(wanted, others, today=TODAY, absent_roles=[absent], substitute_roles=[substitute])
    return said[1].code if said else ""


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (cover(), ""),
        (cover(first=0, last=0), ""),
        (cover(first=-1), "in_the_past"),
        (cover(first=3, last=2), "ends_before"),
        (cover(last=365), ""),
        (cover(last=366), "too_long_away"),
        (cover(absent=2), "self_cover"),
    ],
)
def test_the_days_and_the_people_are_sane(wanted: Cover, expected: str) -> None:
    assert code(wanted) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (cover(substitute=3), "overlaps"),
        (cover(substitute=3, first=2, last=5), "overlaps"),
        (cover(substitute=3, first=3, last=5), ""),
        (cover(absent=2, substitute=3), "chain"),
        (cover(absent=3, substitute=1), "chain"),
        (cover(absent=3, substitute=2), ""),  # two absent colleagues may have one substitute
    ],
)
def test_covers_at_one_time_make_no_chain(other: Cover, expected: str) -> None:
    assert code(cover(), other) == expected


@pytest.mark.parametrize(
    ("absent", "substitute", "expected"),
    [
        ("specialist", "leader", ""),
        ("leader", "specialist", "too_little_a_role"),
        ("desk_head", "desk_officer", "too_little_a_role"),
        ("desk_officer", "desk_head", ""),
        ("controller", "leader", "no_work_here"),
    ],
)
def test_the_substitutes_role_is_enough_for_the_work(absent: str, substitute: str, expected: str) -> None:
    assert code(cover(), absent=absent, substitute=substitute) == expected


@given(wanted=st.lists(COVERS, max_size=12))
def test_covers_let_in_one_after_the_other_never_chain_or_overlap(wanted: list[Cover]) -> None:
    stand: list[Cover] = []
    for one in wanted:
        if not code(one, *stand):
            stand.append(one)
    for day in (TODAY + timedelta(days=days) for days in range(41)):
        today = [one for one in stand if one.lasts_on(day)]
        absent = [one.absent for one in today]
        assert len(absent) == len(set(absent))
        assert not set(absent) & {one.substitute for one in today}


@given(wanted=COVERS, other=COVERS)
def test_overlapping_is_sharing_a_day(wanted: Cover, other: Cover) -> None:
    days = [TODAY + timedelta(days=days) for days in range(41)]
    assert wanted.overlaps(other) is any(wanted.lasts_on(day) and other.lasts_on(day) for day in days)


@given(held=st.lists(ROLES, max_size=3), needed=ROLES)
def test_roles_cover_what_one_of_them_covers(held: list[str], needed: str) -> None:
    assert (needed in covered_roles(held)) is any(covers_role(one, needed) for one in held)


@given(role=ROLES)
def test_everybody_can_stand_in_for_their_like_and_nobody_for_an_administrator(role: str) -> None:
    assert covers_role(role, role)
    assert not covers_role(role, "administrator")
