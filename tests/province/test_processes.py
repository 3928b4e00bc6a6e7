"""Every process is sound, fits its procedure's limit on every start day, and finds its people everywhere."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.jobs.calendar_files import calendar_from
from motcua.rules.process_model import End
from motcua.rules.process_soundness import check_soundness
from motcua.rules.process_table import compile_process
from motcua.rules.process_timing import check_timing
from motcua.rules.time_limit import parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from tests.province.province_files import (
    PROCEDURE_CODES,
    PROVINCE,
    SOURCE_FIGURES,
    agencies_meant,
    desks,
    drawing,
    posts_at,
    procedures,
    process_of,
)

# Three years with the hardest starts: the nine days of Tết 2019 and the swapped days before them.
FIRST, LAST = date(2019, 1, 1), date(2021, 12, 31)
ALL_YEARS = date(2018, 1, 1), date(2027, 9, 30)

CASES = json.loads((SOURCE_FIGURES / "cases.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return calendar_from()


def test_there_is_a_process_for_each_procedure_and_no_other() -> None:
    assert sorted(path.stem for path in (PROVINCE / "processes").glob("*.bpmn")) == PROCEDURE_CODES


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_a_process_is_sound_and_everything_in_it_can_be_run(code: str) -> None:
    assert process_of(code).unsupported == ()
    assert [str(problem) for problem in check_soundness(process_of(code).process)] == []


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_a_process_fits_its_limit_from_every_start(code: str, calendar: WorkingCalendar) -> None:
    limit = parse_limit(procedures()[code]["limit"])
    problem = check_timing(process_of(code).process, limit, calendar, first=FIRST, last=LAST)
    assert problem is None, str(problem)


@pytest.mark.slow
@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_a_process_fits_its_limit_in_every_year_of_the_calendar(code: str, calendar: WorkingCalendar) -> None:
    limit = parse_limit(procedures()[code]["limit"])
    first, last = ALL_YEARS
    problem = check_timing(process_of(code).process, limit, calendar, first=first, last=last)
    assert problem is None, str(problem)


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_it_bears_the_procedures_name_and_ends_granted_or_refused(code: str) -> None:
    process = process_of(code).process
    assert process.name == procedures()[code]["name_vi"]
    ends = {node.result for node in process.nodes if isinstance(node, End)}
    assert ends == {"granted", "refused"}


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_exactly_one_step_decides_and_it_is_the_approval(code: str) -> None:
    table = compile_process(process_of(code).process)
    deciding = [step for step in table.steps.values() if set(step.outcomes) == {"approve", "refuse"}]
    assert [step.kind for step in deciding] == ["approve"]
    assert all(step.outcomes == ("done",) for step in table.steps.values() if step not in deciding)


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_an_immediate_result_takes_one_step_and_everything_else_several(code: str) -> None:
    steps = process_of(code).process.steps
    assert (len(steps) == 1) == procedures()[code]["is_immediate"]


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_the_desk_hands_on_first_and_tells_the_applicant_last(code: str) -> None:
    procedure = procedures()[code]
    steps = process_of(code).process.steps
    if procedure["limit"] == "0 working_day":
        return  # the same afternoon leaves no time for hand-overs: NOTES.md
    assert steps[0].kind == "forward"
    assert {step.id for step in steps if step.id.startswith("inform_")} == {
        "inform_granted",
        "inform_refused",
    }
    assert all(step.kind == "inform" for step in steps if step.id.startswith("inform_"))


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_every_lane_finds_an_officer_and_a_reserve_at_every_desk(code: str) -> None:
    lanes = process_of(code).process.lanes
    for receiving in desks(procedures()[code]["tier"]):
        for lane in lanes:
            found = agencies_meant(lane.where or "", receiving)
            assert len(found) == 1, (lane.where, receiving["name"])
            reserves = {post["is_reserve"] for post in posts_at(found[0]) if post["role"] == lane.role}
            assert reserves == {True, False}, (lane.role, found[0]["name"])


@pytest.mark.parametrize("code", PROCEDURE_CODES)
def test_a_modeller_finds_a_shape_for_every_step_lane_and_flow(code: str) -> None:
    text = (PROVINCE / "processes" / f"{code}.bpmn").read_text("utf-8")
    process = process_of(code).process
    for one in (*process.nodes, *process.lanes):
        assert f'bpmnElement="{one.id}"' in text, one.id
    for flow in process.flows:
        assert f'_edge" bpmnElement="{flow.id}"' in text, flow.id
    assert text.count("<documentation>") == 1 + len(process.lanes) + len(process.steps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_the_sources_own_figures_fail_where_they_are_known_to(
    case: dict[str, str], calendar: WorkingCalendar
) -> None:
    process = drawing(SOURCE_FIGURES / case["file"]).process
    problems = [problem.code for problem in check_soundness(process)]
    if not problems:
        timing = check_timing(process, parse_limit(case["limit"]), calendar, first=FIRST, last=LAST)
        problems = [timing.code] if timing else []
    assert set(problems) == ({case["problem"]} if case["problem"] else set())


def test_all_nine_chains_are_kept_as_their_sources_figure_them() -> None:
    chains = {one["chain"]: one["code"] for one in procedures().values() if one["chain"]}
    assert len(chains) == 9
    kept = {(case["file"].removesuffix(".bpmn"), case["procedure"]) for case in CASES}
    assert set(chains.items()) <= kept
    assert sum(case["problem"] is not None for case in CASES) == 6
