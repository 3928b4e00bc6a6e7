"""Fills the demo: officers, printed accounts, and the months of 2020 before its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from motcua.jobs.demo.assessments import write_assessments
from motcua.jobs.demo.months import write_months
from motcua.jobs.demo.names import name_parts
from motcua.jobs.demo.paper import demo_paper
from motcua.jobs.demo.people import make_officers
from motcua.jobs.demo.plans import make_plans
from motcua.jobs.demo.printed import give_credentials, make_citizens, printed_accounts
from motcua.jobs.demo.world import read_world
from motcua.kit.instants import instant, local
from motcua.records.journal.models import Entry
from motcua.records.people.models import Account
from motcua.services.evaluations.tally import rebuild_tallies
from motcua.services.journal.configuration_stream import STREAM, record_configuration
from motcua.services.journal.seal_entries import seal_entries

SEED = 2020
DOSSIERS = 20_400
_PREPARED = "demo.prepared"
_OPENED_AT = instant(datetime(2020, 1, 1, 8, 0))
_FIRST, _LAST = date(2020, 1, 2), date(2020, 9, 14)

Progress = Callable[[str, int, int], None]


def demo_accounts() -> list[tuple[str, str, str, str]]:
    """(role, login, password, TOTP secret or “-”) for each line that `./run` prints."""
    return [(one.role, one.login, one.password, one.totp_secret) for one in printed_accounts()]


def is_demo_prepared() -> bool:
    """Whether an earlier preparation came to its end."""
    return Entry.objects.filter(stream=STREAM, kind=_PREPARED).exists()


def prepare_demo(*, until: datetime, progress: Progress, dossiers: int = DOSSIERS) -> None:
    """Puts people and dossiers in place, up to the business instant `until`; goes on where it broke off."""
    if not settings.MOTCUA_DEMO:
        raise ValueError("The demo is not on: set MOTCUA_DEMO=1")
    folder = Path(settings.MOTCUA_PROVINCE)
    make_people(folder)
    world = read_world(demo_paper(at=timezone.now()))
    wanted = round(dossiers * _share_of_the_year(until))
    plans = make_plans(world, dossiers=wanted, seed=SEED, until=local(until))
    written = write_months(
        world,
        name_parts(folder),
        plans,
        until=local(until),
        progress=lambda done, of: progress("dossiers", done, of),
    )
    write_assessments(world, until=until)
    rebuild_tallies()
    record_prepared(at=until, dossiers=written)
    progress("journal", 0, 1)
    seal_entries(now=timezone.now())
    progress("journal", 1, 1)


def record_prepared(*, at: datetime, dossiers: int) -> None:
    """From now on `is_demo_prepared`."""
    record_configuration(kind=_PREPARED, at=at, data={"dossiers": dossiers, "seed": SEED})


def make_people(folder: Path) -> None:
    """Officers, printed accounts and their credentials, where they are not there yet."""
    if not Account.objects.filter(kind=Account.OFFICER, is_demo=True).exists():
        make_officers(folder=folder, at=_OPENED_AT, seed=SEED)
    make_citizens(at=_OPENED_AT)
    give_credentials()


def _share_of_the_year(until: datetime) -> float:
    """How much of the months the default clock has behind it lies before `until`."""
    return max(0.0, min(1.0, (local(until).date() - _FIRST).days / (_LAST - _FIRST).days))
