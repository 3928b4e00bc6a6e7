"""What the facts say of each index, at every edge of the circular's wording."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.scoring_facts import (
    ConductPetition,
    Contact,
    ContactedAgency,
    Contradiction,
    DeskFacts,
    DossierFacts,
    OnlineFacts,
    PetitionFacts,
    PublicationFacts,
    agency_points,
    contradictions,
    dossier_points,
    points_for_conduct,
    points_for_contacted,
    points_for_contacts,
    points_for_desk,
    points_for_online,
    points_for_parts,
    points_for_petitions,
    points_for_publication,
    points_for_time,
)
from motcua.rules.timeliness import Timeliness

OWN, ASKED = Contact(is_applicants_fault=True), Contact()
DESK = ContactedAgency("desk", "desk")
COUNCIL = ContactedAgency("department", "check_leader")
BANK = ContactedAgency("bank", "other")
OPEN, UNTRUE = ConductPetition(), ConductPetition(is_concluded_untrue=True)


@pytest.mark.parametrize(("timeliness", "points"), [("early", 2), ("on_time", 1), ("late", 0), (None, None)])
def test_time_gives_points_once_the_dossier_has_ended(
    timeliness: Timeliness | None, points: int | None
) -> None:
    assert points_for_time(timeliness) == points


@pytest.mark.parametrize(
    ("parts", "points"),
    [((), None), (("early",), 2), (("early", "on_time"), 1), (("late", "early", "on_time"), 0)],
)
def test_the_worst_part_decides(parts: tuple[Timeliness, ...], points: int | None) -> None:
    assert points_for_parts(parts) == points


@pytest.mark.parametrize(
    ("contacts", "points"),
    [
        ((), 2),
        ((ASKED,), 1),
        ((OWN,), 1),
        ((ASKED, ASKED), 0),
        ((OWN, ASKED), 0),
        ((ASKED, OWN), 1),
        ((ASKED, OWN, OWN), 1),
        ((ASKED, OWN, ASKED), 0),
    ],
)
def test_each_contact_after_the_first_needs_the_applicants_fault(
    contacts: tuple[Contact, ...], points: int
) -> None:
    assert points_for_contacts(contacts) == points


@pytest.mark.parametrize(
    ("contacted", "points"),
    [
        ((), 2),
        ((DESK,), 1),
        ((DESK, DESK), 1),
        ((DESK, COUNCIL), 1),
        ((COUNCIL,), 1),
        ((BANK,), 0),
        ((DESK, BANK), 0),
        ((DESK, COUNCIL, BANK), 0),
        ((DESK, ContactedAgency("another desk", "desk")), 0),
        ((DESK, ContactedAgency("desk", "other")), 1),
        ((DESK, ContactedAgency("department", "other"), COUNCIL), 1),
        ((DESK, ContactedAgency("department", "desk"), COUNCIL), 1),
    ],
)
def test_only_the_desk_and_who_leads_a_required_check_may_be_contacted(
    contacted: tuple[ContactedAgency, ...], points: int
) -> None:
    assert points_for_contacted(contacted) == points


STANDINGS = st.sampled_from(("desk", "check_leader", "other"))
CONTACTED = st.lists(st.builds(ContactedAgency, st.sampled_from("ABC"), STANDINGS), max_size=5)


@given(st.lists(st.builds(Contact, st.booleans()), max_size=6))
def test_one_more_contact_never_gives_more_points(contacts: list[Contact]) -> None:
    assert points_for_contacts(contacts) <= points_for_contacts(contacts[:-1])


@given(CONTACTED, st.sampled_from("DEF"), st.sampled_from(("desk", "other")))
def test_one_more_agency_never_gives_more_points(
    contacted: list[ContactedAgency], agency: str, standing: Literal["desk", "other"]
) -> None:
    assert points_for_contacted([*contacted, ContactedAgency(agency, standing)]) <= points_for_contacted(
        contacted
    )


@pytest.mark.parametrize(
    ("timeliness", "petitions", "points"),
    [
        ("early", (), 2),
        ("on_time", (), 1),
        ("late", (), 0),
        (None, (), None),
        ("early", (UNTRUE,), 2),
        ("early", (OPEN,), 0),
        ("early", (UNTRUE, OPEN), 0),
        (None, (OPEN,), 0),
        (None, (UNTRUE,), None),
    ],
)
def test_a_petition_about_conduct_counts_unless_it_was_found_untrue(
    timeliness: Timeliness | None, petitions: tuple[ConductPetition, ...], points: int | None
) -> None:
    assert points_for_conduct(timeliness, petitions) == points


@pytest.mark.parametrize(
    ("tier", "listed", "done", "missing", "points"),
    [
        ("province", 10, 2, 5, 2),
        ("province", 100, 19, 0, 1),
        ("province", 100, 19, 1, 0),
        ("district", 10, 5, 1, 2),
        ("district", 11, 5, 0, 1),
        ("district", 11, 5, 2, 0),
        ("commune", 10, 10, 0, 2),
        ("commune", 10, 9, 0, 1),
        ("commune", 10, 9, 1, 0),
        ("commune", 0, 0, 0, None),
    ],
)
def test_a_desk_is_judged_by_what_is_wholly_done_there(
    tier: Literal["province", "district", "commune"], listed: int, done: int, missing: int, points: int | None
) -> None:
    assert points_for_desk(DeskFacts(tier, listed, done, missing)) == points


@pytest.mark.parametrize(
    ("is_electronic", "is_posted", "points"),
    [(True, True, 2), (True, False, 1), (False, True, 1), (False, False, 0)],
)
def test_each_half_of_publication_gives_a_point(is_electronic: bool, is_posted: bool, points: int) -> None:
    given_points = points_for_publication(PublicationFacts(is_electronic, is_posted))
    assert (given_points, type(given_points)) == (points, int)


@pytest.mark.parametrize(
    ("due", "in_time", "prolonged", "points"),
    [
        (0, 0, 0, 2),
        (0, 0, 1, 0),
        (10, 10, 0, 2),
        (10, 10, 1, 0),
        (10, 9, 0, 1),
        (100, 89, 0, 0),
        (9, 8, 0, 0),
        (1, 0, 0, 0),
    ],
)
def test_petitions_are_answered_in_time_and_never_prolonged(
    due: int, in_time: int, prolonged: int, points: int
) -> None:
    assert points_for_petitions(PetitionFacts(due, in_time, prolonged)) == points


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        (OnlineFacts(100, 30, 0, 10, 2), 2),
        (OnlineFacts(100, 30, 0, 11, 2), 1),  # 2 of 11 is less than a fifth
        (OnlineFacts(100, 29, 0, 10, 10), 1),
        (OnlineFacts(100, 15, 0, 10, 1), 1),
        (OnlineFacts(1000, 149, 0, 10, 10), 0),
        (OnlineFacts(100, 30, 1, 10, 2), 0),
        (OnlineFacts(100, 30, 0, 10, 0), 0),
        (OnlineFacts(0, 0, 0, 10, 0), 0),
        (OnlineFacts(0, 0, 0, 10, 5), None),
    ],
)
def test_online_service_is_judged_by_share_breadth_and_diligence(
    facts: OnlineFacts, points: int | None
) -> None:
    assert points_for_online(facts) == points


def test_a_dossiers_facts_cover_the_five_indices() -> None:
    facts = DossierFacts("on_time", ("early", "late"), (ASKED,), (DESK, BANK), (UNTRUE,))
    assert dossier_points(facts) == {"1": 1, "2": 0, "3": 1, "4": 0, "7": 1}
    assert dossier_points(DossierFacts(None)) == {"1": None, "2": None, "3": 2, "4": 2, "7": None}


def test_an_agencys_facts_cover_the_other_four() -> None:
    points = agency_points(
        DeskFacts("commune", 10, 9, 0),
        PublicationFacts(True, True),
        PetitionFacts(1, 0, 0),
        OnlineFacts(0, 0, 0, 1, 1),
    )
    assert points == {"5": 1, "6": 2, "8": 0, "9": None}


def test_an_answer_and_a_fact_that_differ_are_flagged_and_left_alone() -> None:
    given_points = {"7": 2, "1": 2, "3": 1, "4": None, "2": 0}
    facts = {"1": 0, "3": 1, "4": 2, "7": 1, "2": None}
    assert contradictions(given_points, facts) == (Contradiction("7", 2, 1), Contradiction("1", 2, 0))
    assert given_points["1"] == 2
