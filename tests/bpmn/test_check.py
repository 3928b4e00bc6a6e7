"""A file's report: readable, runnable, sound, within its limit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.bpmn.check import Deadline, FileReport, check_files, read_file
from motcua.bpmn.names import BPMN
from motcua.bpmn.write import write_process
from motcua.rules.process_model import Process
from motcua.rules.time_limit import parse_limit
from tests.rules.calendars import OFFICE
from tests.rules.drawings import draw

FILES = Path(__file__).parent / "files"
PROVINCE = Path(__file__).resolve().parents[2] / "province" / "quang-binh" / "processes"
THREE_YEARS = (date(2020, 1, 1), date(2022, 12, 31))


def deadline(limit: str) -> Deadline:
    return Deadline(parse_limit(limit), OFFICE, *THREE_YEARS)


def check(*data: bytes, limit: str | None = None) -> tuple[FileReport, ...]:
    files = [read_file(f"{number}.bpmn", one) for number, one in enumerate(data)]
    return check_files(files, deadline(limit) if limit else None)


def file_of(*processes: Process) -> bytes:
    """Several processes in one file."""
    inner = b"".join(
        text[text.index(b"<bpmn:process") : text.index(b"<bpmndi:")] for text in map(write_process, processes)
    )
    head = write_process(processes[0]).split(b"<bpmn:collaboration")[0]
    return head + inner + b"</bpmn:definitions>"


def codes(report: FileReport) -> list[str]:
    return [found.problem.code for found in report.problems]


def test_a_sound_file_is_sound() -> None:
    (report,) = check((FILES / "bpmn-io.bpmn").read_bytes(), limit="1 working_day")
    assert (report.is_readable, report.is_sound, report.problems) == (True, True, ())


@pytest.mark.parametrize("name", ["camunda.bpmn", "signavio.bpmn"])
def test_a_file_that_cannot_be_run_is_neither_sound_nor_unsound(name: str) -> None:
    (report,) = check((FILES / name).read_bytes())
    assert (report.is_readable, report.is_sound) == (True, None)
    assert set(codes(report)) == {"unsupported"}
    assert report.to_json()["processes"][0]["unsupported"]  # type: ignore[index]


def test_a_broken_file_stands_beside_the_others_in_order() -> None:
    good = write_process(draw("start -> a -> end"))
    first, second, third = check(good, good[:-9], good)
    assert [report.is_sound for report in (first, second, third)] == [True, None, True]
    assert (second.is_readable, codes(second)) == (False, ["broken_xml"])


def test_an_unsound_process_is_reported_with_its_path() -> None:
    (report,) = check(write_process(draw("start -> a -> x; x -approve-> b -> p; x -else-> c -> p; p -> end")))
    assert report.is_sound is False
    (problem,) = report.to_json()["problems"]  # type: ignore[misc]
    assert problem["code"] == "deadlock"
    assert problem["path"] == ["start", "a", "b", "p"]
    assert problem["process"] == "p"
    assert problem["message"].startswith("Kẹt ở cổng gộp")


def test_a_limit_that_is_not_kept_is_reported_with_its_instants() -> None:
    data = write_process(draw("start -> a -> b -> end"))
    assert check(data, limit="2 working_day")[0].is_sound
    (report,) = check(data, limit="1 working_day")
    (problem,) = report.to_json()["problems"]  # type: ignore[misc]
    assert (problem["code"], problem["path"]) == ("too_slow", ["a", "b"])
    assert problem["evidence"]["start"] == "2020-01-02T07:00"
    assert problem["evidence"]["steps"][-1] == {"id": "b", "due_at": "2020-01-06T17:00"}


def test_structure_is_mended_before_time_is_reckoned() -> None:
    (report,) = check(write_process(draw("start -> a -> end", limits={"a": ""})), limit="1 working_day")
    assert codes(report) == ["missing_limit"]


def test_a_call_finds_its_process_in_the_same_file_or_in_another() -> None:
    caller = draw("start -> a -> call_verify -> end")
    verify = Process("verify", "Xác minh", *_parts(draw("start -> look -> end")))
    assert [report.is_sound for report in check(file_of(caller, verify))] == [True]
    assert [report.is_sound for report in check(write_process(caller), write_process(verify))] == [True, True]
    (alone,) = check(write_process(caller))
    assert alone.is_sound is None
    assert alone.to_json()["processes"][0]["unsupported"] == [
        {"element": "callActivity", "id": "call_verify"}
    ]  # type: ignore[index]


def test_the_steps_of_a_called_process_take_their_time() -> None:
    caller = draw("start -> a -> call_verify -> end")
    verify = Process("verify", "Xác minh", *_parts(draw("start -> look -> end")))
    assert check(file_of(caller, verify), limit="2 working_day")[0].is_sound
    (report,) = check(file_of(caller, verify), limit="1 working_day")
    assert [found.problem.path for found in report.problems] == [("a", "call_verify/look")]


def test_a_call_of_a_process_that_cannot_be_run_cannot_be_run_either() -> None:
    camunda = (FILES / "camunda.bpmn").read_bytes()
    report, _ = check(write_process(draw("start -> call_invoice -> end")), camunda)
    assert report.is_sound is None


def test_counts_are_of_the_file_and_not_of_the_resolved_process() -> None:
    caller = draw("start -> a -> call_verify -> end")
    verify = Process("verify", "Xác minh", *_parts(draw("start -> look -> sign -> end")))
    (report,) = check(file_of(caller, verify))
    assert [drawing.flow_nodes for drawing in report.drawings] == [4, 4]


def test_a_file_without_a_process_is_no_process() -> None:
    (report,) = check(f'<definitions xmlns="{BPMN}"/>'.encode())
    assert (report.is_readable, report.is_sound, codes(report)) == (True, None, ["no_process"])


def test_an_empty_process_alone_is_a_mistake_and_beside_another_a_partner() -> None:
    empty = f'<definitions xmlns="{BPMN}"><process id="p"/></definitions>'.encode()
    (report,) = check(empty)
    assert (report.is_sound, codes(report)) == (False, ["empty_process"])


def test_the_report_has_the_promised_shape() -> None:
    (report,) = check(write_process(draw("start -> a -> end")))
    assert report.to_json() == {
        "file": "0.bpmn",
        "readable": True,
        "sound": True,
        "processes": [{"id": "p", "flow_nodes": 3, "lanes": 1, "unsupported": []}],
        "problems": [],
    }


@pytest.mark.parametrize("path", sorted(PROVINCE.glob("*.bpmn")), ids=lambda path: path.stem)
def test_every_process_of_the_province_is_sound(path: Path) -> None:
    (report,) = check(path.read_bytes())
    assert report.is_sound, report.problems


def _parts(process: Process) -> tuple[object, ...]:
    return process.lanes, process.nodes, process.flows
