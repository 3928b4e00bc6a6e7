"""Steps reckoned one after the other keep the procedure's limit, from every start of three years."""

from __future__ import annotations

from datetime import date, datetime, time
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.process_graph import forward_order
from motcua.rules.process_model import Process, Step
from motcua.rules.process_timing import Overrun, check_timing, find_overrun, overrun_problem, starts
from motcua.rules.time_limit import due_at, parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from tests.rules.calendars import ODD, OFFICE
from tests.rules.drawings import draw, sound_processes

FIRST, LAST = date(2020, 1, 1), date(2022, 12, 31)


def overrun(text: str, limit: str, **limits: str) -> Overrun | None:
    process = draw(text, limits=limits)
    return find_overrun(process, parse_limit(limit), OFFICE, first=FIRST, last=LAST)


def test_whole_working_days_that_add_up_to_the_limit_keep_it() -> None:
    assert (
        overrun(
            "start -> a -> b -> c -> end",
            "5 working_day",
            a="1 working_day",
            b="3 working_day",
            c="1 working_day",
        )
        is None
    )


def test_one_day_too_many_is_found_with_its_path_and_instants() -> None:
    found = overrun("start -> a -> b -> end", "3 working_day", a="1 working_day", b="3 working_day")
    assert found == Overrun(
        datetime(2020, 1, 2, 7, 0),
        datetime(2020, 1, 7, 17, 0),
        (("a", datetime(2020, 1, 3, 17, 0)), ("b", datetime(2020, 1, 8, 17, 0))),
    )
    assert found.ends_at == datetime(2020, 1, 8, 17, 0)


def test_the_longest_branch_counts_of_a_choice_and_of_a_fork() -> None:
    choice = "start -> a -> x; x -approve-> b -> end; x -else-> c -> end_refused"
    fork = "start -> a -> p1; p1 -> b -> p2; p1 -> c -> p2; p2 -> end"
    for text in (choice, fork):
        assert overrun(text, "4 working_day", b="2 working_day", c="3 working_day") is None
        found = overrun(text, "3 working_day", b="2 working_day", c="3 working_day")
        assert found is not None
        assert [step for step, _ in found.path] == ["a", "c"]


def test_after_a_join_the_slower_branch_goes_on() -> None:
    text = "start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> c -> end"
    found = overrun(text, "2 working_day", a="2 working_day", b="1 working_day", c="1 working_day")
    assert found is not None
    assert [step for step, _ in found.path] == ["a", "c"]


def test_a_loop_is_reckoned_once() -> None:
    text = "start -> a -> b -> x; x -needs_more-> a; x -else-> end"
    assert overrun(text, "2 working_day") is None
    assert overrun(text, "1 working_day") is not None


def test_units_are_compared_as_instants_and_not_as_numbers() -> None:
    # Eight working hours from any start are over by the close of the next working day.
    assert overrun("start -> a -> end", "1 working_day", a="8 working_hour") is None
    assert overrun("start -> a -> b -> end", "1 working_day", a="4 working_hour", b="4 working_hour") is None
    assert (
        overrun("start -> a -> b -> end", "1 working_day", a="0.5 working_day", b="0.5 working_day") is None
    )
    found = overrun("start -> a -> end", "8 working_hour", a="1 working_day")
    assert found is not None
    assert found.start == datetime(2020, 1, 2, 7, 0)
    # 3 working days from a Friday are the fifth day after, from a Monday the third.
    found = overrun("start -> a -> end", "4 day", a="3 working_day")
    assert found is not None
    assert (found.start.date(), found.path[-1][1]) == (date(2020, 1, 2), datetime(2020, 1, 7, 17, 0))


def test_a_fault_that_only_tet_brings_out_is_found() -> None:
    found = overrun("start -> a -> end", "5 day", a="3 working_day")
    assert found is not None
    assert found.start == datetime(2020, 1, 21, 7, 0)
    assert found.path[-1][1] == datetime(2020, 1, 31, 17, 0)


def test_a_fault_of_the_afternoon_only_is_found_at_15_00() -> None:
    found = overrun("start -> a -> end", "0 working_day", a="3 working_hour")
    assert found is not None
    assert found.start.time() == time(15, 0)


def test_a_fault_of_the_close_only_is_found_there() -> None:
    # Two hours from 15:00 end with the day; from 17:00 on both limits lie in the next day.
    assert overrun("start -> a -> end", "0 working_day", a="2 working_hour") is None
    found = overrun("start -> a -> end", "2 working_hour", a="0 working_day")
    assert found is not None


