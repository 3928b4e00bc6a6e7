"""Races after receipt: no step is done twice, and what is closed stays closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models import F

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.tasks.models import Task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.ring_alarm import ring_task_alarm
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import Cast, stored_file
from tests.faults.racing import at_once, codes_of
from tests.services.dossiers.steps import TUESDAY, again, finished, open_task, received, story

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TOLD_WHO = {"already_done", "changed_meanwhile"}


def test_two_officers_complete_one_step_and_the_second_is_told_who_did_it(cast: Cast) -> None:
    for _ in range(6):
        dossier = received(cast)
        one, other = open_task(dossier), open_task(dossier)
        ends = at_once(
            partial(complete_task, task=one, by=cast.dung, at=TUESDAY),
            partial(complete_task, task=other, by=cast.hoa, at=TUESDAY),
        )
        lost = [end for end in ends if not isinstance(end, Dossier)]
        assert len(lost) == 1, codes_of(ends)
        assert lost[0].refused.code in TOLD_WHO
        done = Task.objects.select_related("done_by").get(pk=one.pk)
        assert lost[0].refused.params["who"] == done.done_by.name
        assert Task.objects.filter(dossier=dossier, status=Task.OPEN).count() == 1
        assert story(dossier).count("dossier.step_completed") == 1


def test_a_step_completed_while_the_dossier_is_withdrawn_leaves_nothing_half_open(cast: Cast) -> None:
    for _ in range(6):
        dossier = received(cast)
        task, seen = open_task(dossier), again(dossier)
        ends = at_once(
            partial(complete_task, task=task, by=cast.dung, at=TUESDAY),
            partial(withdraw_dossier, dossier=seen, by=cast.lan, at=TUESDAY),
        )
        assert codes_of(ends)[-1] == "done"
        assert set(codes_of(ends)[:1]) <= {*TOLD_WHO, "done"}
        now = again(dossier)
        open_count = Task.objects.filter(dossier=dossier, status=Task.OPEN).count()
        assert (now.status, open_count) in {("processing", 1), ("withdrawn", 0)}


def test_a_supplement_while_being_withdrawn_is_kept_whole_or_not_at_all(cast: Cast) -> None:
    for _ in range(6):
        dossier = received(cast)
        asked = frozen_procedure(dossier.procedure_version_id).requirements[0].key
        request_supplement(
            dossier=dossier,
            by=cast.dung,
            at=TUESDAY,
            items=[AskedItem(asked, "unreadable", "Ảnh mờ, không đọc được số.")],
        )
        given = GivenDocument(asked, "lại.pdf", stored_file("again"))
        one, other = again(dossier), again(dossier)
        ends = at_once(
            partial(supplement_dossier, dossier=one, by=cast.lan, at=TUESDAY, documents=[given]),
            partial(withdraw_dossier, dossier=other, by=cast.lan, at=TUESDAY),
        )
        codes = codes_of(ends)
        assert "done" in codes
        assert set(codes) <= {"done", "changed_meanwhile"}
        now = again(dossier)
        kept = Document.objects.filter(dossier=dossier, name="lại.pdf").count()
        open_count = Task.objects.filter(dossier=dossier, status=Task.OPEN).count()
        assert (now.status, kept, open_count) in {("processing", 1, 1), ("withdrawn", 0, 0)}


def test_two_hand_over_one_result_and_the_second_is_told_who_did(cast: Cast) -> None:
    for _ in range(6):
        dossier = finished(cast)
        one, other = again(dossier), again(dossier)
        ends = at_once(
            partial(release_dossier, dossier=one, by=cast.dung, at=TUESDAY, way="counter"),
            partial(release_dossier, dossier=other, by=cast.hoa, at=TUESDAY, way="post"),
        )
        lost = [end for end in ends if not isinstance(end, Dossier)]
        assert len(lost) == 1, codes_of(ends)
        assert lost[0].refused.code in TOLD_WHO
        assert story(dossier).count("dossier.released") == 1


def hand_over(cast: Cast) -> tuple[Task, Callable[[], object]]:
    dossier = finished(cast)
    release = partial(release_dossier, dossier=again(dossier), by=cast.dung, at=TUESDAY, way="counter")
    return open_task(dossier), release


def ring(cast: Cast) -> tuple[Task, Callable[[], object]]:
    task = open_task(received(cast))
    return task, partial(ring_task_alarm, task=open_task(task.dossier), at=TUESDAY)


@pytest.mark.parametrize("begun", [hand_over, ring])
def test_whoever_waits_for_a_dossier_has_none_of_its_tasks_in_hand(
    cast: Cast, begun: Callable[[Cast], tuple[Task, Callable[[], object]]]
) -> None:
    """Who holds the dossier's row must be able to take its tasks: else both would wait for ever."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows one writer at a time")
    task, act = begun(cast)
    holds = Event()

    def hold_and_take() -> int:
        with transaction.atomic():
            Dossier.objects.filter(pk=task.dossier_id).update(is_demo=F("is_demo"))
            holds.set()
            time.sleep(0.7)  # the other has come to the row by now, and waits
            return Task.objects.filter(pk=task.pk).update(name=F("name"))

    def wait_and_act() -> object:
        holds.wait(10)
        return act()

    taken, done = at_once(hold_and_take, wait_and_act)
    assert taken == 1, taken
    assert done, done
    assert not isinstance(done, Exception), done
