"""Inbox and search in a prepared folder: page times, statements, and the same rows by bare SQL.

The pages are asked for as a signed-in officer asks, rights and rendering included, one after another in
one process; what the network and other users add is not in these figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from motcua.jobs.bench.browser import totp
from motcua.jobs.bench.figures import Figure, percentile
from motcua.jobs.demo.printed import Printed, printed_accounts
from motcua.kit.errors import Unusable
from motcua.records.agencies.models import Assignment
from motcua.records.dossiers.models import Dossier
from motcua.reports.register import register_page
from motcua.services.dossiers.facts.content import open_content

INBOX, REGISTER = "/desk/", "/desk/register/"
_ROUNDS, _SEARCHED = 60, 12
_INBOX_SQL = (
    "SELECT * FROM tasks_task task JOIN dossiers_dossier dossier ON dossier.id = task.dossier_id "
    "WHERE task.status = 'open' AND task.agency_id = %s AND task.role = %s "
    "ORDER BY task.due_at, task.id LIMIT 51"
)
_NEWEST_SQL = "SELECT * FROM dossiers_dossier ORDER BY id DESC LIMIT 51"
_FOUND_SQL = "SELECT * FROM dossiers_dossier WHERE id IN ({ids}) ORDER BY id DESC"


def desk_figures() -> list[Figure]:
    """Inbox, register and searches; a desk officer sees their own desk's dossiers, a controller all."""
    officer, controller = _signed_in("desk_officer"), _signed_in("controller")
    agency, role = Assignment.objects.filter(account__login=_account("desk_officer").login).values_list(
        "agency_id", "role"
    )[0]
    own = [agency]
    figures = [
        _page("inbox, a page of 50", officer, INBOX, lambda: _rows(_INBOX_SQL, agency, role)),
        _page("register, whole province", controller, REGISTER, lambda: _rows(_NEWEST_SQL)),
    ]
    for what, texts in _texts(own).items():
        figures.append(_search(f"search by {what}, own register", officer, own, texts))
        figures.append(_search(f"search by {what}, whole province", controller, None, texts))
    return figures


def _page(name: str, client: Client, path: str, bare: Callable[[], None]) -> Figure:
    taken = [_timed(lambda: _get(client, path)) for _ in range(_ROUNDS)]
    return _figure(name, taken, [_timed(bare) for _ in range(_ROUNDS)], client, path)


def _search(name: str, client: Client, desks: Sequence[int] | None, texts: Sequence[str]) -> Figure:
    taken, bare = [], []
    for text in texts:
        path = f"{REGISTER}?{urlencode({'q': text})}"
        taken.append(_timed(lambda path=path: _get(client, path)))  # type: ignore[misc]
        ids = [one.pk for one in register_page(desks, text=text).dossiers]
        sql = _FOUND_SQL.format(ids=", ".join(map(str, ids)))
        bare.append(_timed(lambda sql=sql: _rows(sql)))  # type: ignore[misc]
    return _figure(name, taken, bare, client, path)


def _texts(own: Sequence[int]) -> dict[str, list[str]]:
    """A dozen of the desk's dossiers, spread over the years, by everything they can be found by."""
    keys = list(
        Dossier.objects.filter(receiving_agency__in=own, code__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    found: dict[str, list[str]] = {}
    for dossier in Dossier.objects.filter(pk__in=keys[:: max(1, len(keys) // _SEARCHED)]):
        for what, text in _ways(dossier):
            found.setdefault(what, []).append(text)
    return found


def _ways(dossier: Dossier) -> Iterator[tuple[str, str]]:
    applicant, folded = open_content(dossier).applicant, dossier.applicant_folded
    yield "dossier code", str(dossier.code)
    yield "tracking code", dossier.tracking_code
    yield "identity number", applicant["identity"]
    yield "phone", applicant["phone"]
    yield "name without diacritics", folded
    yield "part of a name", folded.split(" ", 1)[1]


def _signed_in(role: str) -> Client:
    """By the pages a person uses, second factor included."""
    account = _account(role)
    client = Client(HTTP_HOST="localhost")
    client.post("/account/sign-in/", {"login": account.login, "password": account.password})
    client.post("/account/second-factor/authenticate/", {"code": totp(account.totp_secret)})
    _get(client, "/account/sessions/")
    return client


def _account(role: str) -> Printed:
    return next(one for one in printed_accounts() if one.role == role)


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise Unusable(f"GET {path}: {answer.status_code}")


def _rows(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.fetchall()


def _timed(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _statements(act: Callable[[], None]) -> int:
    """Of the second like request; transaction control is none."""
    act()
    with _counted() as said:
        act()
    return sum(1 for sql in said if sql.split(" ", 1)[0] not in {"BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"})


@contextmanager
def _counted() -> Iterator[list[str]]:
    said: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def _figure(name: str, taken: Sequence[float], bare: Sequence[float], client: Client, path: str) -> Figure:
    statements = _statements(lambda: _get(client, path))
    return Figure(
        name,
        median(taken),
        "ms",
        raw=median(bare),
        p95_ms=percentile(taken, 0.95),
        note=f"{statements} statements; raw: the same rows by bare SQL",
    )
