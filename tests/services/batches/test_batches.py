"""services/batches: many tasks at once, a result for each, nothing twice, the failed ones again alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from motcua.records.batches.models import Batch, BatchItem
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.services.batches import run_batches as runner
from motcua.services.batches.retry_batch import retry_batch
from motcua.services.batches.run_batches import run_batches
from motcua.services.batches.start_batch import start_batch
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, again, complete, open_task, received, story

LATER = TUESDAY + timedelta(hours=3)


def start(cast: Cast, act: str, dossiers: list[Dossier], by: str, **more: object) -> Batch:
    tasks = [open_task(dossier) for dossier in dossiers]
    given = {"key": "once", "at": TUESDAY, **more}
    return start_batch(act=act, tasks=tasks, by=cast.accounts[by], **given)  # type: ignore[arg-type]


def run() -> None:
    while run_batches(at=LATER, keep_going=lambda: True):
        pass


def states(batch: Batch) -> list[str]:
    return list(batch.items.order_by("position").values_list("state", flat=True))


def test_starting_does_nothing_yet(cast: Cast) -> None:
    dossiers = [filed(cast), filed(cast)]
    batch = start(cast, "receive", dossiers, "dung")
    assert states(batch) == ["waiting", "waiting"]
    assert [again(one).status for one in dossiers] == ["submitted", "submitted"]


def test_the_worker_receives_each_as_of_when_the_officer_said_so(cast: Cast) -> None:
    dossiers = [filed(cast) for _ in range(3)]
    batch = start(cast, "receive", dossiers, "dung")
    run()
    assert states(batch) == ["done"] * 3
    assert {again(one).received_at for one in dossiers} == {TUESDAY}
    assert len({again(one).code for one in dossiers}) == 3
    batch.refresh_from_db()
    assert batch.ended_at == LATER


def test_steps_are_completed_approved_and_given_to_a_colleague(cast: Cast) -> None:
    first, second, third = (complete(cast, received(cast), steps=number) for number in (1, 2, 0))
    start(cast, "complete", [first], "son", key="a")
    start(cast, "approve", [second], "thu", key="b")
    start(cast, "assign", [third], "dung", key="c", to=cast.dung)
    run()
    assert story(first)[-1] == story(second)[-1] == "dossier.step_completed"
    assert open_task(third).assignee == cast.dung
    assert set(Batch.objects.values_list("ended_at", flat=True)) == {LATER}


def test_one_that_was_done_meanwhile_fails_alone_with_the_reason(cast: Cast) -> None:
    dossiers = [filed(cast) for _ in range(3)]
    batch = start(cast, "receive", dossiers, "dung")
    decline_dossier(dossier=again(dossiers[1]), by=cast.hoa, at=TUESDAY, reason="Sai thẩm quyền.")
    run()
    assert states(batch) == ["done", "failed", "done"]
    assert again(dossiers[1]).status == "declined"
    refused = batch.items.get(state="failed").refused
    assert refused["code"] == "changed_meanwhile"
    assert refused["params"]["who"] == cast.hoa.name


def test_who_lost_the_role_meanwhile_does_nothing_more(cast: Cast) -> None:
    dossier = filed(cast)
    batch = start(cast, "receive", [dossier], "dung")
    cast.dung.assignments.update(until_on="2020-09-14")
    run()
    assert states(batch) == ["failed"]
    assert again(dossier).status == "submitted"


def test_a_task_that_was_given_to_somebody_else_stays_theirs(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    batch = start(cast, "complete", [dossier], "son")
    Task.objects.filter(pk=open_task(dossier).pk).update(assignee=cast.thu)
    run()
    assert batch.items.get().refused["code"] == "not_yours"


def test_what_failed_is_tried_again_alone(cast: Cast) -> None:
    first, second = complete(cast, received(cast), steps=1), complete(cast, received(cast), steps=1)
    batch = start(cast, "complete", [first, second], "son")
    cast.son.assignments.update(until_on="2020-09-14")
    run()
    cast.son.assignments.update(until_on=None)
    again_batch = retry_batch(batch=batch, by=cast.son, at=LATER)
    assert again_batch.item_count == 2
    assert retry_batch(batch=batch, by=cast.son, at=LATER) == again_batch
    run()
    assert states(again_batch) == ["done", "done"]


def test_nothing_is_left_to_try_where_others_did_it(cast: Cast) -> None:
    dossier = filed(cast)
    batch = start(cast, "receive", [dossier], "dung")
    decline_dossier(dossier=again(dossier), by=cast.hoa, at=TUESDAY, reason="Sai thẩm quyền.")
    run()
    with pytest.raises(NotDone) as said:
        retry_batch(batch=batch, by=cast.dung, at=LATER)
    assert said.value.refused.code == "nothing_chosen"


def test_pressing_twice_is_one_batch(cast: Cast) -> None:
    dossier = filed(cast)
    assert start(cast, "receive", [dossier], "dung") == start(cast, "receive", [dossier], "dung")
    assert BatchItem.objects.count() == 1


def test_a_worker_that_is_told_to_stop_leaves_the_rest_for_the_next(cast: Cast) -> None:
    batch = start(cast, "receive", [filed(cast) for _ in range(3)], "dung")
    turns = iter([True, False])
    assert run_batches(at=LATER, keep_going=lambda: next(turns)) == 1
    assert states(batch) == ["done", "waiting", "waiting"]
    run()
    assert states(batch) == ["done"] * 3


def test_a_worker_killed_in_the_middle_of_an_item_leaves_it_whole_or_undone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = filed(cast)
    batch = start(cast, "receive", [dossier], "dung")

    def killed(*given: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(runner, "_mark", killed)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert again(dossier).status == "submitted"
    assert states(batch) == ["waiting"]
    run()
    assert again(dossier).status == "received"


def test_a_mistake_of_ours_in_one_item_stops_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dossiers = [filed(cast), filed(cast)]
    batch = start(cast, "receive", dossiers, "dung")
    real: Callable[..., None] = runner._act

    def breaks_once(of: Batch, item: BatchItem) -> None:
        if item.position == 1:
            raise ZeroDivisionError
        real(of, item)

    monkeypatch.setattr(runner, "_act", breaks_once)
    run()
    assert states(batch) == ["failed", "done"]
    assert batch.items.get(position=1).refused["code"] == "broken"


@pytest.mark.parametrize(
    ("act", "code"), [("explode", "unknown_act"), ("complete", "does_not_fit"), ("approve", "does_not_fit")]
)
def test_an_act_that_does_not_fit_starts_nothing(cast: Cast, act: str, code: str) -> None:
    with pytest.raises(NotDone) as said:
        start(cast, act, [filed(cast)], "dung")
    assert said.value.refused.code == code
    assert not Batch.objects.exists()


def test_nothing_and_too_much_are_refused(cast: Cast) -> None:
    task = open_task(filed(cast))
    for tasks, code in (([], "nothing_chosen"), ([task] * 1001, "too_many")):
        with pytest.raises(NotDone) as said:
            start_batch(act="receive", tasks=tasks, by=cast.dung, at=NINE, key="x")
        assert said.value.refused.code == code
