"""`motcua process check` as others build on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.cli import main
from motcua.bpmn.write import write_process
from tests.rules.drawings import draw

FILES = Path(__file__).resolve().parents[1] / "bpmn" / "files"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "tốt.bpmn"
    path.write_bytes(write_process(draw("start -> a -> b -> end")))
    return str(path)


@pytest.fixture
def stuck(tmp_path: Path) -> str:
    path = tmp_path / "stuck.bpmn"
    path.write_bytes(write_process(draw("start -> a -> x; x -approve-> b -> p; x -else-> p; p -> end")))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    code = main(["process", "check", *arguments])
    printed = capsys.readouterr()
    return code, [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_a_sound_file_exits_0(capsys: pytest.CaptureFixture[str], good: str) -> None:
    code, reports, errors = run(capsys, good)
    assert (code, errors) == (0, "")
    assert reports == [
        {
            "file": good,
            "readable": True,
            "sound": True,
            "processes": [{"id": "p", "flow_nodes": 4, "lanes": 1, "unsupported": []}],
            "problems": [],
        }
    ]


def test_every_file_has_its_object_in_order_also_beside_broken_ones(
    capsys: pytest.CaptureFixture[str], good: str, stuck: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions")
    camunda = str(FILES / "camunda.bpmn")
    code, reports, _ = run(capsys, stuck, str(broken), camunda, good)
    assert code == 1
    assert [report["file"] for report in reports] == [stuck, str(broken), camunda, good]
    assert [report["sound"] for report in reports] == [False, None, None, True]
    assert [report["readable"] for report in reports] == [True, False, True, True]


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_path_that_cannot_be_opened_exits_2_and_the_others_are_still_checked(
    capsys: pytest.CaptureFixture[str], good: str, tmp_path: Path, kind: str
) -> None:
    path = str(tmp_path / "nowhere.bpmn" if kind == "missing" else tmp_path)
    code, reports, errors = run(capsys, path, good)
    assert code == 2
    assert [report["sound"] for report in reports] == [None, True]
    assert reports[0]["readable"] is False
    assert errors.count("\n") == 1
    assert path in errors


def test_the_limit_is_tried_on_three_years(capsys: pytest.CaptureFixture[str], good: str) -> None:
    assert run(capsys, good, "--limit", "2 working_day")[0] == 0
    code, reports, _ = run(capsys, good, "--limit", "1 working_day")
    assert (code, reports[0]["problems"][0]["code"]) == (1, "too_slow")  # type: ignore[index]


def test_the_three_years_may_begin_elsewhere(capsys: pytest.CaptureFixture[str], good: str) -> None:
    _, reports, _ = run(capsys, good, "--limit", "1 working_day", "--from", "2022-03-01")
    assert reports[0]["problems"][0]["evidence"]["start"].startswith("2022-03-01")  # type: ignore[index]


@pytest.mark.parametrize(
    "options", [("--limit", "soon"), ("--limit", "1 working_day", "--from", "9999-01-01")]
)
def test_an_option_that_cannot_be_used_exits_2_in_one_line(
    capsys: pytest.CaptureFixture[str], good: str, options: tuple[str, ...]
) -> None:
    code, reports, errors = run(capsys, good, *options)
    assert (code, reports, errors.count("\n")) == (2, [], 1)


def test_json_is_asked_for_in_vain_but_not_in_error(capsys: pytest.CaptureFixture[str], good: str) -> None:
    assert run(capsys, good, "--json")[0] == 0


def test_an_endless_device_is_not_read_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    code, reports, _ = run(capsys, "/dev/zero")
    assert (code, reports[0]["problems"][0]["code"]) == (1, "too_large")  # type: ignore[index]


def test_a_file_name_that_is_no_text_is_still_reported(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.bpmn"
    with open(path, "wb") as stream:
        stream.write(write_process(draw("start -> a -> end")))
    command = [sys.executable, "-m", "config.cli", "process", "check", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sound"] is True


def test_the_command_needs_neither_database_nor_django() -> None:
    program = (
        "import sys; from config.cli import main; code = main(sys.argv[1:]); "
        "assert 'django' not in sys.modules; raise SystemExit(code)"
    )
    command = [sys.executable, "-c", program, "process", "check", str(FILES / "bpmn-io.bpmn")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
