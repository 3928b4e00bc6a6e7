"""The middle of a story: step after step, in time or late, with pauses and apologies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from motcua.jobs.demo.narrator import Narrator
from motcua.jobs.demo.words import APOLOGIES, REFUSED
from motcua.kit.instants import instant, local
from motcua.records.tasks.models import Task
from motcua.rules.process_model import DONE
from motcua.rules.process_moves import complete_step, start_process
from motcua.rules.process_table import ProcessTable
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.processes.frozen import process_table

DAY = 480  # working minutes


Pace = Literal["early", "on_time", "late"]
# A step now and then takes longer than it may though the dossier is in time.
_STEP_SLIPS = 0.06


class Handling(Narrator):
    """From receipt to the last step."""

    def handle(self, begun_at: datetime) -> datetime:
        """Step after step; when the last is done."""
        steps = path_length(self.life.dossier.process_version_id or 0)
        pace = self._pace()
        is_refused = self.rng.random() < 0.015
        pause_before = self._pause_before(steps)
        apology_at = self._apology_at(begun_at, pace)
        times = self._times(begun_at, steps, pace)
        done, at = 0, begun_at
        while self.life.open_steps():
            if done == pause_before:
                at = self._pause(at)
                apology_at = self._apology_at(at, pace)
                times = [*times[:done], *self._times(at, steps - done, pace)]
            # Looked up after the pause, which has moved its due.
            task = self.life.open_steps()[0]
            planned = max(times[min(done, len(times) - 1)], at + timedelta(minutes=1))
            at = self._done_at(task, at, planned, pace)
            if apology_at is not None and apology_at <= at:
                self._apologise(apology_at)
                apology_at = None
            self._complete(task, at, is_refused)
            done += 1
        return at

    def _pace(self) -> Pace:
        if self.rng.random() < self.temper.late:
            return "late"
        return "on_time" if self.rng.random() < self.temper.on_time else "early"

    def _done_at(self, task: Task, begun_at: datetime, planned: datetime, pace: Pace) -> datetime:
        """The planned minute; in a dossier in time mostly one before the step's own due."""
        due = local(task.due_at) if task.due_at else planned
        fits = planned <= due and pace == "early"
        if pace == "late" or fits or self.rng.random() < _STEP_SLIPS:
            return planned
        minutes = self.calendar.working_minutes_between(begun_at, due)
        share = self.rng.uniform(0.93, 0.99) if pace == "on_time" else self.rng.uniform(0.3, 0.95)
        return max(begun_at + timedelta(minutes=1), self._later(begun_at, int(minutes * share)))

    def _complete(self, task: Task, at: datetime, is_refused: bool) -> None:
        outcomes = process_table(self.life.dossier.process_version_id or 0).steps[task.step].outcomes
        outcome = _outcome(outcomes, is_refused)
        note = self.rng.choice(REFUSED) if outcome == "refuse" else ""
        by = self.world.officer(self.rng, task.agency_id, task.role)
        self.stage.complete(self.life, task, by=by, at=self.now(at), outcome=outcome, note=note)

    def _times(self, begun_at: datetime, steps: int, pace: Pace) -> list[datetime]:
        """When each step is done, so that the last one ends early, on its day or late."""
        allowed = max(20, self._minutes_to_due(begun_at))
        if pace == "late":
            total = allowed + int(self.rng.uniform(0.1, 1.4) * max(DAY, min(allowed, 6 * DAY))) + 30
        elif pace == "on_time" and allowed > DAY:
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

    def _apology_at(self, begun_at: datetime, pace: Pace) -> datetime | None:
        allowed = self._minutes_to_due(begun_at)
        if pace != "late" or allowed < 3 * DAY or self.rng.random() > 0.65:
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
