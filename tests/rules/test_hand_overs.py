"""rules/hand_overs: who gave the dossier to whom, when, and how that stood to the limit (Mẫu 05)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.hand_overs import HandOver, Holder, Step, hand_overs

MONDAY = datetime(2020, 9, 7, 9)
DESK = Holder("UBND xã Phong Thủy", "Trần Văn Dũng")
SON = Holder("UBND xã Phong Thủy", "Lê Văn Sơn")
ROOM = Holder("Phòng Tư pháp", "Hoàng Minh Tâm")


def hours(count: int) -> datetime:
    return MONDAY + timedelta(hours=count)


def step(number: int, holder: Holder, opened: int, ended: int | None = None, **more: object) -> Step:
    end = None if ended is None else hours(ended)
    return Step(number, holder, hours(opened), end, **more)  # type: ignore[arg-type]


def chain(*holders: Holder, **more: object) -> list[Step]:
    """Steps that follow one another, each an hour long."""
    return [step(at, holder, at, at + 1, **more) for at, holder in enumerate(holders)]


def test_each_change_of_hands_is_a_row_with_giver_receiver_and_instant() -> None:
    steps = [
        step(1, DESK, 0, 1),
        step(2, SON, 1, 3, timeliness="early", note="Đã xác minh"),
        step(3, ROOM, 3),
    ]
    assert hand_overs(steps) == [
        HandOver(DESK, SON, hours(1), "", ""),
        HandOver(SON, ROOM, hours(3), "early", "Đã xác minh"),
    ]


def test_a_step_still_open_hands_nothing_over() -> None:
    assert hand_overs([step(1, DESK, 0)]) == []


def test_an_officer_who_goes_on_alone_hands_nothing_over_but_the_lateness_and_the_remarks_stay() -> None:
    steps = [
        step(1, SON, 0, 1, timeliness="late", note="Chờ xác minh"),
        step(2, SON, 1, 2, timeliness="early", note="Xong"),
        step(3, ROOM, 2),
    ]
    assert hand_overs(steps) == [HandOver(SON, ROOM, hours(2), "late", "Chờ xác minh; Xong")]


def test_another_officer_of_the_same_agency_is_a_hand_over() -> None:
    assert [row.receiver for row in hand_overs(chain(DESK, SON))] == [SON]


def test_a_step_sent_back_goes_to_whoever_has_it_again() -> None:
    steps = [
        step(1, SON, 0, 1),
        step(2, ROOM, 1, 2, note="Thiếu ý kiến thôn"),
        step(3, SON, 2, 3),
        step(4, ROOM, 3),
    ]
    rows = hand_overs(steps)
    assert [(row.giver, row.receiver) for row in rows] == [(SON, ROOM), (ROOM, SON), (SON, ROOM)]
    assert rows[1].note == "Thiếu ý kiến thôn"


def test_a_fork_hands_over_to_each_branch_and_both_hand_over_to_what_follows_the_join() -> None:
    steps = [
        step(1, DESK, 0, 1),
        step(2, SON, 1, 2),
        step(3, ROOM, 1, 5),
        step(4, DESK, 5),
    ]
    pairs = [(row.giver, row.receiver, row.at) for row in hand_overs(steps)]
    assert pairs == [
        (DESK, SON, hours(1)),
        (DESK, ROOM, hours(1)),
        (SON, DESK, hours(2)),
        (ROOM, DESK, hours(5)),
    ]


def test_a_branch_that_waits_for_the_other_is_not_handed_over_yet() -> None:
    steps = [step(1, DESK, 0, 1), step(2, SON, 1, 2), step(3, ROOM, 1)]
    assert [row.giver for row in hand_overs(steps)] == [DESK, DESK]


def test_the_release_hands_over_to_whoever_collects() -> None:
    rows = hand_overs([step(1, SON, 0, 1), step(2, DESK, 1, 2, is_last=True)])
    assert [row.receiver for row in rows] == [DESK, None]


def test_a_step_nobody_has_taken_up_names_its_agency_only() -> None:
    (row,) = hand_overs([step(1, DESK, 0, 1), step(2, Holder("Phòng Tư pháp"), 1)])
    assert row.receiver == Holder("Phòng Tư pháp", "")


HOLDERS = st.sampled_from([DESK, SON, ROOM])
NAMED = st.sampled_from(["early", "on_time", "late", ""])


@given(st.lists(st.tuples(HOLDERS, NAMED), min_size=1, max_size=12))
def test_in_a_chain_every_row_changes_hands_and_the_next_row_begins_where_it_ended(
    walked: list[tuple[Holder, str]],
) -> None:
    steps = [step(at, who, at, at + 1, timeliness=how) for at, (who, how) in enumerate(walked)]
    rows = hand_overs(steps)
    assert all(row.giver != row.receiver for row in rows)
    assert all(one.receiver == two.giver for one, two in pairwise(rows))
    assert len(rows) == sum(a[0] != b[0] for a, b in pairwise(walked))
    assert [row.at for row in rows] == sorted(row.at for row in rows)


@given(st.lists(st.tuples(HOLDERS, NAMED), min_size=1, max_size=12))
def test_no_lateness_is_lost_by_joining_steps(walked: list[tuple[Holder, str]]) -> None:
    steps = [step(at, who, at, at + 1, timeliness=how) for at, (who, how) in enumerate(walked)]
    steps[-1] = step(
        len(steps), walked[-1][0], len(steps) - 1, len(steps), timeliness=walked[-1][1], is_last=True
    )
    assert any(row.result == "late" for row in hand_overs(steps)) == any(how == "late" for _, how in walked)
