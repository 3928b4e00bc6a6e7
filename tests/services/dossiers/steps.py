"""How a dossier gets somewhere in these tests, and how its statements are counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.outbox.models import Message
from motcua.records.procedures.models import Procedure
from motcua.records.tasks.models import Task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import MONDAY, Cast, filed

NINE = MONDAY + timedelta(hours=2)
TUESDAY = MONDAY + timedelta(days=1, hours=2)
STEPS = (("dung", ""), ("son", ""), ("thu", "approve"), ("dung", ""))
NOTE = "Chưa đủ điều kiện theo Điều 22."


def again(dossier: Dossier) -> Dossier:
    """The same dossier as another officer's page read it."""
    return Dossier.objects.select_related("receiving_agency", "lead_agency").get(pk=dossier.pk)


def received(cast: Cast, *, at: datetime = NINE, **how: Any) -> Dossier:
    return receive_dossier(dossier=filed(cast, **how), by=cast.dung, at=at)


def open_task(dossier: Dossier) -> Task:
    """The one task somebody has to do now, with the dossier as it stands."""
    related = ("dossier__receiving_agency", "dossier__lead_agency", "agency")
    return Task.objects.select_related(*related).get(dossier=dossier, status=Task.OPEN)


def complete(cast: Cast, dossier: Dossier, *, at: datetime = TUESDAY, steps: int = 4, **how: str) -> Dossier:
    """The next `steps` steps of the commune's process, each by who holds its role."""
    done = Task.objects.filter(dossier=dossier, status=Task.DONE).exclude(step="intake").count()
    for login, outcome in STEPS[done : done + steps]:
        said = how.get(login, outcome)
        note = NOTE if said == "refuse" else ""
        task = open_task(dossier)
        complete_task(task=task, by=cast.accounts[login], at=at, outcome=said, note=note)
    return again(dossier)


def hand_over(dossier: Dossier, agency: Agency) -> None:
    """The open step is another agency's, as in an interlinked procedure."""
    Task.objects.filter(dossier=dossier, status=Task.OPEN).update(agency=agency)


def finished(cast: Cast, **how: str) -> Dossier:
    return complete(cast, received(cast), **how)


def publish(procedure: str = "1.004873", **content: Any) -> None:
    """The procedure as if it had been published with this content; call it before the first filing."""
    version = Procedure.objects.select_related("current").get(code=procedure).current
    version.content.update(content)
    version.save(update_fields=["content"])


def story(dossier: Dossier) -> list[str]:
    """The kinds of the dossier's journal entries, in order."""
    stream = f"dossier:{dossier.tracking_code}"
    return list(Entry.objects.filter(stream=stream).order_by("number").values_list("kind", flat=True))


def sent_count(dossier: Dossier) -> int:
    return Message.objects.filter(dossier=dossier).count()


@contextmanager
def at_most(allowed: int) -> Iterator[None]:
    """Statements without transaction control, as docs/map.md counts them."""
    with CaptureQueriesContext(connection) as captured:
        yield
    control = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    said = [query["sql"] for query in captured if not query["sql"].upper().startswith(control)]
    assert len(said) <= allowed, f"{len(said)} statements:\n" + "\n".join(sql[:160] for sql in said)


@contextmanager
def nothing_changes(dossier: Dossier) -> Iterator[None]:
    """Whatever happens inside, the dossier, its story, its tasks and its messages are as before."""
    before = _everything(dossier)
    yield
    assert _everything(dossier) == before


def _everything(dossier: Dossier) -> tuple[Any, ...]:
    tables = (Dossier.objects.filter(pk=dossier.pk), Task.objects.filter(dossier=dossier))
    rows = [list(table.order_by("pk").values()) for table in tables]
    return (*rows, story(dossier), sent_count(dossier), dossier.papers.count(), dossier.documents.count())
