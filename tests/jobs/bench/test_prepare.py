"""A prepared folder: every promise of `motcua verify` holds, and it is like the demo, only larger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from config.cli import main
from motcua.jobs.bench.desk import desk_figures
from motcua.jobs.bench.prepare import UNTIL, prepare
from motcua.jobs.demo.months import Months, first_ids, tell_chunk
from motcua.jobs.demo.names import name_parts
from motcua.jobs.demo.plans import make_plans
from motcua.jobs.demo.prepare import is_demo_prepared
from motcua.jobs.demo.world import read_world
from motcua.kit.errors import Unusable
from motcua.records.dossiers.models import Dossier, Serial
from motcua.records.files.models import StoredFile
from motcua.records.journal.models import Entry, Leaf
from motcua.records.tasks.models import Task
from motcua.rules.dossier_codes import TrackingCode, parse_tracking_code
from motcua.services.verification.verify import verify
from tests.jobs.demo.written_rows import broken_links

DOSSIERS = 2000


@pytest.fixture
def prepared(db: None, settings: Any, tmp_path: Path) -> list[int]:
    """Prepared in this process; what the progress said."""
    settings.MOTCUA_DEMO = True
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_FILES = tmp_path / "files"
    said: list[int] = []
    prepare(dossiers=DOSSIERS, progress=lambda done, of: said.append(done), processes=0)
    return said


@pytest.mark.slow
def test_two_thousand_dossiers_are_whole_and_like_the_demos(prepared: list[int]) -> None:
    """One preparation, everything looked at."""
    assert prepared[-1] == Dossier.objects.count() == DOSSIERS
    assert is_demo_prepared()
    findings = verify()
    assert findings.holds, [problem for check in findings.checks for problem in check.problems]
    assert Leaf.objects.count() == Entry.objects.count()
    assert broken_links() == []
    _codes_are_readable_and_nobodys_else()
    _serials_have_no_gaps()
    _roll_ups_are_what_sql_counts()
    _shares_are_the_demos()
    _the_desk_is_measured_in_few_statements()
    with pytest.raises(Unusable, match="already"):
        prepare(dossiers=1, progress=lambda done, of: None, processes=0)


@pytest.mark.parametrize("content", ["keys", "motcua.sqlite3", "somebody's.txt"])
def test_a_folder_with_anything_in_it_is_left_alone(capsys: Any, tmp_path: Path, content: str) -> None:
    (tmp_path / content).write_text("mine")
    assert main(["bench", "prepare", "--data", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [content]


def test_without_a_folder_it_says_what_is_missing(capsys: Any) -> None:
    for what in ("prepare", "desk"):
        assert main(["bench", what]) == 2
        assert "--data FOLDER" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_province_is_never_filled(settings: Any) -> None:
    settings.MOTCUA_DEMO = False
    with pytest.raises(Unusable, match="invented"):
        prepare(dossiers=1, progress=lambda done, of: None, processes=0)


def _the_desk_is_measured_in_few_statements() -> None:
    figures = desk_figures()
    assert len(figures) == 14
    assert all(one.raw and one.p95_ms for one in figures)
    assert all(int(one.note.split()[0]) <= 7 for one in figures), [one.note for one in figures]


def _codes_are_readable_and_nobodys_else() -> None:
    codes = list(Dossier.objects.values_list("tracking_code", flat=True))
    assert len(set(codes)) == DOSSIERS
    assert all(isinstance(parse_tracking_code(code), TrackingCode) for code in codes)
    people = Dossier.objects.values_list("applicant_name", "identity_index", "phone_index", "secret_hash")
    assert len(set(people)) == DOSSIERS
    assert len({bytes(one) for one in Dossier.objects.values_list("sealed", flat=True)}) == DOSSIERS


def _serials_have_no_gaps() -> None:
    serials: dict[str, list[int]] = {}
    for code in Dossier.objects.filter(code__isnull=False).values_list("code", flat=True):
        desk_and_day, _, serial = str(code).rpartition("-")
        serials.setdefault(desk_and_day, []).append(int(serial))
    assert all(sorted(given) == list(range(1, len(given) + 1)) for given in serials.values())
    assert Serial.objects.count() == len(serials)


def _roll_ups_are_what_sql_counts() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(received_count), SUM(finished_count), SUM(late_count), SUM(slip_count) "
            "FROM evaluations_monthtally"
        )
        kept = [int(one) for one in cursor.fetchone()]
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM dossiers_dossier WHERE received_at IS NOT NULL),"
            " (SELECT COUNT(*) FROM dossiers_dossier WHERE finished_at IS NOT NULL),"
            " (SELECT COUNT(*) FROM dossiers_dossier WHERE timeliness = 'late'),"
            " (SELECT COUNT(*) FROM surveys_slip WHERE NOT is_before_receipt)"
        )
        assert kept == list(cursor.fetchone())


def _shares_are_the_demos() -> None:
    """Sampling alone makes three percent of so few; more than six would be another distribution."""
    columns = ("channel", "status", "timeliness", "outcome")
    demo = _demo_dossiers(800, columns)
    ours = list(Dossier.objects.values_list(*columns))
    for place in range(len(columns)):
        here, there = _share(row[place] for row in ours), _share(row[place] for row in demo)
        unlike = {value for value in here | there if abs(here[value] - there[value]) > 0.06}
        assert not unlike, (columns[place], here, there)
    assert 4.5 < Task.objects.count() / DOSSIERS < 5.5
    assert len({row[0] for row in Dossier.objects.values_list("receiving_agency")}) > 100


def _demo_dossiers(count: int, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    world = read_world(StoredFile.objects.get())
    plans = make_plans(world, dossiers=count, seed=5, until=UNTIL)[::2]
    names = name_parts(Path(django_settings.MOTCUA_PROVINCE))
    told = tell_chunk(Months(world, names, plans, first_ids(), UNTIL), 0)
    rows = next(rows for model, _, rows in told if model is Dossier)
    places = [[one.attname for one in Dossier._meta.concrete_fields].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows]


def _share(values: Iterable[str]) -> Counter[str]:
    counted = Counter(values)
    total = counted.total()
    return Counter({value: count / total for value, count in counted.items()})  # type: ignore[misc]
