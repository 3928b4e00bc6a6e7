"""What every part of a story needs: the plan, the stage, the working calendar and the demo's clock."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from motcua.jobs.demo.filings import given
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.stage import Filing, Life, Stage
from motcua.jobs.demo.weights import Temper
from motcua.jobs.demo.words import DEFECTS, DEFECTS_OF_FORM
from motcua.jobs.demo.world import World
from motcua.kit.instants import instant, local
from motcua.records.people.models import Account
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.procedures.frozen import FORM, frozen_procedure


class Reached(Exception):
    """The demo's clock: what follows has not happened yet."""


@dataclass(slots=True)
class Narrator:
    """`until` local and naive; `calendar` and `temper` are the lead agency's."""

    plan: Plan
    world: World
    stage: Stage
    until: datetime
    rng: random.Random
    life: Life
    filing: Filing
    calendar: WorkingCalendar
    temper: Temper

    def now(self, at: datetime) -> datetime:
        if at >= self.until:
            raise Reached
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
        frozen = frozen_procedure(self.life.dossier.procedure_version_id)
        asked = [FORM, *(one.key for one in frozen.requirements if one.is_handed_over)]
        chosen = self.rng.sample(asked, min(len(asked), self.rng.choice((1, 1, 1, 2))))
        return [
            AskedItem(key, *self.rng.choice(DEFECTS_OF_FORM if key == FORM else DEFECTS)) for key in chosen
        ]

    def _give_what_is_asked(self, by: Account | None, at: datetime) -> None:
        asked = self.stage.asked(self.life)
        documents = [given(key, self.world.paper) for key in asked if key != FORM]
        form = self.filing.form if FORM in asked else None
        self.stage.supplement(self.life, by=by, at=at, documents=documents, form=form)
