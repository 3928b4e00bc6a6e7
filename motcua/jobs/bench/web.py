"""Filing, receiving and completing steps over HTTP at 16 clients, the public look-up, bare SQL beside."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pikepdf

from motcua.jobs.bench.browser import Browser
from motcua.jobs.bench.figures import Figure, percentile
from motcua.jobs.bench.running import Running
from motcua.kit.errors import Unusable

_CLIENTS = 16
_PROCEDURE, _DOSSIERS = "1.004873", 400
_APPLICANT = {
    "kind": "person",
    "name": "Nguyễn Đức Thắng",
    "identity": "044090000123",
    "phone": "0912345678",
    "address": "Thôn Đại Phong, xã Phong Thủy, huyện Lệ Thủy",
}


def web_figures(running: Running, form: Callable[[str], Any], agency: str) -> list[Figure]:
    """`form(procedure)` gives a valid payload and requirement keys; `agency` is the demo commune's code."""
    citizen = Browser(running.port, _token(running, "citizen"))
    officer = Browser(running.port)
    officer.sign_in(*running.accounts["desk_officer"])
    machine = Browser(running.port, _token(running, "desk_officer"))
    payload, requirements = form(_PROCEDURE)
    body = {
        "procedure": _PROCEDURE,
        "agency": agency,
        "applicant": _APPLICANT,
        "form": payload,
        "documents": [
            {"requirement": key, "name": "giay.pdf", "content_base64": _pdf()} for key in requirements
        ],
    }
    filed: list[str] = []

    def file(browser: Browser, _: object) -> None:
        status, text = browser.post_json("/api/v1/dossiers", body, str(uuid.uuid4()))
        if status != 201:
            raise Unusable(f"filing answered {status}: {text[:300]}")
        filed.append(json.loads(text)["tracking_code"])

    filing = _measured("filing (one document, Idempotency-Key)", citizen, range(_DOSSIERS), file)
    officer.get("/desk/")
    receiving = _measured("receiving (page, session, CSRF)", officer, list(filed), _receive)
    steps = [(ref, *_open_step(machine, ref)) for ref in filed]
    completing = _measured("completing a step (page, session, CSRF)", officer, steps, _complete)
    lookup = _measured("public look-up page", Browser(running.port), filed * 3, _look_up)
    raw = raw_limits(running.data)
    return [
        _beside(filing, raw["file"]),
        _beside(receiving, raw["receive"]),
        _beside(completing, raw["step"]),
        lookup,
    ]


def _pdf() -> str:
    """A whole one-page PDF, base64."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return base64.b64encode(stream.getvalue()).decode()


def _receive(browser: Browser, ref: object) -> None:
    _expect(browser.post_form(f"/desk/dossiers/{ref}/receive/", {}), 302, "receive")


def _complete(browser: Browser, step: Any) -> None:
    ref, task, version = step
    fields = {"version": str(version), "note": "đủ giấy tờ"}
    _expect(browser.post_form(f"/desk/dossiers/{ref}/tasks/{task}/complete/", fields), 302, "complete-step")


def _look_up(browser: Browser, ref: object) -> None:
    _expect(browser.send("GET", f"/lookup/{ref}/")[0], 200, "look-up")


def _expect(status: int, wanted: int, what: str) -> None:
    if status != wanted:
        raise Unusable(f"{what} answered {status} instead of {wanted}")


def _open_step(machine: Browser, ref: str) -> tuple[int, int]:
    answer = json.loads(machine.get(f"/api/v1/dossiers/{ref}"))
    return answer["tasks"][0]["task"], answer["version"]


def _measured(
    name: str, browser: Browser, items: Sequence[Any], act: Callable[[Browser, Any], None]
) -> Figure:
    """All items done by 16 connections of one browser, as fast as they are answered."""
    waiting: SimpleQueue[Any] = SimpleQueue()
    for item in items:
        waiting.put(item)
    taken: list[float] = []
    problems: list[Exception] = []

    def work() -> None:
        own = browser.clone()
        while not problems:
            try:
                item = waiting.get_nowait()
            except Empty:
                return
            started = time.perf_counter()
            try:
                act(own, item)
            except Exception as problem:
                problems.append(problem)
            taken.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work) for _ in range(_CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    seconds = time.perf_counter() - started
    return Figure(
        name, len(items) / seconds, "/s", p95_ms=percentile(taken, 0.95) * 1000, note=f"{_CLIENTS} clients"
    )


def _beside(figure: Figure, raw: float) -> Figure:
    note = f"{figure.note}; raw: the same rows by bare SQL, one writer"
    return Figure(figure.name, figure.value, figure.unit, raw, figure.p95_ms, note)


# The rows each verb writes, table by table, as a dossier's own history holds them.
_ROWS = {
    "file": (
        "dossiers_dossier",
        "journal_entry",
        "files_storedfile",
        "files_document",
        "tasks_task",
        "surveys_ticket",
        "outbox_message",
        "dossiers_idempotency",
    ),
    "receive": ("dossiers_serial", "journal_entry", "papers_paper", "tasks_task", "outbox_message"),
    "step": ("journal_entry", "tasks_task", "outbox_message"),
}


def raw_limits(data: Path) -> dict[str, float]:
    """Transactions a second of bare inserts of like rows and the dossier's UPDATE, one writer."""
    source = data / "motcua.sqlite3"
    return {name: _raw_limit(source, tables, has_update=name != "file") for name, tables in _ROWS.items()}


def _raw_limit(source: Path, tables: Sequence[str], *, has_update: bool, count: int = 1000) -> float:
    target = source.parent / "raw.sqlite3"
    target.unlink(missing_ok=True)
    with sqlite3.connect(target, isolation_level=None) as database:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("ATTACH ? AS source", [str(source)])
        inserts = [_copied(database, table) for table in dict.fromkeys((*tables, "dossiers_dossier"))]
        wanted = [(sql, row) for table, sql, row in inserts if table in tables]
        started = time.perf_counter()
        for _ in range(count):
            database.execute("BEGIN IMMEDIATE")
            for sql, row in wanted:
                database.execute(sql, row)
            if has_update:
                database.execute("UPDATE dossiers_dossier SET version = version + 1 WHERE rowid = 1")
            database.execute("COMMIT")
        return count / (time.perf_counter() - started)


def _copied(database: sqlite3.Connection, table: str) -> tuple[str, str, tuple[Any, ...]]:
    """A like table without constraints, and an insert of one real row of it."""
    database.execute(f'CREATE TABLE main."{table}" AS SELECT * FROM source."{table}" LIMIT 1')  # noqa: S608
    row = database.execute(f'SELECT * FROM source."{table}" ORDER BY 1 DESC LIMIT 1').fetchone() or ()  # noqa: S608
    places = ", ".join("?" for _ in row)
    return table, f'INSERT INTO main."{table}" VALUES ({places})', tuple(row)  # noqa: S608


def _token(running: Running, role: str) -> str:
    login = running.accounts[role][0]
    made = subprocess.run(  # noqa: S603 — our own command
        [sys.executable, "-m", "config.cli", "token", login, "--data", str(running.data), "--json"],
        capture_output=True,
        text=True,
        check=True,
        env={"MOTCUA_DEMO": "1", "PATH": "/usr/bin:/bin"},
    )
    return str(json.loads(made.stdout)["token"])
