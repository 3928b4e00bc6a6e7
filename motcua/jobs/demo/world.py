"""The province as the generator needs it: offers, agencies, officers, read once, no query after."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.records.agencies.models import Agency, Assignment
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.services.agencies.areas import commune_names
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.people.profile import applicant_of
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.procedures.offered import offers_with_versions
from motcua.services.processes.frozen import process_table

OfferKey = tuple[str, str]  # procedure code, agency code
_A_DAY = date(2020, 9, 14)


@dataclass(frozen=True, slots=True)
class World:
    """`offers` carry the ids of the versions in force; `places` is (where, receiving agency) → agency.

    `holders` is (agency, role) → accounts, the active ones first in line.
    """

    offers: Mapping[OfferKey, Any]
    places: Mapping[tuple[str, int], Agency]
    holders: Mapping[tuple[int, str], Sequence[Account]]
    citizens: Mapping[str, Account]
    citizens_facts: Mapping[str, Mapping[str, str]]
    districts: Mapping[int, str]
    areas: tuple[str, ...]
    paper: StoredFile

    def officer(self, rng: random.Random, agency_id: int, role: str) -> Account:
        return rng.choice(self.holders[agency_id, role])

    def lead(self, offer: Any) -> Agency:
        return self.places[frozen_procedure(offer.version_id).content["competent"], offer.agency_id]


def read_world(paper: StoredFile) -> World:
    """Everything, and every frozen version into its cache, so that forked workers ask nothing."""
    offers = [offer for offer in _offers() if offer.is_in_force and offer.procedure.is_active]
    for offer in offers:
        _warm(offer)
    places = _places(offers)
    citizens = {one.login: one for one in Account.objects.filter(kind=Account.CITIZEN, is_demo=True)}
    for agency in places.values():
        working_calendar(offers[0].calendar_id, agency.code)
    return World(
        offers={(offer.procedure.code, offer.agency.code): offer for offer in offers},
        places=places,
        holders=_holders(),
        citizens=citizens,
        citizens_facts={login: {"kind": "person", **applicant_of(one)} for login, one in citizens.items()},
        districts={offer.agency_id: _district(offer.agency) for offer in offers},
        areas=tuple(sorted(commune_names(offers[0].rulebook_id))),
        paper=paper,
    )


def _offers() -> list[Any]:
    found = offers_with_versions().select_related("procedure", "agency__area__parent")
    return list(found.order_by("procedure__code", "agency__code"))


def _warm(offer: Any) -> None:
    frozen_procedure(offer.version_id)
    process_table(offer.process_id)
    working_calendar(offer.calendar_id, offer.agency.code)
    parameter(offer.rulebook_id, "desk_answer_limit", on=_A_DAY)


def _places(offers: Sequence[Any]) -> dict[tuple[str, int], Agency]:
    wheres: dict[int, set[str]] = defaultdict(set)
    for offer in offers:
        steps = process_table(offer.process_id).steps.values()
        wheres[offer.agency_id] |= {step.where or "" for step in steps}
        wheres[offer.agency_id].add(frozen_procedure(offer.version_id).content["competent"])
    receiving = {offer.agency_id: offer.agency for offer in offers}
    return {
        (where, agency_id): agency
        for agency_id, wanted in wheres.items()
        for where, agency in find_agencies(wanted, receiving=receiving[agency_id]).items()
    }


def _holders() -> dict[tuple[int, str], list[Account]]:
    held = Assignment.objects.filter(is_reserve=False, account__is_demo=True).select_related("account")
    found: dict[tuple[int, str], list[Account]] = defaultdict(list)
    for one in held.order_by("account_id"):
        found[one.agency_id, one.role].append(one.account)
    return dict(found)


def _district(agency: Agency) -> str:
    return agency.area.parent.name if agency.area.parent else agency.area.name
