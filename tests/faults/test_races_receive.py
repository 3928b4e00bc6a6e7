"""The desk's races: one receipt a dossier, one code a receipt, and who comes second is told who was first."""

from __future__ import annotations

from functools import partial

import pytest

from motcua.records.dossiers.models import Dossier, Serial
from motcua.records.journal.models import Entry
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.dossier_codes import parse_reference
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import Cast, filed
from tests.faults.racing import at_once, codes_of
from tests.services.dossiers.steps import NINE, again

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TOLD_WHO = {"already_done", "changed_meanwhile"}


def test_twenty_officers_receive_one_dossier_and_nineteen_are_told_who_was_first(cast: Cast) -> None:
    dossier = filed(cast)
    pages = [again(dossier) for _ in range(20)]
    officers = [cast.dung, cast.hoa]
    ends = at_once(
        *(
            partial(receive_dossier, dossier=page, by=officers[number % 2], at=NINE)
            for number, page in enumerate(pages)
        )
    )
    won = [end for end in ends if isinstance(end, Dossier)]
    lost = [end for end in ends if not isinstance(end, Dossier)]
    assert len(won) == 1, codes_of(ends)
    assert {end.refused.code for end in lost} <= TOLD_WHO
    assert {end.refused.params["who"] for end in lost} == {again(dossier).received_by.name}
    assert {end.refused.params["when"] for end in lost} == {"09:00 14/09/2020"}
    assert Serial.objects.get().last == 1
    assert Paper.objects.filter(dossier=dossier, form="01").count() == 1
    assert Task.objects.filter(dossier=dossier, step="intake", status=Task.DONE).count() == 1
    stream = Entry.objects.filter(stream=f"dossier:{dossier.tracking_code}")
    assert sorted(stream.values_list("number", flat=True)) == [1, 2]


def test_two_hundred_receipts_of_eight_officers_give_codes_without_gap_or_repeat(cast: Cast) -> None:
    pages = [again(filed(cast)) for _ in range(200)]
    ends = at_once(*(partial(_receive_all, pages[number::8], cast.dung) for number in range(8)))
    assert codes_of(ends) == ["done"] * 8
    codes = list(Dossier.objects.values_list("code", flat=True))
    serials = sorted(parse_reference(code).serial for code in codes)
    assert serials == list(range(1, 201))


def _receive_all(pages: list[Dossier], by: Account) -> None:
    for page in pages:
        receive_dossier(dossier=page, by=by, at=NINE)


def test_one_receives_while_another_declines_and_one_of_them_wins_whole(cast: Cast) -> None:
    for _ in range(6):
        dossier = filed(cast)
        one, other = again(dossier), again(dossier)
        ends = at_once(
            partial(receive_dossier, dossier=one, by=cast.dung, at=NINE),
            partial(decline_dossier, dossier=other, by=cast.hoa, at=NINE, reason="Không thuộc thẩm quyền."),
        )
        codes = codes_of(ends)
        assert len(codes) == 2
        assert "done" in codes
        assert set(codes) - {"done"} < {*TOLD_WHO, "no_open_task"}
        now = again(dossier)
        open_tasks = Task.objects.filter(dossier=dossier, status=Task.OPEN).count()
        assert (now.status, open_tasks) in {("received", 1), ("declined", 0)}
        assert bool(now.code) is (now.status == "received")
