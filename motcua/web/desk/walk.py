"""Working through a list: when one dossier is done, the next one of the same filter opens by itself.

The filter and how far the officer has come stand in their session.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.records.tasks.models import Task
from motcua.reports.queue import key_of, queue_page
from motcua.web.desk.page import holdings
from motcua.web.desk.queue_filter import wanted_of

_WALK = "walk"


def start_walk(request: HttpRequest, kept: Mapping[str, str]) -> None:
    """`kept`: the filter as it stands in the queue's address."""
    request.session[_WALK] = {"kept": dict(kept), "after": ""}


def skip(request: HttpRequest, after: str) -> None:
    """Passes over the dossier whose key in the queue is `after`; it stays where it is."""
    if is_walking(request):
        request.session[_WALK] = {**request.session[_WALK], "after": after[:60]}


def stop_walk(request: HttpRequest) -> None:
    request.session.pop(_WALK, None)


def is_walking(request: HttpRequest) -> bool:
    return _WALK in request.session


def next_stop(request: HttpRequest) -> str:
    """The address of the next dossier; the queue's, with a word, where the list has come to its end."""
    walk = request.session[_WALK]
    wanted = wanted_of(QueryDict(urlencode(walk["kept"])))
    page = queue_page(
        holdings(request),
        account=request.actor.id,
        wanted=wanted,
        after=walk["after"],
        covers=request.actor.covers,
    )
    if page.tasks:
        dossier = page.tasks[0].dossier
        return reverse("desk:dossier", kwargs={"ref": dossier.code or dossier.tracking_code})
    stop_walk(request)
    messages.info(request, _("Hết danh sách. Hồ sơ bạn bỏ qua vẫn còn trong Việc cần làm."))
    return f"{reverse('desk:queue')}?{urlencode(walk['kept'])}"


def key_in_queue(tasks: list[Task]) -> str:
    """Where a dossier stands in the queue: by its task due last, so that skipping passes all of it."""
    waiting = [task for task in tasks if task.status == Task.OPEN]
    last = max(waiting, key=lambda task: (task.due_at is None, task.due_at, task.pk), default=None)
    return key_of(last) if last else ""
