"""Tells the life of one dossier, act after act, until it is over or the demo's clock is reached."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta

from motcua.jobs.demo.filings import filing_of
from motcua.jobs.demo.handling import DAY, Handling
from motcua.jobs.demo.names import NameParts
from motcua.jobs.demo.narrator import Reached
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.stage import Answers, Life, Stage
from motcua.jobs.demo.weights import temper_of
from motcua.jobs.demo.words import DECLINED, WITHDRAWN
from motcua.jobs.demo.world import World
from motcua.kit.instants import instant
from motcua.services.calendars.frozen import working_calendar
from motcua.services.tokens import drawn_from


def tell(plan: Plan, world: World, names: NameParts, stage: Stage, *, until: datetime) -> Life:
    """Plays the plan on the stage; `until` local and naive. The same plan is always the same story."""
    rng = random.Random(f"story {plan.seed}")
    filing = filing_of(plan, world, names, rng)
    with drawn_from(random.Random(f"words {plan.seed}")):
        life = stage.submit(filing, at=instant(plan.submitted_at))
    offer = world.offers[plan.offer]
    teller = Teller(
        plan=plan,
        world=world,
        stage=stage,
        until=until,
        rng=rng,
        life=life,
        filing=filing,
        calendar=working_calendar(offer.calendar_id, world.lead(offer).code),
        temper=temper_of(world.lead(offer)),
    )
    with suppress(Reached):
        teller.intake()
    return life


class Teller(Handling):
    """The desk at the beginning and the end."""

    def intake(self) -> None:
        plan, desk = self.plan, self._desk()
        if plan.asked_at is not None:
            self.stage.ask(self.life, by=desk, at=self.now(plan.asked_at), items=self._items())
            self._answer(plan.answered_at)
        at = self.now(plan.decided_at)
        match plan.intake:
            case "decline":
                self.stage.decline(self.life, by=desk, at=at, reason=self.rng.choice(DECLINED))
                self._slip(plan.decided_at)
            case "withdraw":
                by = self.filing.by if plan.citizen else None
                self.stage.withdraw(self.life, by=by, at=at, reason=self.rng.choice(WITHDRAWN))
            case "receive" | "ask":
                self.stage.receive(self.life, by=desk, at=at, serial=plan.serial)
                self._after_receipt(plan.decided_at)

    def _answer(self, at: datetime | None) -> None:
        if at is None:
            raise Reached
        # Someone at the desk types it in for whoever came to the counter.
        by = self._desk() if self.plan.channel == "counter" else self.filing.by
        self._give_what_is_asked(by, self.now(at))

    def _after_receipt(self, at: datetime) -> None:
        if self.life.dossier.finished_at is None:
            if self.plan.intake == "receive" and self.rng.random() < 0.03:
                at = self._return(at)
            if self.rng.random() < 0.004:
                self._withdraw(at)
                return
            at = self.handle(at)
        self._release(at)

    def _return(self, received_at: datetime) -> datetime:
        """Asks for completion after receipt; the instant from which handling goes on."""
        allowed = min(self._minutes_to_due(received_at), 2 * DAY) - 30
        if allowed < 60:
            return received_at
        asked_at = self._later(received_at, self.rng.randrange(30, allowed))
        by = self._desk()
        self.stage.ask(self.life, by=by, at=self.now(asked_at), items=self._items())
        is_silent = asked_at > self.until - timedelta(days=25) and self.rng.random() < 0.3
        answered_at = None if is_silent else self._daytime(asked_at, self.rng.randrange(1, 10))
        self._answer(answered_at)
        return answered_at or asked_at

    def _withdraw(self, at: datetime) -> None:
        withdrawn_at = self._later(at, self.rng.randrange(20, max(40, self._minutes_to_due(at))))
        by = self.filing.by if self.plan.citizen else None
        self.stage.withdraw(self.life, by=by, at=self.now(withdrawn_at), reason=self.rng.choice(WITHDRAWN))

    def _release(self, finished_at: datetime) -> None:
        way = self._way()
        wait = self.rng.randrange(5, 90) if self.rng.random() < 0.5 else self.rng.randrange(60, 3 * DAY)
        released_at = self._later(finished_at, wait)
        results = [("Kết quả giải quyết.pdf", self.world.paper)] if way == "online" else []
        self.stage.release(self.life, by=self._desk(), at=self.now(released_at), way=way, results=results)
        self._slip(released_at)

    def _way(self) -> str:
        if self.plan.channel == "online" and self.rng.random() < 0.6:
            return "online"
        return "post" if self.plan.channel == "post" or self.rng.random() < 0.03 else "counter"

    def _slip(self, over_at: datetime) -> None:
        if self.rng.random() > self.temper.slips:
            return
        dossier = self.life.dossier
        answers = {
            "1": {"early": 2, "late": 0}.get(dossier.timeliness, 1),
            "3": 2 if dossier.contact_count == 0 else 1,
            "4": self._points(0.04),
            "7": self._points(0.0),
        }
        satisfaction = {name: self._points(0.0) for name in ("overall", "ease", "timeliness", "attitude")}
        channel = "online" if self.plan.channel == "online" or self.rng.random() < 0.3 else "kiosk"
        given_answers = Answers(answers, satisfaction, self.rng.random() < 0.004, channel)
        at = self._daytime(over_at, self.rng.randrange(0, 7) + self._forgotten_for())
        if at <= over_at:
            at = over_at + timedelta(minutes=5)
        self.stage.answer(self.life, given_answers, at=self.now(at))

    def _forgotten_for(self) -> int:
        """Days a slip lay in a drawer: now and then until its period has closed."""
        rng = random.Random(f"slip {self.plan.seed}")
        return rng.randrange(10, 70) if rng.random() < 0.05 else 0

    def _points(self, better: float) -> int:
        thrown = self.rng.random()
        if thrown < min(1.0, self.temper.kindness + better):
            return 2
        return 1 if self.rng.random() < 0.6 else 0
