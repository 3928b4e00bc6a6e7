"""jobs/worker and jobs/chores: the loop goes on past trouble, and stops when asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.gateways.national_portal.double import running_portal
from motcua.jobs.chores import CHORES, Chore, Turn
from motcua.jobs.worker import run_once, run_worker
from motcua.records.evaluations.models import MonthTally
from motcua.records.journal.models import Seal
from motcua.records.outbox.models import Message
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import MONDAY, Cast, filed


def _run_for(seconds: float, *chores: Chore) -> None:
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    run_worker(stop, chores)


@pytest.mark.django_db
def test_one_chores_trouble_does_not_stop_the_others() -> None:
    done: list[str] = []

    def broken(turn: Turn) -> int:
        done.append("broken")
        raise OSError("disk full")

    def fine(turn: Turn) -> int:
        done.append("fine")
        return 0

    _run_for(0.6, Chore("broken", 0.1, broken), Chore("fine", 0.1, fine))
    assert done.count("broken") == 1
    assert done.count("fine") >= 2


@pytest.mark.django_db
def test_a_chore_that_found_work_is_asked_again_at_once_and_the_others_have_their_turn() -> None:
    work, asked = [1] * 20, []

    def busy(turn: Turn) -> int:
        asked.append("busy")
        return work.pop() if work else 0

    def other(turn: Turn) -> int:
        asked.append("other")
        return 0

    _run_for(0.3, Chore("busy", 60, busy), Chore("other", 0, other))
    assert asked.count("busy") == 21
    assert asked.count("other") >= 20


def test_a_turn_ends_when_its_time_is_up_or_the_worker_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = threading.Event()
    turn = Turn(is_stopping=stopping.is_set).begin()
    assert turn.keep_going()
    stopping.set()
    assert not turn.keep_going()


@pytest.mark.django_db
def test_every_chore_of_the_table_runs_on_the_records(house: Path, cast: Cast, settings: Settings) -> None:
    dossier = filed(cast)
    receive_dossier(dossier=dossier, by=cast.dung, at=MONDAY)
    with running_portal() as (address, portal):
        settings.MOTCUA_NATIONAL_PORTAL = address
        assert run_once() >= 3
        assert portal.records[dossier.tracking_code]["TrangThaiHoSo"] == "2"
    assert not Message.objects.filter(destination="national_portal", acknowledged_at=None).exists()
    assert MonthTally.objects.get(received_count=1).agency_id == dossier.lead_agency_id
    # The entries are younger than a minute: the sealer waits for more.
    assert not Seal.objects.exists()
    assert len({chore.name for chore in CHORES}) == len(CHORES)


@pytest.mark.slow
def test_sigterm_ends_the_worker_within_five_seconds(house: Path) -> None:
    environment = {
        **os.environ,
        "MOTCUA_DATA": str(house),
        "MOTCUA_KEYS": str(house / "keys"),
        "DATABASE_URL": "",
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(migrate, env=environment, check=True)
    command = [sys.executable, "-m", "config.cli", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert json.loads(worker.stderr.readline())["event"] == "worker.started"
        worker.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert worker.wait(timeout=10) == 0
        assert time.monotonic() - began < 5
        assert "chore.failed" not in worker.stderr.read()
