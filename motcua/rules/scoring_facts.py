"""What the system's own facts say an index should be, to stand beside what people answered.

Source: TT 01/2018/TT-VPCP Art. 13–14. A fact is 2, 1 or 0 points, or None where nothing can be judged yet.
A fact never replaces an answer: `contradictions` says where the two part, and people look.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from motcua.rules.timeliness import Timeliness

#: Share of the desk's list to be received, appraised and approved at the desk for 2 points (Art. 13.5a).
DESK_SHARES: Mapping[str, Fraction] = {
    "province": Fraction(1, 5),
    "district": Fraction(1, 2),
    "commune": Fraction(1),
}
ANSWERED_SHARE = Fraction(9, 10)  # Art. 13.8b
LEAST_ONLINE_SHARE = Fraction(15, 100)  # Art. 13.9b
GOOD_ONLINE_SHARE = Fraction(3, 10)  # Art. 13.9a
ELIGIBLE_ONLINE_SHARE = Fraction(1, 5)  # Art. 13.9a

_TIMELY_POINTS: Mapping[Timeliness, int] = {"early": 2, "on_time": 1, "late": 0}


@dataclass(frozen=True, slots=True)
class Contact:
    """A time the applicant had to get in touch to complete the dossier, before receipt or after it."""

    is_applicants_fault: bool = False


@dataclass(frozen=True, slots=True)
class ContactedAgency:
    """Whom the applicant had to get in touch with; a `check_leader` leads a legally required check."""

    agency: str
    standing: Literal["desk", "check_leader", "other"]


@dataclass(frozen=True, slots=True)
class ConductPetition:
    """A petition about conduct or wrongful handling; an open one counts as long as nobody found it untrue."""

    is_concluded_untrue: bool = False


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What is known of a dossier. `timeliness` is None while it runs, `parts` are the finished ones."""

    timeliness: Timeliness | None
    parts: Sequence[Timeliness] = ()
    contacts: Sequence[Contact] = ()
    contacted: Collection[ContactedAgency] = ()
    petitions: Collection[ConductPetition] = ()


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The desk's published list: how much of it is wholly done there, and what is not received there at all.

    `missing` leaves out the procedures of NĐ 61/2018 Art. 14.5a–b, which by nature are received elsewhere.
    """

    tier: Literal["province", "district", "commune"]
    listed: int
    done_at_desk: int
    missing: int


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """Whether the procedures are published accurately, fully and in time, on line and on the notice board."""

    is_electronic: bool
    is_posted: bool


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """The petitions whose time to be answered ended in the period, and the prolonged ones."""

    due: int
    answered_in_time: int
    prolonged: int


@dataclass(frozen=True, slots=True)
class OnlineFacts:
    """Dossiers of the period, those filed online, and how many eligible procedures are online at 3 or 4."""

    dossiers: int
    online: int
    online_unhandled_or_late: int
    eligible_procedures: int
    procedures_online: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    index: str
    given: int
    fact: int


def dossier_points(facts: DossierFacts) -> dict[str, int | None]:
    """The facts of a dossier for the indices that citizens and agencies answer about it."""
    return {
        "1": points_for_time(facts.timeliness),
        "2": points_for_parts(facts.parts),
        "3": points_for_contacts(facts.contacts),
        "4": points_for_contacted(facts.contacted),
        "7": points_for_conduct(facts.timeliness, facts.petitions),
    }


def agency_points(
    desk: DeskFacts, publication: PublicationFacts, petitions: PetitionFacts, online: OnlineFacts
) -> dict[str, int | None]:
    """The facts of an agency for the indices that it assesses itself."""
    return {
        "5": points_for_desk(desk),
        "6": points_for_publication(publication),
        "8": points_for_petitions(petitions),
        "9": points_for_online(online),
    }


def contradictions(
    given: Mapping[str, int | None], facts: Mapping[str, int | None]
) -> tuple[Contradiction, ...]:
    """The indices in which an answer and a fact both stand and differ, in the order of the answers."""
    pairs = ((index, points, facts.get(index)) for index, points in given.items())
    return tuple(
        Contradiction(index, points, fact)
        for index, points, fact in pairs
        if points is not None and fact is not None and points != fact
    )


def points_for_time(timeliness: Timeliness | None) -> int | None:
    """Index 1."""
    return None if timeliness is None else _TIMELY_POINTS[timeliness]


def points_for_parts(parts: Sequence[Timeliness]) -> int | None:
    """Index 2, of an agency's own parts, of all parts, or of an officer's own steps: the worst decides."""
    return min((_TIMELY_POINTS[part] for part in parts), default=None)


def points_for_contacts(contacts: Sequence[Contact]) -> int:
    """Index 3. `contacts` in the order of time: the first needs no excuse, each later one does."""
    if not contacts:
        return 2
    return 1 if all(contact.is_applicants_fault for contact in contacts[1:]) else 0


def points_for_contacted(contacted: Collection[ContactedAgency]) -> int:
    """Index 4: nobody, one desk and whoever leads a required check, or more than that."""
    if not contacted:
        return 2
    desks, leaders, others = (
        {entry.agency for entry in contacted if entry.standing == standing}
        for standing in ("desk", "check_leader", "other")
    )
    return 0 if others - desks - leaders or len(desks - leaders) > 1 else 1


def points_for_conduct(timeliness: Timeliness | None, petitions: Collection[ConductPetition]) -> int | None:
    """Index 7."""
    if any(not petition.is_concluded_untrue for petition in petitions):
        return 0
    return points_for_time(timeliness)


def points_for_desk(desk: DeskFacts) -> int | None:
    """Index 5."""
    if desk.listed == 0:
        return None
    if Fraction(desk.done_at_desk, desk.listed) >= DESK_SHARES[desk.tier]:
        return 2
    return 1 if desk.missing == 0 else 0


def points_for_publication(publication: PublicationFacts) -> int:
    """Index 6."""
    return publication.is_electronic + publication.is_posted


def points_for_petitions(petitions: PetitionFacts) -> int:
    """Index 8."""
    if petitions.prolonged:
        return 0
    share = Fraction(petitions.answered_in_time, petitions.due) if petitions.due else Fraction(1)
    if share >= 1:
        return 2
    return 1 if share >= ANSWERED_SHARE else 0


def points_for_online(online: OnlineFacts) -> int | None:
    """Index 9."""
    if online.procedures_online == 0 or online.online_unhandled_or_late:
        return 0
    if online.dossiers == 0:
        return None
    share = Fraction(online.online, online.dossiers)
    if share < LEAST_ONLINE_SHARE:
        return 0
    is_broad = online.procedures_online >= ELIGIBLE_ONLINE_SHARE * online.eligible_procedures
    return 2 if share >= GOOD_ONLINE_SHARE and is_broad else 1
