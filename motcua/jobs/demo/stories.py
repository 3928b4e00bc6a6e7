"""Tells the life of one dossier, act after act, until it is over or the demo's clock is reached."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from motcua.jobs.demo.filings import filing_of, given
from motcua.jobs.demo.names import NameParts
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.stage import Answers, Filing, Life, Stage
from motcua.jobs.demo.weights import Temper, temper_of
from motcua.jobs.demo.words import APOLOGIES, DECLINED, DEFECTS, REFUSED, WITHDRAWN
from motcua.jobs.demo.world import World
from motcua.kit.instants import instant, local
from motcua.records.tasks.models import Task
from motcua.rules.process_model import DONE
from motcua.rules.process_moves import complete_step, start_process
from motcua.rules.process_table import ProcessTable
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.calendars.frozen import working_calendar
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.processes.frozen import process_table
from motcua.services.tokens import drawn_from

DAY = 480  # working minutes


# A step now and then takes longer than it may though the dossier is in time.
_STEP_SLIPS = 0.06


class _Reached(Exception):
    """The demo's clock: what follows has not happened yet."""


def tell(plan: Plan, world: World, names: NameParts, stage: Stage, *, until: datetime) -> Life:
    """Plays the plan on the stage; `until` local and naive. The same plan is always the same story."""
    rng = random.Random(f"story {plan.seed}")
    filing = filing_of(plan, world, names, rng)
    with drawn_from(random.Random(f"words {plan.seed}")):
        life = stage.submit(filing, at=instant(plan.submitted_at))
    offer = world.offers[plan.offer]
    teller = _Teller(
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
    with suppress(_Reached):
        teller.intake()
    return life


@dataclass(slots=True)
class _Teller:
    plan: Plan
    world: World
    stage: Stage
    until: datetime
    rng: random.Random
    life: Life
    filing: Filing
    calendar: WorkingCalendar
    temper: Temper

    # -- the desk

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
            raise _Reached
        # Someone at the desk types it in for whoever came to the counter.
        by = self._desk() if self.plan.channel == "counter" else self.filing.by
        self.stage.supplement(self.life, by=by, at=self.now(at), documents=self._asked_documents())

    def _after_receipt(self, at: datetime) -> None:
        if self.life.dossier.finished_at is None:
            if self.plan.intake == "receive" and self.rng.random() < 0.03:
                at = self._return(at)
            if self.rng.random() < 0.004:
                self._withdraw(at)
                return
            at = self._handle(at)
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

    # -- handling

    def _handle(self, begun_at: datetime) -> datetime:
        """Step after step; when the last is done."""
        dossier = self.life.dossier
        steps = path_length(dossier.process_version_id or 0)
        is_late = self.rng.random() < self.temper.late
        is_refused = self.rng.random() < 0.015
        pause_before = self._pause_before(steps)
        apology_at = self._apology_at(begun_at, is_late)
        times = self._times(begun_at, steps, is_late)
        done = 0
        at = begun_at
        while open_steps := self.life.open_steps():
            if done == pause_before:
                at = self._pause(at)
                apology_at = self._apology_at(at, is_late)
                times = [*times[:done], *self._times(at, steps - done, is_late)]
            planned = max(times[min(done, len(times) - 1)], at + timedelta(minutes=1))
            at = planned if is_late else self._within_step(open_steps[0], at, planned)
            if apology_at is not None and apology_at <= at:
                self._apologise(apology_at)
                apology_at = None
            self._complete(open_steps[0], at, is_refused)
            done += 1
        return at

    def _within_step(self, task: Task, begun_at: datetime, planned: datetime) -> datetime:
        """In a dossier in time steps mostly are too: the planned minute, or one before the step's due."""
        due = local(task.due_at) if task.due_at else planned
        if planned <= due or self.rng.random() < _STEP_SLIPS:
            return planned
        minutes = self.calendar.working_minutes_between(begun_at, due)
        return max(
            begun_at + timedelta(minutes=1), self._later(begun_at, int(minutes * self.rng.uniform(0.3, 0.95)))
        )

    def _complete(self, task: Task, at: datetime, is_refused: bool) -> None:
        outcomes = process_table(self.life.dossier.process_version_id or 0).steps[task.step].outcomes
        outcome = _outcome(outcomes, is_refused)
        note = self.rng.choice(REFUSED) if outcome == "refuse" else ""
        by = self.world.officer(self.rng, task.agency_id, task.role)
        self.stage.complete(self.life, task, by=by, at=self.now(at), outcome=outcome, note=note)

    def _times(self, begun_at: datetime, steps: int, is_late: bool) -> list[datetime]:
        """When each step is done, so that the last one ends early, on its day or late."""
        allowed = max(20, self._minutes_to_due(begun_at))
        if is_late:
            total = allowed + int(self.rng.uniform(0.1, 1.4) * max(DAY, min(allowed, 6 * DAY))) + 30
        elif self.rng.random() < self.temper.on_time and allowed > DAY:
            total = allowed - self.rng.randrange(1, DAY // 2)
        else:
            total = int(allowed * self.rng.uniform(0.25, 0.8))
        return [
            self._later(begun_at, max(1, int(total * (count + self.rng.uniform(-0.3, 0)) / steps)))
            for count in range(1, steps)
        ] + [self._later(begun_at, max(2, total))]

    def _pause_before(self, steps: int) -> int:
        pauses = frozen_procedure(self.life.dossier.procedure_version_id).content["pauses"]
        return max(1, steps // 2) if pauses and self.rng.random() < 0.4 else -1

    def _pause(self, at: datetime) -> datetime:
        """A wait the procedure allows, for the applicant to pay or revise; when it is over."""
        dossier = self.life.dossier
        cause = frozen_procedure(dossier.procedure_version_id).content["pauses"][0]["key"]
        by = self.world.officer(self.rng, dossier.receiving_agency_id, "desk_officer")
        self.stage.pause(self.life, by=by, at=self.now(self._later(at, 20)), cause=cause)
        resumed_at = self._later(at, 30 + self.rng.randrange(DAY, 8 * DAY))
        self.stage.resume(self.life, by=by, at=self.now(resumed_at))
        return resumed_at

    def _apology_at(self, begun_at: datetime, is_late: bool) -> datetime | None:
        allowed = self._minutes_to_due(begun_at)
        if not is_late or allowed < 3 * DAY or self.rng.random() > 0.65:
            return None
        return self._later(begun_at, int(allowed * self.rng.uniform(0.75, 0.98)))

    def _apologise(self, at: datetime) -> None:
        due = self._due()
        days = self.rng.randrange(2, 7)
        promised = self.calendar.close_of_business(self.calendar.working_date_after(due.date(), days))
        self.stage.apologise(
            self.life,
            by=self._desk(),
            at=self.now(at),
            appointed_at=instant(promised),
            reason=self.rng.choice(APOLOGIES),
        )

    # -- the end

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
        at = self._daytime(over_at, self.rng.randrange(0, 7))
        if at <= over_at:
            at = over_at + timedelta(minutes=5)
        self.stage.answer(self.life, given_answers, at=self.now(at))

    def _points(self, better: float) -> int:
        thrown = self.rng.random()
        if thrown < min(1.0, self.temper.kindness + better):
            return 2
        return 1 if self.rng.random() < 0.6 else 0

    # -- small things

    def now(self, at: datetime) -> datetime:
        if at >= self.until:
            raise _Reached
        return instant(at)

    def _desk(self) -> Any:
        return self.world.officer(self.rng, self.life.dossier.receiving_agency_id, "desk_officer")

    def _due(self) -> datetime:
        due = self.life.dossier.due_at
        if due is None:
            raise ValueError(f"{self.life.dossier}: told before its receipt")
        return local(due)

    def _minutes_to_due(self, at: datetime) -> int:
        return self.calendar.working_minutes_between(at, self._due())

    def _later(self, at: datetime, minutes: int) -> datetime:
        return self.calendar.add_working_minutes(at, max(1, minutes)) + timedelta(
            seconds=self.rng.randrange(60)
        )

    def _daytime(self, at: datetime, days: int) -> datetime:
        day = datetime.combine(at.date() + timedelta(days=days), time())
        return day + timedelta(minutes=self.rng.randrange(7 * 60, 21 * 60), seconds=self.rng.randrange(60))

    def _items(self) -> list[AskedItem]:
        requirement = frozen_procedure(self.life.dossier.procedure_version_id).requirements
        asked = [one for one in requirement if not one.is_shown_only] or list(requirement)
        chosen = self.rng.sample(asked, min(len(asked), self.rng.choice((1, 1, 1, 2))))
        return [AskedItem(one.key, *self.rng.choice(DEFECTS)) for one in chosen]

    def _asked_documents(self) -> Sequence[Any]:
        keys = self.stage.asked(self.life)
        return [given(key, self.world.paper) for key in keys]


def _outcome(outcomes: Sequence[str], is_refused: bool) -> str:
    if is_refused and "refuse" in outcomes:
        return "refuse"
    if "approve" in outcomes:
        return "approve"
    return "" if outcomes[0] == DONE else outcomes[0]


@lru_cache(maxsize=256)
def path_length(process_version: int) -> int:
    """How many steps a dossier takes when everything is approved."""
    return _walked(process_table(process_version))


def _walked(table: ProcessTable) -> int:
    progress: Any = start_process(table)
    count = 0
    while progress.marking.open:
        step = progress.marking.open[0]
        outcome = _outcome(table.steps[step].outcomes, is_refused=False) or DONE
        progress = complete_step(table, progress.marking, step, outcome)
        count += 1
    return count
