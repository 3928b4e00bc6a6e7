"""What an invented applicant files: who they are, the e-form's answers, the papers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from motcua.jobs.demo.names import NameParts, identity_number, phone_number
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.stage import Filing
from motcua.jobs.demo.world import World
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure


def filing_of(plan: Plan, world: World, names: NameParts, rng: random.Random) -> Filing:
    """A complete filing; the e-form's answers fit its rules on that day."""
    offer = world.offers[plan.offer]
    frozen = frozen_procedure(offer.version_id)
    applicant = world.citizens_facts[plan.citizen] if plan.citizen else _applicant(offer, world, names, rng)
    facts = SampleFacts(
        today=plan.submitted_at.date(),
        areas=world.areas,
        applicant={f"applicant.{name}": value for name, value in applicant.items() if value},
    )
    return Filing(
        offer=offer,
        applicant=applicant,
        form=sample_payload(frozen.form, rng, facts),
        documents=_documents(frozen, world.paper),
        channel=plan.channel,
        by=_filer(plan, world, rng),
    )


def given(requirement: str, paper: StoredFile) -> GivenDocument:
    """The shared demo paper, given for a requirement."""
    return GivenDocument(requirement, f"{requirement}.pdf", paper)


def _documents(frozen: FrozenProcedure, paper: StoredFile) -> list[GivenDocument]:
    return [given(one.key, paper) for one in frozen.requirements if one.is_owed]


def _filer(plan: Plan, world: World, rng: random.Random) -> Account | None:
    """The citizen, the desk for a walk-in, nobody for an open call."""
    if plan.citizen:
        return world.citizens[plan.citizen]
    if plan.channel == "online":
        return None
    return world.officer(rng, world.offers[plan.offer].agency_id, "desk_officer")


def _applicant(offer: Any, world: World, names: NameParts, rng: random.Random) -> Mapping[str, str]:
    is_female = rng.random() < 0.48
    area = offer.agency.area
    return {
        "kind": "person",
        "name": names.full_name(rng, is_female=is_female),
        "identity": identity_number(rng, is_female=is_female),
        "phone": phone_number(rng),
        "email": "",
        "address": names.address(rng, area, world.districts[offer.agency_id]),
    }
