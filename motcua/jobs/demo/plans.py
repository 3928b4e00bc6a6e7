"""Who files what, where, when and how, and when the desk takes it up: everything up to the receipt.

It is settled for all dossiers before any story is told, because serial numbers follow the order of
receipt at each desk.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate, count, islice
from typing import Any

from motcua.jobs.demo.weights import agency_weight, channel_of, day_weight, procedure_weight, temper_of
from motcua.jobs.demo.world import OfferKey, World
from motcua.rules.time_limit import parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.calendars.frozen import working_calendar
from motcua.services.procedures.frozen import frozen_procedure

FIRST_DAY = date(2020, 1, 2)
_LONGEST_ANSWER_DAYS = 9
# Phong Thủy, Lệ Thủy, the provincial centre: filings added in the last working days.
_BUSY_DESKS = {"000.25.30.H46": 36, "000.00.30.H46": 36, "000.00.02.H46": 30}
_LATE_DAYS = 7
_CITIZENS_SHARE = 0.15

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Plan:
    """Times are local and naive; None: it does not happen (or only after the demo's clock).

    `intake` is receive, ask (then receive), decline, withdraw, or silence (asked and never answered).
    """

    seed: int
    offer: OfferKey
    channel: str
    submitted_at: datetime
    intake: str
    asked_at: datetime | None
    answered_at: datetime | None
    decided_at: datetime
    citizen: str = ""
    serial: int = 0


def make_plans(
    world: World, *, dossiers: int, seed: int, until: datetime, weight: Weight = procedure_weight
) -> list[Plan]:
    """`dossiers` plans, and some for the last days, in the order of receipt, serials given.

    `weight` of a procedure's code: how often it is filed, relative to the others.
    """
    rng = random.Random(seed)
    picker = _Picker(world, weight)
    days = _days(world, until)
    weights = list(accumulate(day_weight(on) for on in days))
    drawn = (picker.draw(rng) for _ in range(dossiers))
    plans = [
        _plan(world, key, rng.choices(days, cum_weights=weights)[0], seed * 1_000_000 + number, until)
        for number, key in enumerate(drawn)
    ]
    plans += _lately(world, days, seed, until)
    return _with_serials(sorted(plans, key=lambda plan: (plan.decided_at, plan.seed)), until)


def _days(world: World, until: datetime) -> list[date]:
    calendar = _calendar(next(iter(world.offers.values())))
    span = (until.date() - FIRST_DAY).days
    days = (FIRST_DAY + timedelta(days=day) for day in range(span))
    return [on for on in days if calendar.is_working_date(on)]


def _lately(world: World, days: Sequence[date], seed: int, until: datetime) -> list[Plan]:
    """More of the last days at the desks whose officers are printed, so that each finds work waiting."""
    numbers = count(seed * 1_000_000 + 900_000)
    lately = days[-_LATE_DAYS:]
    plans = []
    for desk, filings in _BUSY_DESKS.items():
        keys = [key for key in world.offers if key[1] == desk and _takes_days(world, key)]
        for number in islice(numbers, filings if keys and lately else 0):
            rng = random.Random(f"lately {number}")
            plans.append(_plan(world, rng.choice(keys), rng.choice(lately), number, until))
    return plans


def _takes_days(world: World, key: OfferKey) -> bool:
    limit = parse_limit(frozen_procedure(world.offers[key].version_id).limit_text)
    return limit.unit == "working_day" and 2 <= limit.amount <= 10


class _Picker:
    """Draws a procedure by its weight, then one of the agencies that offer it by its size."""

    def __init__(self, world: World, weight: Weight) -> None:
        offered: dict[str, list[OfferKey]] = {}
        for key in world.offers:
            offered.setdefault(key[0], []).append(key)
        self.procedures = list(offered)
        self.weights = list(accumulate(weight(code) for code in self.procedures))
        self.offers = {code: (keys, _sizes(world.offers, keys)) for code, keys in offered.items()}

    def draw(self, rng: random.Random) -> OfferKey:
        (code,) = rng.choices(self.procedures, cum_weights=self.weights)
        keys, sizes = self.offers[code]
        return rng.choices(keys, cum_weights=sizes)[0]


def _sizes(offers: Mapping[OfferKey, Any], keys: Sequence[OfferKey]) -> list[float]:
    return list(accumulate(agency_weight(offers[key].agency) for key in keys))


def _plan(world: World, key: OfferKey, on: date, seed: int, until: datetime) -> Plan:
    rng = random.Random(seed)
    offer = world.offers[key]
    calendar = _calendar(offer)
    channel = channel_of(rng, on, has_online=offer.has_online_filing)
    submitted_at = _filed_at(rng, calendar, on, channel)
    if submitted_at >= until:
        submitted_at -= timedelta(days=7)
    return _at_the_desk(rng, world, key, calendar, channel, submitted_at, seed)


def _at_the_desk(
    rng: random.Random,
    world: World,
    key: OfferKey,
    calendar: WorkingCalendar,
    channel: str,
    submitted_at: datetime,
    seed: int,
) -> Plan:
    late = temper_of(world.offers[key].agency).late
    looked_at = _seen(rng, calendar, submitted_at, channel, late)
    intake = _intake(rng, channel)
    asked_at = looked_at if intake in {"ask", "silence"} else None
    answered_at = _answered(rng, looked_at) if intake == "ask" else None
    decided_at = _seen(rng, calendar, answered_at, "online", late) if answered_at else looked_at
    return Plan(
        seed=seed,
        offer=key,
        channel=channel,
        submitted_at=submitted_at,
        intake=intake,
        asked_at=asked_at,
        answered_at=answered_at,
        decided_at=decided_at,
        citizen=_citizen(rng, world, key, channel),
    )


def _filed_at(rng: random.Random, calendar: WorkingCalendar, on: date, channel: str) -> datetime:
    if channel == "online" and rng.random() < 0.4:
        # In the evening, or over the weekend that follows.
        later = rng.randrange(0, 3) if on.weekday() == 4 else 0
        minute = rng.randrange(17 * 60 + 30, 23 * 60) if later == 0 else rng.randrange(7 * 60, 22 * 60)
        return datetime.combine(on, time()) + timedelta(days=later, minutes=minute, seconds=rng.randrange(60))
    through = int(min(rng.random(), rng.random() ** 0.8) * 445)
    return calendar.add_working_minutes(calendar.opening(on), through) + timedelta(seconds=rng.randrange(60))


def _seen(rng: random.Random, calendar: WorkingCalendar, at: datetime, channel: str, late: float) -> datetime:
    """When the desk takes it up: at once at the counter, within its eight hours otherwise, mostly."""
    if channel == "counter":
        minutes = rng.randrange(3, 16)
    else:
        minutes = int(10 + 420 * rng.random() ** 1.6 * (2.2 if rng.random() < late else 1))
    return calendar.add_working_minutes(at, minutes) + timedelta(seconds=rng.randrange(60))


def _intake(rng: random.Random, channel: str) -> str:
    thrown = rng.random()
    if channel == "counter":  # what is incomplete does not get past the counter
        return "decline" if thrown < 0.006 else "ask" if thrown < 0.015 else "receive"
    if thrown < 0.07:
        return "silence" if thrown < 0.012 else "ask"
    return "decline" if thrown < 0.105 else "withdraw" if thrown < 0.115 else "receive"


def _answered(rng: random.Random, asked_at: datetime) -> datetime:
    days = rng.randrange(1, _LONGEST_ANSWER_DAYS)
    day = datetime.combine(asked_at.date() + timedelta(days=days), time())
    return day + timedelta(minutes=rng.randrange(7 * 60, 21 * 60), seconds=rng.randrange(60))


def _citizen(rng: random.Random, world: World, key: OfferKey, channel: str) -> str:
    """The two printed citizens file at Phong Thủy and Lệ Thủy, now and then."""
    is_near = key[1].endswith("30.H46") and channel == "online"
    return (
        rng.choice(sorted(world.citizens))
        if is_near and world.citizens and rng.random() < _CITIZENS_SHARE
        else ""
    )


def _with_serials(plans: list[Plan], until: datetime) -> list[Plan]:
    return list(_numbered(plans, until))


def _numbered(plans: list[Plan], until: datetime) -> Iterator[Plan]:
    given: Counter[tuple[str, date]] = Counter()
    for plan in plans:
        if plan.intake in {"receive", "ask"} and plan.decided_at < until:
            day = (plan.offer[1], plan.decided_at.date())
            given[day] += 1
            yield replace(plan, serial=given[day])
        else:
            yield plan


def _calendar(offer: Any) -> WorkingCalendar:
    return working_calendar(offer.calendar_id, offer.agency.code)
