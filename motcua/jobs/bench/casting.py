"""Who a story is told of again: how often, and under which ids, codes and names each time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.jobs.bench.retelling import Names, Story
from motcua.jobs.demo.names import NameParts, identity_number, phone_number
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.played import REQUESTS_A_DOSSIER, TASKS_A_DOSSIER, FirstIds
from motcua.kit.folding import fold
from motcua.kit.refusal import Refused
from motcua.rules.dossier_codes import (
    ALPHABET,
    TRACKING_BYTES,
    format_tracking_code,
    parse_dossier_code,
)
from motcua.services.tokens import drawn_from, new_secret, new_ticket

# A walk through all tracking codes that meets none twice: the number of codes is a power of a prime.
_CODES = len(ALPHABET) ** 7
_STRIDE = 2_654_435_761


@dataclass(frozen=True, slots=True)
class Share:
    """A plan, how often it is told, and where its dossiers and serials begin."""

    plan: Plan
    copies: int
    ordinal: int
    serial: int


def shares(plans: Sequence[Plan], dossiers: int) -> list[Share]:
    """`dossiers` spread evenly over the plans; each desk's serials follow the order of receipt."""
    found, given = [], Counter[tuple[str, date]]()
    for number, plan in enumerate(plans):
        begin, end = (dossiers * place // len(plans) for place in (number, number + 1))
        day = (plan.offer[1], plan.decided_at.date())
        found.append(Share(plan, end - begin, begin, given[day] + 1))
        given[day] += (end - begin) * bool(plan.serial)
    return found


def last_serials(shares: Sequence[Share]) -> Iterator[Plan]:
    """For each plan that gives serials, the plan with the last of them."""
    for share in shares:
        if share.plan.serial and share.copies:
            yield replace(share.plan, serial=share.serial + share.copies - 1)


def cast(share: Share, story: Story, first: FirstIds, parts: NameParts) -> Iterator[Names]:
    """The names of each copy, as Story.tell wants them."""
    rng = random.Random(f"again {share.plan.seed}")  # noqa: S311 — the same people each time
    code = parse_dossier_code(story.dossier.code) if story.dossier.code else None
    with drawn_from(rng):
        for copy in range(share.copies):
            names = _person(rng, parts)
            names |= _ids(share.ordinal + copy, first, story)
            names |= {"secret": new_secret(), "ticket_code": new_ticket()}
            if code is not None and not isinstance(code, Refused):
                names["code"] = replace(code, serial=share.serial + copy).text
            yield names


def _person(rng: random.Random, parts: NameParts) -> Names:
    is_female = rng.random() < 0.48
    name = parts.full_name(rng, is_female=is_female)
    return {
        "name": name,
        "folded": fold(name),
        "identity": identity_number(rng, is_female=is_female),
        "phone": phone_number(rng),
    }


def _ids(ordinal: int, first: FirstIds, story: Story) -> Names:
    tasks, requests = first.task + ordinal * TASKS_A_DOSSIER, first.request + ordinal * REQUESTS_A_DOSSIER
    drawn = (ordinal + 1) * _STRIDE % _CODES
    return {
        "dossier": first.dossier + ordinal,
        "ticket": first.ticket + ordinal,
        "slip": first.slip + ordinal,
        "tracking_code": format_tracking_code(drawn.to_bytes(TRACKING_BYTES, "big")),
        **{f"task{number}": tasks + number for number in range(story.task_count)},
        **{f"request{number}": requests + number for number in range(story.request_count)},
    }
