"""The demo as a whole, small: people, printed accounts, months that go on where they broke off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from motcua.jobs.demo.bulk import write_batch
from motcua.jobs.demo.months import Months, first_ids, tell_chunk
from motcua.jobs.demo.names import name_parts
from motcua.jobs.demo.people import make_officers
from motcua.jobs.demo.plans import make_plans
from motcua.jobs.demo.prepare import prepare_demo
from motcua.jobs.demo.printed import give_credentials, make_citizens, printed_accounts
from motcua.jobs.demo.world import World, read_world
from motcua.kit.instants import instant
from motcua.records.agencies.models import Assignment
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.services.files.store_file import store_own_file
from motcua.services.province.load import load_province

pytestmark = pytest.mark.slow

UNTIL = datetime(2020, 9, 14, 7, 0)
AT = instant(datetime(2020, 1, 1, 8, 0))
FOLDER = Path(django_settings.MOTCUA_PROVINCE)


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.MOTCUA_DEMO = True
    load_province(folder=FOLDER, at=AT)
    make_officers(folder=FOLDER, at=AT, seed=1)
    make_citizens(at=AT)
    return read_world(store_own_file(content=b"%PDF", media_type="application/pdf", at=AT))


def test_every_step_of_every_process_finds_an_officer(world: World) -> None:
    plans = make_plans(world, dossiers=400, seed=3, until=UNTIL)
    tell_chunk(Months(world, name_parts(FOLDER), plans, first_ids(), UNTIL), 0)
    reserves = Assignment.objects.filter(is_reserve=True, account__is_demo=True).count()
    assert reserves > 500


def test_only_the_printed_accounts_can_sign_in(world: World) -> None:
    give_credentials()
    printed = {one.login for one in printed_accounts()}
    able = {one.login for one in Account.objects.filter(is_demo=True) if one.has_usable_password()}
    assert able == printed
    assert {one.role for one in printed_accounts()} >= {"citizen", "leader", "controller", "administrator"}


def test_there_is_no_demo_in_production(db: None, settings: Any) -> None:
    settings.MOTCUA_DEMO = False
    with pytest.raises(ValueError, match="MOTCUA_DEMO"):
        prepare_demo(until=instant(UNTIL), progress=lambda what, done, of: None)
    assert not Account.objects.exists()


def test_serials_follow_the_order_of_receipt_without_gaps(world: World) -> None:
    plans = [plan for plan in make_plans(world, dossiers=2000, seed=3, until=UNTIL) if plan.serial]
    given: Counter[tuple[str, object]] = Counter()
    for plan in plans:
        day = (plan.offer[1], plan.decided_at.date())
        given[day] += 1
        assert plan.serial == given[day]


def test_what_was_broken_off_goes_on_where_it_stood(world: World) -> None:
    """A second telling begins behind the dossiers that are there, and clashes with none of them."""
    plans = make_plans(world, dossiers=60, seed=3, until=UNTIL)
    months = Months(world, name_parts(FOLDER), plans[:40], first_ids(), UNTIL)
    write_batch(tell_chunk(months, 0))
    written = Dossier.objects.count()
    write_batch(tell_chunk(replace(months, plans=plans, first=first_ids(written)), written))
    assert Dossier.objects.count() == len(plans)
    assert not Dossier.objects.filter(is_demo=False).exists()
