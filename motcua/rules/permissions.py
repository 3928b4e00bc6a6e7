"""Who may do what to which object: roles × relations (NĐ 61/2018 Art. 8, 14, 27).

A role is held at an agency, and an object lies at agencies: from where the two stand to each other
comes the relation, and a permission lists for each role the relations in which it is given
(config/authorisation.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from motcua.rules.absences import covers_role


class Relation(StrEnum):
    """How an object stands to an actor, nearest first."""

    OWN = "own"  # the officer's own: assigned to them in a role they still hold, or to who they stand in for
    SAME_UNIT = "same_unit"  # work that waits for a role they hold at its agency
    SAME_AGENCY = "same_agency"
    AGENCY_BELOW = "agency_below"  # the object lies below the actor's agency
    AGENCY_ABOVE = "agency_above"
    AGENCY_BESIDE = "agency_beside"
    CITIZEN_OWN = "citizen_own"
    CITIZEN_OTHER = "citizen_other"


CITIZEN = "citizen"
OFFICER_RELATIONS = tuple(Relation)[:6]
CITIZEN_RELATIONS = tuple(Relation)[6:]


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held at an agency (its id); `path` lists the ids of its ancestors, itself last."""

    role: str
    agency: int
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an officer with what they hold today, or a citizen, who holds nothing.

    `covers`: (agency id, account id) of each absent colleague whose work is theirs today.
    """

    id: int
    kind: str  # officer, citizen
    name: str
    holdings: tuple[Holding, ...] = ()
    covers: tuple[tuple[int, int], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(holding.role for holding in self.holdings)

    @property
    def is_citizen(self) -> bool:
        return self.kind == CITIZEN


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked for: the agencies it lies at (paths, each with the agency itself last) and whose it is.

    `waits_for` are its open steps: (role, agency id, account id of the assignee or None).
    """

    places: tuple[tuple[int, ...], ...] = ()
    owner: int | None = None
    waits_for: tuple[tuple[str, int, int | None], ...] = ()


Grants: TypeAlias = Mapping[str, frozenset[Relation]]


@dataclass(frozen=True, slots=True)
class Permission:
    """`of` says from where a dossier is looked at (desk, lead, task, parts); `grants` by role.

    A public one is given to anybody, known or not.
    """

    name: str
    of: str = ""
    is_public: bool = False
    grants: Grants = field(default_factory=dict)


def relation_between(actor: Actor, subject: Subject, holding: Holding | None = None) -> Relation:
    """The nearest relation, for an officer by one role they hold; a citizen needs no `holding`."""
    if holding is None:
        return Relation.CITIZEN_OWN if subject.owner == actor.id else Relation.CITIZEN_OTHER
    # A dossier's submitter is its owner too, but filing gives an officer nothing at the agencies it lies at.
    is_own_account = subject.owner == actor.id and not subject.places
    if is_own_account or any(_is_own(actor, holding, *step) for step in subject.waits_for):
        return Relation.OWN
    if (holding.role, holding.agency, None) in subject.waits_for:
        return Relation.SAME_UNIT
    return min(
        (_by_place(holding, path) for path in subject.places), default=Relation.AGENCY_BESIDE, key=_nearness
    )


def is_allowed(permission: Permission, actor: Actor | None, subject: Subject | None = None) -> bool:
    """Whether any role of the actor gives it; without a subject: whether it could for some object."""
    if permission.is_public:
        return True
    if actor is None:
        return False
    standings: tuple[Holding | None, ...] = (None,) if actor.is_citizen else actor.holdings
    return any(_gives(permission, actor, subject, holding) for holding in standings)


def _gives(permission: Permission, actor: Actor, subject: Subject | None, holding: Holding | None) -> bool:
    granted = permission.grants.get(holding.role if holding else CITIZEN, frozenset())
    return bool(granted) if subject is None else relation_between(actor, subject, holding) in granted


def _is_own(actor: Actor, holding: Holding, role: str, agency: int, assignee: int | None) -> bool:
    """The step is theirs by this role, or an absent colleague's whose work this role may do."""
    if agency != holding.agency or assignee is None:
        return False
    if assignee == actor.id:
        return role == holding.role
    return (agency, assignee) in actor.covers and covers_role(holding.role, role)


def _by_place(holding: Holding, path: tuple[int, ...]) -> Relation:
    if path[-1] == holding.agency:
        return Relation.SAME_AGENCY
    if holding.agency in path:
        return Relation.AGENCY_BELOW
    return Relation.AGENCY_ABOVE if path[-1] in holding.path else Relation.AGENCY_BESIDE


def _nearness(relation: Relation) -> int:
    return OFFICER_RELATIONS.index(relation)
