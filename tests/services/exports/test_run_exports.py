"""services/exports: the register as a file, written by the worker in slices, gone again in a week."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.records.exports.models import Export
from motcua.records.files.models import StoredFile
from motcua.records.journal.models import Entry
from motcua.services.dossiers.release import release_dossier
from motcua.services.errors import NotDone
from motcua.services.exports.cancel_export import cancel_export
from motcua.services.exports.run_exports import KEPT, Exporter, expire_exports
from motcua.services.exports.start_export import start_export
from motcua.services.files.read_file import read_whole_file
from motcua.services.files.sweep_orphans import OLD_ENOUGH, sweep_orphans
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, finished, received

LONG_AFTER = TUESDAY + timedelta(minutes=3)


def ask(cast: Cast, kind: str = "xlsx", **how: object) -> Export:
    wanted = {"agencies": None, **how}
    return start_export(kind=kind, by=cast.dung, at=TUESDAY, **wanted)  # type: ignore[arg-type]


def work(exporter: Exporter | None = None, *, now: datetime = TUESDAY) -> int:
    """Turn after turn until nothing is left to write."""
    exporter, done = exporter or Exporter(), 0
    while some := exporter.run(at=TUESDAY, now=now, keep_going=lambda: True):
        done += some
    return done


def cells(export: Export) -> str:
    export.refresh_from_db()
    assert export.file is not None
    with zipfile.ZipFile(BytesIO(read_whole_file(file=export.file))) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_a_workbook_says_of_each_dossier_what_the_form_asks(cast: Cast) -> None:
    dossier = release_dossier(dossier=finished(cast), by=cast.dung, at=TUESDAY, way="counter")
    export = ask(cast)
    work()
    text = cells(export)
    for told in (dossier.code, "Nguyễn Thị Lan", "14/09/2020 09:00", "Tại quầy", "Mã hồ sơ"):
        assert told in text
    assert (export.outcome, export.row_count, export.done_count) == ("written", 1, 1)


def test_what_was_not_received_is_in_no_register(cast: Cast) -> None:
    waiting = filed(cast)
    export = ask(cast)
    work()
    assert waiting.tracking_code not in cells(export)
    assert export.row_count == 0


def test_only_the_desks_days_and_state_asked_for_are_in_it(cast: Cast) -> None:
    dossier = received(cast)
    asked = [
        ({"agencies": [dossier.receiving_agency_id]}, 1),
        ({"agencies": []}, 0),
        ({"received": (NINE, NINE + timedelta(hours=1))}, 1),
        ({"received": (NINE - timedelta(hours=1), NINE)}, 0),
        ({"status": "received"}, 1),
        ({"status": "released"}, 0),
    ]
    for how, count in asked:
        export = ask(cast, **how)
        work()
        export.refresh_from_db()
        assert export.row_count == count, how


def test_a_formula_typed_as_a_name_stays_a_text(cast: Cast) -> None:
    dossier = received(cast)
    type(dossier).objects.filter(pk=dossier.pk).update(applicant_name='=HYPERLINK("http://x","y")')
    export = ask(cast)
    work()
    text = cells(export)
    assert "<f>" not in text
    assert "hyperlink" not in text.lower().replace("hyperlink(", "")
    assert "=HYPERLINK(" in text


def test_a_pdf_lists_the_same_rows(cast: Cast, tmp_path: Path) -> None:
    dossier = received(cast)
    export = ask(cast, "pdf")
    work()
    export.refresh_from_db()
    assert export.file is not None
    path = tmp_path / "register.pdf"
    path.write_bytes(read_whole_file(file=export.file))
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True)
    text = done.stdout.replace("\u200b", "").replace("\n", "")
    assert dossier.code in text.replace(" ", "")
    assert "SỔ THEO DÕI HỒ SƠ" in text


def test_every_dossier_in_the_file_is_journalled_as_read(cast: Cast) -> None:
    dossier = received(cast)
    ask(cast)
    work()
    entry = Entry.objects.get(stream=f"account:{cast.dung.pk}", kind="personal_data.read")
    assert entry.data == {"dossiers": [dossier.pk], "page": "desk:register-export"}


def test_a_turn_that_is_over_goes_on_in_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.services.exports.run_exports.SLICE", 1)
    received(cast), received(cast, by="binh")
    export, exporter = ask(cast), Exporter()
    turns = iter([True, False])
    exporter.run(at=TUESDAY, now=TUESDAY, keep_going=lambda: next(turns))
    export.refresh_from_db()
    assert (export.done_count, export.row_count, export.ended_at) == (1, 2, None)
    work(exporter)
    assert cells(export).count("Nguyễn Thị Lan") + cells(export).count("Trương Văn Bình") >= 2


def test_a_killed_workers_export_is_begun_anew_once_it_is_silent(cast: Cast) -> None:
    received(cast)
    export = ask(cast)
    Exporter().run(at=TUESDAY, now=TUESDAY, keep_going=lambda: False)
    assert work(now=TUESDAY + timedelta(seconds=30)) == 0
    work(now=LONG_AFTER)
    assert export.pk
    assert cells(export).count("<row ") == 2


def test_a_cancelled_export_is_dropped_and_leaves_no_file(cast: Cast) -> None:
    received(cast)
    export, exporter = ask(cast), Exporter()
    exporter.run(at=TUESDAY, now=TUESDAY, keep_going=lambda: False)
    cancel_export(export=export, at=TUESDAY)
    assert exporter.run(at=TUESDAY, now=TUESDAY, keep_going=lambda: True) == 0
    export.refresh_from_db()
    assert (export.outcome, export.file) == ("cancelled", None)


def test_the_file_is_kept_a_week_and_then_swept(cast: Cast) -> None:
    received(cast)
    export = ask(cast)
    work()
    export.refresh_from_db()
    number = export.file_id
    assert expire_exports(at=TUESDAY + KEPT - timedelta(seconds=1)) == 0
    sweep_orphans(now=timezone.now() + 2 * OLD_ENOUGH)
    assert StoredFile.objects.filter(pk=number).exists()
    assert expire_exports(at=TUESDAY + KEPT) == 1
    sweep_orphans(now=timezone.now() + 2 * OLD_ENOUGH)
    assert not StoredFile.objects.filter(pk=number).exists()


def test_one_that_cannot_be_written_says_so_and_holds_up_no_other(cast: Cast) -> None:
    dossier = received(cast)
    broken = ask(cast)
    type(dossier).objects.filter(pk=dossier.pk).update(sealed=b"\x00\x01 nothing that opens")
    following = ask(cast, agencies=[])
    work()
    broken.refresh_from_db()
    following.refresh_from_db()
    assert (broken.outcome, following.outcome) == ("failed", "written")


def test_only_three_are_written_at_once_and_only_kinds_there_are(cast: Cast) -> None:
    with pytest.raises(NotDone):
        ask(cast, "docx")
    for _number in range(3):
        ask(cast)
    with pytest.raises(NotDone) as no:
        ask(cast)
    assert no.value.refused.code == "too_many_exports"
