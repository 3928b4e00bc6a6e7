"""Relations between a role held somewhere and an object that lies somewhere."""

from __future__ import annotations

import pytest

from motcua.rules.permissions import (
    Actor,
    Holding,
    Permission,
    Relation,
    Subject,
    is_allowed,
    relation_between,
)

PROVINCE, DISTRICT, COMMUNE, OTHER_COMMUNE, OTHER_DISTRICT = (1,), (1, 2), (1, 2, 3), (1, 2, 4), (1, 5)
DUNG = 70


def holding(path: tuple[int, ...], role: str = "specialist") -> Holding:
    return Holding(role, path[-1], path)


def officer(*holdings: Holding) -> Actor:
    return Actor(DUNG, "officer", "Trần Văn Dũng", holdings)


@pytest.mark.parametrize(
    ("at", "lies", "relation"),
    [
        (COMMUNE, COMMUNE, Relation.SAME_AGENCY),
        (DISTRICT, COMMUNE, Relation.AGENCY_BELOW),
        (PROVINCE, COMMUNE, Relation.AGENCY_BELOW),
        (COMMUNE, DISTRICT, Relation.AGENCY_ABOVE),
        (COMMUNE, PROVINCE, Relation.AGENCY_ABOVE),
        (COMMUNE, OTHER_COMMUNE, Relation.AGENCY_BESIDE),
        (OTHER_DISTRICT, COMMUNE, Relation.AGENCY_BESIDE),
    ],
)
def test_an_object_lies_below_above_or_beside_the_agency_of_the_role(
    at: tuple[int, ...], lies: tuple[int, ...], relation: Relation
) -> None:
    held = holding(at)
    assert relation_between(officer(held), Subject((lies,)), held) is relation


def test_of_several_agencies_with_a_part_the_nearest_counts() -> None:
    held = holding(COMMUNE)
    assert relation_between(officer(held), Subject((DISTRICT, COMMUNE)), held) is Relation.SAME_AGENCY


def test_a_step_that_waits_for_the_role_at_its_agency_is_the_units() -> None:
    held = holding(COMMUNE)
    waiting = Subject((COMMUNE,), waits_for=(("specialist", 3, None),))
    assert relation_between(officer(held), waiting, held) is Relation.SAME_UNIT


@pytest.mark.parametrize(
    "step",
    [("clerk", 3, None), ("specialist", 4, None), ("specialist", 3, 99)],
    ids=["another role", "another agency", "given to a colleague"],
)
def test_a_step_for_somebody_else_is_not(step: tuple[str, int, int | None]) -> None:
    held = holding(COMMUNE)
    waiting = Subject((COMMUNE,), waits_for=(step,))
    assert relation_between(officer(held), waiting, held) is Relation.SAME_AGENCY


def test_a_step_given_to_the_officer_is_their_own() -> None:
    held = holding(COMMUNE)
    waiting = Subject((COMMUNE,), waits_for=(("specialist", 3, DUNG),))
    assert relation_between(officer(held), waiting, held) is Relation.OWN


def test_a_step_is_no_longer_ones_own_when_the_role_is_held_no_more() -> None:
    elsewhere = holding(OTHER_COMMUNE)
    waiting = Subject((COMMUNE,), waits_for=(("specialist", 3, DUNG),))
    assert relation_between(officer(elsewhere), waiting, elsewhere) is Relation.AGENCY_BESIDE


def test_a_citizens_dossier_is_their_own_or_anothers() -> None:
    citizen = Actor(7, "citizen", "Nguyễn Thị Lan")
    assert relation_between(citizen, Subject((COMMUNE,), owner=7)) is Relation.CITIZEN_OWN
    assert relation_between(citizen, Subject((COMMUNE,), owner=8)) is Relation.CITIZEN_OTHER
    assert relation_between(citizen, Subject((COMMUNE,))) is Relation.CITIZEN_OTHER


READ_HERE = Permission("dossiers.read", grants={"specialist": frozenset({Relation.SAME_AGENCY})})


def test_a_role_counts_only_with_the_agency_it_is_held_at() -> None:
    """A clerk here who is a specialist elsewhere is no specialist here."""
    somebody = officer(holding(COMMUNE, "clerk"), holding(OTHER_COMMUNE, "specialist"))
    assert not is_allowed(READ_HERE, somebody, Subject((COMMUNE,)))
    assert is_allowed(READ_HERE, somebody, Subject((OTHER_COMMUNE,)))


def test_without_an_object_it_is_asked_whether_any_could_be_allowed() -> None:
    assert is_allowed(READ_HERE, officer(holding(COMMUNE)))
    assert not is_allowed(READ_HERE, officer(holding(COMMUNE, "clerk")))
    assert not is_allowed(READ_HERE, officer())


def test_a_stranger_is_given_only_what_is_public() -> None:
    assert not is_allowed(READ_HERE, None, Subject((COMMUNE,)))
    assert is_allowed(Permission("scores.read", is_public=True), None)


AWAY = 71


def substitute(role: str, *, path: tuple[int, ...] = COMMUNE, covers: int = COMMUNE[-1]) -> Actor:
    """Holds `role`, and stands in for AWAY at the agency `covers`."""
    return Actor(DUNG, "officer", "Trần Văn Dũng", (holding(path, role),), ((covers, AWAY),))


@pytest.mark.parametrize(
    ("role", "step", "relation"),
    [
        ("specialist", "specialist", Relation.OWN),
        ("leader", "specialist", Relation.OWN),
        ("specialist", "leader", Relation.SAME_AGENCY),
        ("clerk", "specialist", Relation.SAME_AGENCY),
        ("controller", "specialist", Relation.SAME_AGENCY),
    ],
)
def test_who_stands_in_has_the_absent_colleagues_steps_as_far_as_their_role_is_enough(
    role: str, step: str, relation: Relation
) -> None:
    actor = substitute(role)
    waiting = Subject((COMMUNE,), waits_for=((step, COMMUNE[-1], AWAY),))
    assert relation_between(actor, waiting, actor.holdings[0]) is relation


@pytest.mark.parametrize(
    ("actor", "step"),
    [
        (substitute("specialist"), ("specialist", COMMUNE[-1], 72)),  # a third colleague's
        (substitute("specialist", covers=OTHER_COMMUNE[-1]), ("specialist", COMMUNE[-1], AWAY)),
        (officer(holding(COMMUNE)), ("specialist", COMMUNE[-1], AWAY)),  # the cover is over
    ],
)
def test_a_cover_opens_nothing_but_that_colleagues_steps_there(
    actor: Actor, step: tuple[str, int, int | None]
) -> None:
    waiting = Subject((COMMUNE,), waits_for=(step,))
    assert relation_between(actor, waiting, actor.holdings[0]) is Relation.SAME_AGENCY
