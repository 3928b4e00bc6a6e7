"""Whatever the table, the tree of agencies and the roles held: rights are never more than the table says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.permissions import (
    CITIZEN_RELATIONS,
    OFFICER_RELATIONS,
    Actor,
    Holding,
    Permission,
    Relation,
    Subject,
    is_allowed,
    relation_between,
)

#: A province (1), two districts (2, 3), two communes under each, a department (8) beside the districts.
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 1}
ROLES = ("desk_officer", "specialist", "leader", "controller")
ME, SOMEBODY = 70, 71


def path(agency: int) -> tuple[int, ...]:
    parent = PARENTS[agency]
    return (agency,) if parent is None else (*path(parent), agency)


AGENCIES = st.sampled_from(sorted(PARENTS))
HOLDINGS = st.builds(
    lambda role, agency: Holding(role, agency, path(agency)), st.sampled_from(ROLES), AGENCIES
)
OFFICERS = st.builds(lambda held: Actor(ME, "officer", "", tuple(held)), st.lists(HOLDINGS, max_size=4))
STEPS = st.tuples(st.sampled_from(ROLES), AGENCIES, st.sampled_from((None, ME, SOMEBODY)))
SUBJECTS = st.builds(
    lambda places, owner, steps: Subject(tuple(path(place) for place in places), owner, tuple(steps)),
    st.lists(AGENCIES, max_size=3),
    st.sampled_from((None, SOMEBODY)),
    st.lists(STEPS, max_size=3),
)
GRANTS = st.dictionaries(
    st.sampled_from((*ROLES, "citizen")), st.frozensets(st.sampled_from(tuple(Relation))), max_size=5
)
PERMISSIONS = st.builds(lambda grants: Permission("x", grants=grants), GRANTS)


def naive_relation(held: Holding, subject: Subject) -> Relation:
    """The relation by walking up the tree, agency by agency."""
    for role, agency, assignee in subject.waits_for:
        if (role, agency, assignee) == (held.role, held.agency, ME):
            return Relation.OWN
    for role, agency, assignee in subject.waits_for:
        if (role, agency, assignee) == (held.role, held.agency, None):
            return Relation.SAME_UNIT
    places = [place[-1] for place in subject.places]
    if held.agency in places:
        return Relation.SAME_AGENCY
    if any(is_above(held.agency, place) for place in places):
        return Relation.AGENCY_BELOW
    if any(is_above(place, held.agency) for place in places):
        return Relation.AGENCY_ABOVE
    return Relation.AGENCY_BESIDE


def is_above(upper: int, lower: int) -> bool:
    parent = PARENTS[lower]
    return parent is not None and (parent == upper or is_above(upper, parent))


@settings(max_examples=500, deadline=None)
@given(HOLDINGS, SUBJECTS)
def test_a_relation_is_the_one_found_by_walking_the_tree(held: Holding, subject: Subject) -> None:
    officer = Actor(ME, "officer", "", (held,))
    assert relation_between(officer, subject, held) is naive_relation(held, subject)


@given(AGENCIES, AGENCIES)
def test_what_lies_below_me_has_me_above_it(mine: int, other: int) -> None:
    there = relation_between(*seen_from(mine, other))
    back = relation_between(*seen_from(other, mine))
    mirrored = {Relation.AGENCY_BELOW: Relation.AGENCY_ABOVE, Relation.AGENCY_ABOVE: Relation.AGENCY_BELOW}
    assert back is mirrored.get(there, there)


def seen_from(agency: int, other: int) -> tuple[Actor, Subject, Holding]:
    held = Holding("specialist", agency, path(agency))
    return Actor(ME, "officer", "", (held,)), Subject((path(other),)), held


@given(OFFICERS, SUBJECTS)
def test_a_table_that_says_nothing_allows_nothing(officer: Actor, subject: Subject) -> None:
    assert not is_allowed(Permission("x"), officer, subject)
    assert not is_allowed(Permission("x"), officer)


@settings(max_examples=500, deadline=None)
@given(PERMISSIONS, OFFICERS, SUBJECTS)
def test_each_role_is_judged_with_the_agency_it_is_held_at_and_no_other(
    permission: Permission, officer: Actor, subject: Subject
) -> None:
    one_by_one = [
        is_allowed(permission, replace(officer, holdings=(held,)), subject) for held in officer.holdings
    ]
    assert is_allowed(permission, officer, subject) is any(one_by_one)
    for held, allowed in zip(officer.holdings, one_by_one, strict=True):
        assert allowed is (naive_relation(held, subject) in permission.grants.get(held.role, frozenset()))


@given(PERMISSIONS, OFFICERS, SUBJECTS)
def test_who_may_with_an_object_might_without_one(
    permission: Permission, officer: Actor, subject: Subject
) -> None:
    """The gate asks without an object first: it must never turn away somebody the object would let in."""
    assert is_allowed(permission, officer) or not is_allowed(permission, officer, subject)


@given(PERMISSIONS, SUBJECTS, st.lists(HOLDINGS, max_size=3))
def test_a_citizen_has_the_citizens_rights_whatever_is_said_to_be_held(
    permission: Permission, subject: Subject, held: list[Holding]
) -> None:
    citizen = Actor(ME, "citizen", "", tuple(held))
    given_to_citizens = permission.grants.get("citizen", frozenset())
    assert is_allowed(permission, citizen, subject) is (Relation.CITIZEN_OTHER in given_to_citizens)
    own = replace(subject, owner=ME)
    assert is_allowed(permission, citizen, own) is (Relation.CITIZEN_OWN in given_to_citizens)


@given(PERMISSIONS, OFFICERS, SUBJECTS)
def test_what_is_given_to_citizens_is_no_officers(
    permission: Permission, officer: Actor, subject: Subject
) -> None:
    to_citizens = replace(permission, grants={**dict.fromkeys(ROLES, frozenset(CITIZEN_RELATIONS))})
    assert not is_allowed(to_citizens, officer, subject)
    only_citizen = replace(permission, grants={"citizen": frozenset(Relation)})
    assert not is_allowed(only_citizen, officer, subject)


@given(PERMISSIONS, SUBJECTS)
def test_nobody_known_is_allowed_nothing_that_is_not_public(permission: Permission, subject: Subject) -> None:
    assert not is_allowed(permission, None, subject)
    assert is_allowed(replace(permission, is_public=True), None, subject)


@given(OFFICERS, SUBJECTS)
def test_all_relations_together_shut_out_only_who_holds_no_role(officer: Actor, subject: Subject) -> None:
    open_to_all = Permission("x", grants=dict.fromkeys(ROLES, frozenset(OFFICER_RELATIONS)))
    assert is_allowed(open_to_all, officer, subject) is bool(officer.holdings)
