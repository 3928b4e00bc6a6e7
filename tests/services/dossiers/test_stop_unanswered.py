"""services/dossiers/stop_unanswered: whoever never answers is told so, and not a minute early."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.jobs.alarms import ring_due_alarms
from motcua.records.dossiers.models import Decision, Dossier
from motcua.records.tasks.models import Task
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.stop_unanswered import stop_unanswered
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from motcua.services.papers._sheets import sheet_of
from tests.cast import Cast, filed, stored_file
from tests.services.dossiers.steps import TUESDAY, again, nothing_changes, received, sent_count, story

PAPER = AskedItem("divorce_or_death_paper", "unreadable", "Bản chụp mờ, không đọc được.")
# Asked on Tuesday 15 September 2020, 30 days: until Thursday 15 October at 17:00.
LAST_MINUTE = TUESDAY + timedelta(days=30, hours=8)
A_MINUTE_LATER = LAST_MINUTE + timedelta(minutes=1)


def asked(cast: Cast) -> Dossier:
    dossier = received(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER])
    return again(dossier)


def stop(dossier: Dossier, at: datetime) -> Dossier:
    return stop_unanswered(dossier=again(dossier), at=at)


def test_the_last_minute_still_belongs_to_the_applicant(cast: Cast) -> None:
    dossier = asked(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        stop(dossier, LAST_MINUTE)
    assert said.value.refused.code == "wait_not_over"


def test_after_it_the_dossier_is_stopped_with_notice_and_counts_neither_early_nor_late(cast: Cast) -> None:
    dossier = asked(cast)
    before = sent_count(dossier)
    stopped = stop(dossier, A_MINUTE_LATER)
    assert (stopped.status, stopped.closed_at, stopped.finished_at, stopped.timeliness) == (
        "stopped",
        A_MINUTE_LATER,
        None,
        "",
    )
    assert story(dossier)[-1] == "dossier.stopped"
    assert sent_count(dossier) == before + 1
    paper = stopped.papers.get(form="03")
    assert "15/10/2020" in sheet_of(paper)["reason"]


def test_the_papers_taken_in_are_given_back_by_the_desk(cast: Cast) -> None:
    dossier = stop(asked(cast), A_MINUTE_LATER)
    assert list(dossier.tasks.filter(status=Task.OPEN).values_list("step", flat=True)) == [Task.RELEASE]
    assert (
        release_dossier(dossier=dossier, by=cast.dung, at=A_MINUTE_LATER, way="counter").status == "released"
    )


def test_a_filing_that_was_never_received_is_declined(cast: Cast) -> None:
    dossier = filed(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER])
    assert stop(dossier, A_MINUTE_LATER).status == "declined"
    assert not dossier.tasks.filter(status=Task.OPEN).exists()
    assert Decision.objects.get(dossier=dossier).kind == "stop"


def test_the_sweeper_finds_it_once(cast: Cast) -> None:
    dossier = asked(cast)
    ring_due_alarms(at=LAST_MINUTE)
    assert again(dossier).status == "awaiting_supplement"
    ring_due_alarms(at=A_MINUTE_LATER)
    assert again(dossier).status == "stopped"
    assert ring_due_alarms(at=A_MINUTE_LATER) == 0


def test_a_partial_answer_is_kept_and_does_not_lengthen_the_wait(cast: Cast) -> None:
    dossier = received(cast)
    form = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú cho đúng sổ.")
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER, form])
    document = GivenDocument(PAPER.requirement, "ban-chup.pdf", stored_file("b"))
    supplement_dossier(dossier=again(dossier), by=cast.lan, at=LAST_MINUTE, documents=[document])
    stopped = stop(dossier, A_MINUTE_LATER)
    assert stopped.documents.filter(file=document.file).exists()


def test_an_answer_after_the_limit_hears_that_nothing_is_asked_any_more(cast: Cast) -> None:
    dossier = stop(asked(cast), A_MINUTE_LATER)
    document = GivenDocument(PAPER.requirement, "ban-chup.pdf", stored_file("b"))
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=A_MINUTE_LATER, documents=[document])
    assert said.value.refused.code == "nothing_asked"


def test_what_was_answered_in_time_is_not_stopped(cast: Cast) -> None:
    dossier = asked(cast)
    document = GivenDocument(PAPER.requirement, "ban-chup.pdf", stored_file("b"))
    supplement_dossier(dossier=dossier, by=cast.lan, at=LAST_MINUTE, documents=[document])
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        stop(dossier, A_MINUTE_LATER)
    assert said.value.refused.code == "nothing_asked"


def test_the_applicant_answers_while_the_sweeper_stops_it_and_one_of_them_holds(cast: Cast) -> None:
    stale = asked(cast)
    document = GivenDocument(PAPER.requirement, "ban-chup.pdf", stored_file("b"))
    supplement_dossier(dossier=again(stale), by=cast.lan, at=A_MINUTE_LATER, documents=[document])
    stale.supplement_requests.update(answered_at=None)  # as the sweeper had read it
    with nothing_changes(stale), pytest.raises(NotDone) as said:
        stop_unanswered(dossier=stale, at=A_MINUTE_LATER)
    assert said.value.refused.code == "changed_meanwhile"
