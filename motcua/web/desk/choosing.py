"""Which tasks of their queue an officer has chosen for a batch, and with whom each can be done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import colleagues
from motcua.reports.queue import QueueFilter, chosen_tasks, queue_page
from motcua.services.batches.acts import ACTS
from motcua.services.batches.start_batch import MOST
from motcua.web.accounts.permit import may
from motcua.web.desk.page import holdings

_CHOSEN = re.compile(r"(\d{1,18}):(\d{1,9})")


@dataclass(slots=True)
class Choice:
    """`tasks` the act fits and the officer may do it to; `left_out` are the others that were chosen."""

    tasks: list[Task] = field(default_factory=list)
    left_out: list[Task] = field(default_factory=list)

    @property
    def written(self) -> str:
        """For the form that starts the batch: each task with the version of its dossier."""
        return ",".join(f"{task.pk}:{task.dossier.version}" for task in self.tasks)

    def colleagues(self) -> Sequence[Account]:
        """Who could be given all of them: nobody where they are for different roles or agencies."""
        kinds = {(task.agency_id, task.role) for task in self.tasks}
        return colleagues(self.tasks[0]) if len(kinds) == 1 else []


def ticked(request: HttpRequest, act: str) -> Choice:
    """Of the tasks ticked on the page, at most 50, those still in the officer's queue."""
    numbers = [int(one) for one in request.POST.getlist("task")[:100] if one.isdecimal() and len(one) < 19]
    return _sorted(request, act, chosen_tasks(holdings(request), request.actor.id, numbers))


def everything(request: HttpRequest, act: str, wanted: QueueFilter) -> Choice:
    """All that the filter finds, up to the most a batch takes."""
    tasks: list[Task] = []
    after, has_more = "", True
    while has_more and len(tasks) < MOST:
        page = queue_page(holdings(request), account=request.actor.id, wanted=wanted, after=after)
        tasks += page.tasks
        after, has_more = page.next, bool(page.next)
    return _sorted(request, act, tasks[:MOST])


def written(request: HttpRequest, act: str, text: str) -> tuple[Choice, Mapping[int, int]]:
    """What `Choice.written` wrote: the tasks as they are now, and the versions that were seen."""
    seen = {int(task): int(version) for task, version in _CHOSEN.findall(text[: MOST * 30])}
    tasks = chosen_tasks(holdings(request), request.actor.id, list(seen)[:MOST])
    return _sorted(request, act, tasks), seen


def _sorted(request: HttpRequest, act: str, tasks: Sequence[Task]) -> Choice:
    choice = Choice()
    one = ACTS.get(act)
    for task in tasks:
        fits = one is not None and one.fits(task) and may(request, one.permission, _asked_of(act, task))
        (choice.tasks if fits else choice.left_out).append(task)
    return choice


def _asked_of(act: str, task: Task) -> object:
    """Receiving is asked of the desk, whose task it is; everything else of the task."""
    return task.agency if act == "receive" else task