def test_starts_are_opening_afternoon_and_close_of_every_working_date() -> None:
    assert list(starts(OFFICE, date(2020, 9, 1), date(2020, 9, 3))) == [
        datetime(2020, 9, day, hour) for day in (1, 3) for hour in (7, 15, 17)
    ]
    # Closed on Wednesday afternoons: there is no 15:00 to start at.
    assert list(starts(ODD, date(2020, 9, 9), date(2020, 9, 9))) == [
        datetime(2020, 9, 9, 7, 30),
        datetime(2020, 9, 9, 11, 45),
    ]


def test_the_end_of_the_calendar_is_said_and_not_guessed() -> None:
    process = draw("start -> a -> end")
    problem = check_timing(
        process, parse_limit("15 working_day"), OFFICE, first=FIRST, last=date(2027, 12, 31)
    )
    assert problem is not None
    assert problem.code == "outside_calendar"
    assert "31/12/2027" in str(problem)


def test_the_problem_tells_start_path_and_instants() -> None:
    process = draw("start -> a -> b -> end", limits={"b": "3 working_day"})
    problem = check_timing(process, parse_limit("3 working_day"), OFFICE, first=FIRST, last=LAST)
    assert problem is not None
    assert (problem.code, problem.where, problem.path) == ("too_slow", "b", ("a", "b"))
    assert "07:00 02/01/2020" in str(problem)
    assert "A: 17:00 03/01/2020; B: 17:00 08/01/2020" in str(problem)
    assert problem.evidence == {
        "start": "2020-01-02T07:00",
        "due_at": "2020-01-07T17:00",
        "steps": [{"id": "a", "due_at": "2020-01-03T17:00"}, {"id": "b", "due_at": "2020-01-08T17:00"}],
    }
    assert check_timing(process, parse_limit("4 working_day"), OFFICE, first=FIRST, last=LAST) is None


def test_a_process_without_steps_takes_no_time() -> None:
    assert overrun("start -> end", "0 working_day") is None


def test_three_years_of_twenty_steps_take_less_than_two_seconds() -> None:
    chain = " -> ".join(f"s{n}" for n in range(20))
    units = ["1 working_day", "0.5 working_day", "3 working_hour", "2 day", "0 working_day"]
    process = draw(f"start -> {chain} -> end", limits={f"s{n}": units[n % 5] for n in range(20)})
    begun = perf_counter()
    assert find_overrun(process, parse_limit("3 month"), OFFICE, first=FIRST, last=LAST) is None
    assert perf_counter() - begun < 2


# -- a naive reckoning: every path by itself, no memory, no order


def naive_latest(process: Process, start: datetime, calendar: WorkingCalendar) -> datetime:
    _, back = forward_order(process)
    nodes = {node.id: node for node in process.nodes}

    def latest(node_id: str, at: datetime) -> datetime:
        node = nodes[node_id]
        done = due_at(at, parse_limit(node.limit or ""), calendar) if isinstance(node, Step) else at
        ways = [flow.target for flow in process.flows if flow.source == node_id and flow.id not in back]
        return max((latest(target, done) for target in ways), default=done)

    return latest("start", start)


amounts = st.sampled_from(
    [
        "0 working_day",
        "1 working_day",
        "2 working_day",
        "0.5 working_day",
        "3 working_hour",
        "1 day",
        "4 day",
        "1 month",
    ]
)


@settings(max_examples=150, deadline=None)
@given(sound_processes, st.data(), st.sampled_from([OFFICE, ODD]), st.integers(0, 900))
def test_the_longest_path_is_the_longest_of_all_paths_reckoned_one_by_one(
    process: Process, data: st.DataObject, calendar: WorkingCalendar, day: int
) -> None:
    nodes = tuple(
        Step(node.id, node.name, data.draw(amounts), node.kind, node.lane) if isinstance(node, Step) else node
        for node in process.nodes
    )
    process = Process(process.id, process.name, process.lanes, nodes, process.flows)
    limit = parse_limit(data.draw(st.sampled_from(["3 working_day", "10 working_day", "9 day", "2 month"])))
    first = date.fromordinal(FIRST.toordinal() + day)
    last = date.fromordinal(first.toordinal() + 9)
    found = find_overrun(process, limit, calendar, first=first, last=last)
    late = [
        start
        for start in starts(calendar, first, last)
        if naive_latest(process, start, calendar) > due_at(start, limit, calendar)
    ]
    assert (found.start if found else None) == (late[0] if late else None)
    if found is not None:
        assert found.ends_at == naive_latest(process, found.start, calendar)
        at = found.start
        limits = {step.id: step.limit or "" for step in process.steps}
        for step, ends_at in found.path:
            at = due_at(at, parse_limit(limits[step]), calendar)
            assert at == ends_at
        assert str(overrun_problem(found, process))
