"""services/verification: what holds holds, and every single thing that was touched is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import F, Model

from motcua.records.dossiers.models import Dossier, Pause, SupplementRequest
from motcua.records.evaluations.models import MonthTally
from motcua.records.files.models import Document, StoredFile
from motcua.records.files.vault import write_stored
from motcua.records.journal.guards import lift_guards
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.journal.seal_log import seal_log_path
from motcua.records.outbox.models import Message
from motcua.records.people.models import Account
from motcua.records.procedures.models import ProcedureVersion
from motcua.records.processes.models import ProcessVersion
from motcua.records.releases.models import Notice, Release
from motcua.records.surveys.models import Slip, SlipPart
from motcua.records.tasks.models import Task
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.journal.append import make_entry
from motcua.services.journal.seal_entries import seal_entries
from motcua.services.verification.verify import verify
from tests.cast import MONDAY, Cast, filed

Tamper = Callable[[Dossier], None]

pytestmark = pytest.mark.slow


def _problems(sample: int | None = None) -> dict[str, list[str]]:
    return {check.name: check.problems for check in verify(sample=sample).checks if check.problem_count}


def _flip(row: Model, column: str) -> None:
    value = bytearray(getattr(row, column))
    value[len(value) // 2] ^= 1
    type(row)._default_manager.filter(pk=row.pk).update(**{column: bytes(value)})


def _set(**columns: object) -> Tamper:
    return lambda dossier: Dossier.objects.filter(pk=dossier.pk).update(**columns) and None


def _handed(**columns: object) -> Tamper:
    return lambda dossier: Release.objects.filter(dossier=dossier).update(**columns) and None


def _no_hand_over(dossier: Dossier) -> None:
    Release.objects.filter(dossier=dossier).delete()


def _made_up_notice(dossier: Dossier) -> None:
    Notice.objects.create(dossier=dossier, kind=Notice.UNCOLLECTED, at=MONDAY)


def _entries(dossier: Dossier) -> list[Entry]:
    return list(Entry.objects.filter(stream=f"dossier:{dossier.tracking_code}").order_by("number"))


def _rewrite_entry(dossier: Dossier) -> None:
    Entry.objects.filter(pk=_entries(dossier)[2].pk).update(actor=F("id") + 1000)


def _rewrite_entry_and_its_hash(dossier: Dossier) -> None:
    old = _entries(dossier)[2]
    forged = make_entry(
        stream=old.stream,
        number=old.number,
        kind=old.kind,
        at=old.at - timedelta(days=1),
        actor=old.actor,
        data=old.data,
        previous_hash=old.previous_hash,
    )
    Entry.objects.filter(pk=old.pk).update(at=forged.at, recorded_at=forged.recorded_at, hash=forged.hash)


def _rewrite_the_last_entry_and_the_row(dossier: Dossier) -> None:
    """The cleverest: chain and row agree again. Only the seal knows better."""
    old = _entries(dossier)[-1]
    forged = make_entry(
        stream=old.stream,
        number=old.number,
        kind=old.kind,
        at=old.at - timedelta(days=1),
        actor=old.actor,
        data=old.data,
        previous_hash=old.previous_hash,
    )
    Entry.objects.filter(pk=old.pk).update(at=forged.at, recorded_at=forged.recorded_at, hash=forged.hash)
    Dossier.objects.filter(pk=dossier.pk).update(journal_head=forged.hash)


def _drop_an_entry(dossier: Dossier) -> None:
    entry = _entries(dossier)[3]
    Leaf.objects.filter(entry=entry).delete()
    entry.delete()


def _drop_the_last_seal(dossier: Dossier) -> None:
    Leaf.objects.all().delete()
    Seal.objects.all().delete()
    Entry.objects.filter(stream__startswith="account:").delete()


def _swap_files(dossier: Dossier) -> None:
    one, other = StoredFile.objects.order_by("pk")[:2]
    StoredFile.objects.filter(pk=one.pk).update(path="-")
    StoredFile.objects.filter(pk=other.pk).update(path=one.path)
    StoredFile.objects.filter(pk=one.pk).update(path=other.path, size=F("size") + 1)


def _replace_a_file_with_another_well_made_one(dossier: Dossier) -> None:
    written = write_stored([b"%PDF forged"])
    document = Document.objects.filter(dossier=dossier).first()
    assert document is not None
    StoredFile.objects.filter(pk=document.file_id).update(
        path=written.path, digest=written.digest, size=written.size
    )


def _acknowledge_out_of_order(dossier: Dossier) -> None:
    Message.objects.filter(dossier=dossier, version=2).update(acknowledged_at=MONDAY)


def _tampering() -> list[tuple[str, Tamper, str, str]]:
    """(what is done, by which function, the check that must see it, what it must say)"""
    return [
        ("status set back", _set(status="finished"), "dossier rows", "status is finished, was released"),
        ("due date moved", _set(due_at=MONDAY + timedelta(days=60)), "due instants", "its facts give"),
        ("due date moved, row", _set(due_at=MONDAY + timedelta(days=60)), "dossier rows", "due_at"),
        ("late made early", _set(timeliness="late"), "due instants", "timeliness is late"),
        ("another code", _set(code="000.25.30.H46-200914-9999"), "dossier rows", "code is"),
        (
            "another day's code",
            _set(code="000.25.30.H46-200101-0001"),
            "dossier codes",
            "on the day of its receipt",
        ),
        ("a code that is none", _set(code="xyz"), "dossier codes", "cannot be read"),
        ("another name", _set(applicant_name="Ai đó"), "sealed contents", "applicant_name is not that"),
        ("another identity index", _set(identity_index="0" * 64), "sealed contents", "identity_index"),
        ("another secret", _set(secret_hash="0" * 64), "dossier rows", "secret_hash"),
        ("a byte of the content", lambda d: _flip(d, "sealed"), "sealed contents", "does not open"),
        ("the head of the stream", _set(journal_head="0" * 64), "journal entries", "another last entry"),
        ("a version too many", _set(version=99), "journal entries", "its row is at version 99"),
        ("collected by another", _handed(collector="proxy"), "hand-overs", "not the one that its journal"),
        (
            "originals made up",
            _handed(returned={"birth": 1}),
            "hand-overs",
            "not just the originals",
        ),
        ("a hand-over gone", _no_hand_over, "hand-overs", "recorded is gone"),
        ("a notice made up", _made_up_notice, "hand-overs", "was not told of the result"),
        ("an entry rewritten", _rewrite_entry, "journal entries", "entry 3 (dossier.processing) was changed"),
        (
            "an entry rehashed",
            _rewrite_entry_and_its_hash,
            "journal entries",
            "entry 4 does not follow on entry 3",
        ),
        (
            "row and journal forged",
            _rewrite_the_last_entry_and_the_row,
            "seals",
            "not those that were sealed",
        ),
        ("an entry dropped", _drop_an_entry, "journal entries", "entry 4 is missing"),
        ("an entry dropped, seal", _drop_an_entry, "seals", "are there"),
        ("the seals dropped", _drop_the_last_seal, "seals' log", "it was rolled back or changed"),
        (
            "a seal's root",
            lambda d: Seal.objects.update(root="0" * 64) and None,
            "seals",
            "its hash is not that",
        ),
        (
            "a seal resigned",
            lambda d: Seal.objects.update(signature="0" * 128) and None,
            "seals",
            "its signature",
        ),
        (
            "a message's byte",
            lambda d: _flip(d.messages.first(), "sealed"),
            "outbox messages",
            "is not the one",
        ),
        (
            "a message overtaken",
            _acknowledge_out_of_order,
            "outbox messages",
            "acknowledged before version 1",
        ),
        (
            "a task reopened",
            lambda d: d.tasks.update(status=Task.OPEN) and None,
            "open tasks",
            "should be none",
        ),
        ("two files swapped", _swap_files, "stored files", "these are not the"),
        (
            "a file forged well",
            _replace_a_file_with_another_well_made_one,
            "documents given",
            "no longer there",
        ),
        (
            "a request forgotten",
            lambda d: d.supplement_requests.all().delete() and None,
            "due instants",
            "its facts give",
        ),
        ("a pause invented", lambda d: _invent_a_pause(d), "due instants", "its facts give"),
        ("a dossier deleted", lambda d: _delete(d), "journal entries", "its row is gone"),
        ("a serial lost", lambda d: _delete(d), "dossier codes", "the last serial is"),
        (
            "a roll-up",
            lambda d: MonthTally.objects.update(late_count=9) and None,
            "roll-ups",
            "late_count is 9",
        ),
        (
            "a slip's sums",
            lambda d: MonthTally.objects.filter(slip_count=1).update(slips={"1": [0, 1]}) and None,
            "roll-ups",
            "slips are",
        ),
        (
            "another agency's part",
            lambda d: MonthTally.objects.filter(part_finished_count=1).update(part_finished_count=0) and None,
            "roll-ups",
            "part_finished_count is 0, the rows give 1",
        ),
        (
            "a part's points",
            lambda d: (
                MonthTally.objects.filter(part_finished_count=1).update(part_slips={"2": [0, 1]}) and None
            ),
            "roll-ups",
            "part slips are {'2': [0, 1]}",
        ),
        (
            "a declined filing's slip",
            lambda d: MonthTally.objects.exclude(declined_slips={}).update(declined_slips={}) and None,
            "roll-ups",
            "declined slips are {}",
        ),
        (
            "a late slip",
            lambda d: MonthTally.objects.exclude(late_slips={}).update(late_slips={}) and None,
            "roll-ups",
            "late slips are {}",
        ),
        (
            "a roll-up invented",
            lambda d: _invent_a_tally(d),
            "roll-ups",
            "finished_count is 40, the rows give 0",
        ),
        (
            "a roll-up lost",
            lambda d: MonthTally.objects.filter(slip_count=1).delete() and None,
            "roll-ups",
            "slip_count is 0, the rows give 1",
        ),
        (
            "a slip given to another month",
            lambda d: Slip.objects.update(counted_on="2020-01-01") and None,
            "slips",
            "counted_on is 2020-01-01",
        ),
        (
            "a slip given to another agency",
            lambda d: Slip.objects.update(agency=d.lead_agency.parent) and None,
            "slips",
            "agency_id is",
        ),
        (
            "a part's time",
            lambda d: SlipPart.objects.update(points=1) and None,
            "slips",
            "its steps give",
        ),
        (
            "a procedure",
            lambda d: ProcedureVersion.objects.update(content={}) and None,
            "published versions",
            "procedure 1.004873 version 1 was changed",
        ),
        (
            "a process",
            lambda d: ProcessVersion.objects.update(xml="<x/>") and None,
            "published versions",
            "process",
        ),
        (
            "an account's head",
            lambda d: Account.objects.filter(login="lan").update(journal_head="0" * 64) and None,
            "journal entries",
            "account lan",
        ),
        ("the triggers", lambda d: None, "append-only", "DELETE on journal_leaf"),
    ]


def _invent_a_pause(dossier: Dossier) -> None:
    request = SupplementRequest.objects.filter(dossier=dossier).first()
    assert request is not None
    began = request.answered_at
    assert began is not None
    Pause.objects.create(
        dossier=dossier, kind="pause", began_at=began, ended_at=began + timedelta(days=1), cause="bịa"
    )


def _invent_a_tally(dossier: Dossier) -> None:
    MonthTally.objects.create(
        agency=dossier.lead_agency, procedure=dossier.procedure, month_on="2020-01-01", finished_count=40
    )


def _delete(dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).delete()


def test_an_untouched_province_holds_and_everything_was_looked_at(story: Dossier) -> None:
    findings = verify()
    assert {check.name: check.problems for check in findings.checks if check.problems} == {}
    counts = {check.name: check.count for check in findings.checks}
    assert counts["dossier rows"] == 10
    assert counts["stored files"] == StoredFile.objects.count()
    assert counts["journal entries"] == Entry.objects.count()
    # Nobody in this story has a certificate: test_sign_paper and test_sign_results look at signatures.
    assert all(count for name, count in counts.items() if name != "signatures")


def test_whatever_is_touched_in_the_database_is_found_and_named(story: Dossier) -> None:
    missed = []
    for what, tamper, name, words in _tampering():
        with transaction.atomic():
            lift_guards(connection)
            tamper(story)
            found = _problems()
            transaction.set_rollback(True)
        if not any(words in problem for problem in found.get(name, ())):
            missed.append((what, found))
    assert not missed
    assert _problems() == {}


@pytest.mark.parametrize("place", [0, 20, -1])
def test_one_byte_of_a_stored_file_is_found(story: Dossier, house: Path, place: int) -> None:
    file = StoredFile.objects.order_by("pk").first()
    assert file is not None
    path = house / "files" / file.path
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert _problems()["stored files"][0].startswith(f"file {file.pk} ({file.path}): ")
    path.unlink()
    assert "not there" in _problems()["stored files"][0]


def test_a_log_that_lost_or_changed_a_line_is_found(story: Dossier, house: Path) -> None:
    log = seal_log_path(house)
    whole = log.read_text()
    log.write_text("")
    assert "the database has it, the log does not" in _problems()["seals' log"][0]
    log.write_text("nonsense\n")
    assert "is not a seal" in _problems()["seals' log"][0]
    log.write_text(json.dumps({**json.loads(whole), "signature": "00"}) + "\n")
    assert "have different ones" in _problems()["seals' log"][0]
    log.write_text(whole)
    assert _problems() == {}


def test_a_seal_that_was_begun_and_not_finished_is_no_problem(
    story: Dossier, cast: Cast, house: Path
) -> None:
    filed(cast)
    with suppress(RuntimeError), transaction.atomic():
        seal_entries(now=MONDAY)
        raise RuntimeError("the machine stops between log and commit")
    findings = verify()
    assert findings.holds
    assert "begun and not finished" in findings.check("seals' log").notes[0]
    assert "wait for their seal" in findings.check("seals").notes[0]


def test_changes_not_counted_yet_are_no_problem_of_the_roll_ups(story: Dossier, cast: Cast) -> None:
    receive_dossier(dossier=filed(cast), by=cast.dung, at=MONDAY)
    findings = verify()
    assert findings.holds
    assert "wait to be counted" in findings.check("roll-ups").notes[0]


def test_a_sample_looks_at_so_many_and_still_at_every_seal(story: Dossier) -> None:
    findings = verify(sample=3)
    assert findings.holds
    assert findings.check("dossier rows").count == 3
    assert findings.check("stored files").count == 3
    assert findings.check("seals").count == Seal.objects.count()


def test_only_the_first_twenty_problems_are_named(story: Dossier) -> None:
    Account.objects.update(journal_head="0" * 64)
    check = verify().check("journal entries")
    assert check.problem_count >= len(check.problems)
    assert len(check.problems) <= 20


def test_an_empty_house_holds(house: Path, db: None) -> None:
    assert verify().holds
