"""Called processes take the place of the calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.rules.process_calls import MOST_NODES, resolve_calls
from motcua.rules.process_model import Process
from motcua.rules.process_moves import Progress, complete_step, start_process
from motcua.rules.process_soundness import check_soundness
from motcua.rules.process_table import compile_process
from tests.rules.drawings import draw


def named(name: str, text: str) -> Process:
    return replace(draw(text), id=name)


VERIFY = named("verify", "start -> look -> x; x -approve-> sign -> end; x -else-> end_refused")


def run_through(process: Process, *moves: str) -> Progress:
    table = compile_process(process)
    progress = start_process(table)
    for move in moves:
        step, _, outcome = move.partition("=")
        after = complete_step(table, progress.marking, step, outcome or "done")
        assert isinstance(after, Progress), str(after)
        progress = after
    return progress


def test_a_called_process_runs_in_the_place_of_the_call() -> None:
    resolved = resolve_calls(draw("start -> a -> call_verify -> b -> end"), {"verify": VERIFY})
    assert resolved.unresolved == ()
    assert check_soundness(resolved.process) == ()
    progress = run_through(resolved.process, "a", "call_verify/look=approve", "call_verify/sign")
    assert progress.marking.open == ("b",)
    assert run_through(resolved.process, "a", "call_verify/look=refuse").marking.open == ("b",)
    assert [step.id for step in resolved.process.steps] == ["a", "call_verify/look", "call_verify/sign", "b"]


def test_steps_of_a_called_process_keep_their_own_lanes() -> None:
    resolved = resolve_calls(draw("start -> call_verify -> end"), {"verify": VERIFY})
    table = compile_process(resolved.process)
    assert table.steps["call_verify/look"].lane == "call_verify/desk"
    assert table.steps["call_verify/look"].role == "desk_officer"


def test_the_way_on_may_ask_how_the_called_process_ended() -> None:
    process = draw("start -> call_verify -> x; x -approve-> b -> end; x -refuse-> end_refused")
    called = named("verify", "start -> look -> end")
    resolved = resolve_calls(process, {"verify": called}).process
    assert run_through(resolved, "call_verify/look=approve").marking.open == ("b",)
    assert run_through(resolved, "call_verify/look=refuse").ended == "refused"


def test_a_called_process_keeps_its_default_flows_and_its_lack_of_them() -> None:
    called = named("verify", "start -> look -> x; x -approve-> end; x -refuse-> x2 -> sign -> end")
    resolved = resolve_calls(draw("start -> call_verify -> end"), {"verify": called}).process
    assert check_soundness(resolved) == ()
    assert (
        check_soundness(resolve_calls(draw("start -> call_verify -> end"), {"verify": VERIFY}).process) == ()
    )


def test_calls_may_be_repeated_and_nested() -> None:
    outer = named("outer", "start -> call_verify -> c -> end")
    process = draw("start -> call_outer -> d -> call_verify -> end")
    resolved = resolve_calls(process, {"outer": outer, "verify": VERIFY})
    assert resolved.unresolved == ()
    assert check_soundness(resolved.process) == ()
    assert {step.id for step in resolved.process.steps} == {
        *("call_outer/call_verify/look", "call_outer/call_verify/sign", "call_outer/c"),
        *("d", "call_verify/look", "call_verify/sign"),
    }


def test_a_call_with_two_flows_out_forks_and_with_two_in_merges() -> None:
    process = draw(
        "start -> a -> x; x -approve-> call_verify; x -else-> b -> call_verify"
        "; call_verify -> c -> p; call_verify -> d -> p; p -> end"
    )
    resolved = resolve_calls(process, {"verify": VERIFY}).process
    assert check_soundness(resolved) == ()
    assert run_through(resolved, "a=refuse", "b", "call_verify/look=refuse").marking.open == ("c", "d")


def test_an_unsound_called_process_makes_the_whole_unsound() -> None:
    called = named("verify", "start -> p1; p1 -> a -> end; p1 -> b -> end2")
    resolved = resolve_calls(draw("start -> call_verify -> c -> end"), {"verify": called}).process
    assert {problem.code for problem in check_soundness(resolved)} & {"doubled", "left_over"}


@pytest.mark.parametrize(
    "library",
    [
        {},
        {"verify": named("verify", "a -> end")},
        {"verify": named("verify", "start -> a -> end; start2 -> a")},
        {"verify": named("verify", "start -> a -> end; start -> b -> end2")},
        {"verify": named("verify", "start -> call_verify -> end")},
        {
            "verify": named("verify", "start -> call_other -> end"),
            "other": named("other", "start -> call_verify -> end"),
        },
    ],
)
def test_a_call_that_leads_nowhere_or_into_itself_stays_unresolved(library: dict[str, Process]) -> None:
    resolved = resolve_calls(draw("start -> call_verify -> end"), library)
    assert resolved.unresolved == ("call_verify",)
    assert "unresolved_call" in {problem.code for problem in check_soundness(resolved.process)}


def test_a_process_that_calls_itself_is_not_resolved() -> None:
    process = named("own", "start -> call_own -> end")
    assert resolve_calls(process, {"own": process}).unresolved == ("call_own",)


def test_calls_that_multiply_are_given_up_before_they_fill_the_memory() -> None:
    library = {
        f"n{depth}": named(f"n{depth}", f"start -> call_n{depth + 1} -> s -> call2_n{depth + 1} -> end")
        for depth in range(40)
    }
    library = {
        name: replace(
            process,
            nodes=tuple(
                replace(node, called=node.id.split("_", 1)[1]) if node.id.startswith("call") else node  # type: ignore[call-arg]
                for node in process.nodes
            ),
        )
        for name, process in library.items()
    }
    resolved = resolve_calls(library["n0"], library)
    assert resolved.unresolved
    assert len(resolved.process.nodes) <= MOST_NODES
