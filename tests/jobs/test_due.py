"""`motcua due`, run as people run it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from config.cli import main

CASES = """start,limit,unit
2020-09-11T15:30,15,working_day
2020-09-11T13:30,3.5,working_hour
2020-09-14T15:01,0,working_day
2020-08-13T10:00,20,day
2020-01-31T10:00,1,month
"""


@pytest.fixture
def due(capsys):
    """Runs the command; answers its exit code, what it printed and what it complained about."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["due", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def write(tmp_path: Path, text: str, name: str = "file.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_it_prints_the_due_instant(due) -> None:
    assert due("--start", "2020-09-11T15:30", "--limit", "15 working_day") == (0, "2020-10-02T17:00\n", "")


def test_a_date_alone_is_enough_where_the_time_makes_no_difference(due) -> None:
    assert due("--start", "2020-01-31", "--limit", "1 month")[1] == "2020-03-02T17:00\n"
    code, out, err = due("--start", "2020-01-31", "--limit", "2 working_hour")
    assert (code, out) == (2, "")
    assert "2020-01-31T07:00" in err


def test_json_adds_the_reckoning(due) -> None:
    _, out, _ = due("--start", "2020-09-01T09:00", "--limit", "1 working_day", "--json")
    answer = json.loads(out)
    assert answer["due_at"] == "2020-09-03T17:00"
    assert [(day["date"], day["kind"], day["cause"]) for day in answer["days"]] == [
        ("2020-09-01", "start", None),
        ("2020-09-02", "off", "Quốc khánh"),
        ("2020-09-03", "due", None),
    ]


def test_cases_are_answered_in_order_with_their_input_echoed(due, tmp_path) -> None:
    code, out, err = due("--cases", write(tmp_path, CASES))
    assert (code, err) == (0, "")
    assert out == (
        "start,limit,unit,due_at\n"
        "2020-09-11T15:30,15,working_day,2020-10-02T17:00\n"
        "2020-09-11T13:30,3.5,working_hour,2020-09-11T17:00\n"
        "2020-09-14T15:01,0,working_day,2020-09-15T17:00\n"
        "2020-08-13T10:00,20,day,2020-09-03T17:00\n"
        "2020-01-31T10:00,1,month,2020-03-02T17:00\n"
    )


def test_cases_may_stand_in_other_columns_and_carry_more(due, tmp_path) -> None:
    text = '\ufeffnote,unit,limit,start\r\n"a, b",working_day,1.0,2020-09-11T15:30\r\n'
    assert due("--cases", write(tmp_path, text))[1] == (
        "start,limit,unit,due_at\n2020-09-11T15:30,1.0,working_day,2020-09-14T17:00\n"
    )


def test_cases_as_json(due, tmp_path) -> None:
    _, out, _ = due("--cases", write(tmp_path, CASES), "--json")
    assert json.loads(out)[1] == {
        "start": "2020-09-11T13:30",
        "limit": "3.5",
        "unit": "working_hour",
        "due_at": "2020-09-11T17:00",
    }


def test_no_cases_are_no_answers(due, tmp_path) -> None:
    assert due("--cases", write(tmp_path, "start,limit,unit\n")) == (0, "start,limit,unit,due_at\n", "")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("2020-09-11T15:30,15,fortnight", "row 6: .*fortnight"),
        ("2020-09-31T15:30,15,day", "row 6: .*not a time"),
        ("2020-09-11T15:30,-1,working_day", "row 6: .*not a time limit"),
        ("2020-09-11T15:30,1.5,day", "row 6: .*whole"),
        ("2027-12-30T15:30,5,working_day", "row 6: the calendar ends on 2027-12-31"),
        ("2020-09-11T15:30,15", "line 7 has 2 cells"),
    ],
)
def test_one_wrong_case_and_nothing_is_answered(due, tmp_path, row: str, what: str) -> None:
    code, out, err = due("--cases", write(tmp_path, CASES + row + "\n"))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert re.search(what, err)


@pytest.mark.parametrize("limit", ["5 working_day", "30 working_hour", "20 day", "2 month"])
def test_past_the_calendars_last_day_it_says_so(due, limit: str) -> None:
    code, out, err = due("--start", "2027-12-29T09:00", "--limit", limit)
    assert (code, out) == (2, "")
    assert "calendar ends on 2027-12-31" in err


def test_another_calendar_knows_the_years_of_its_rows(due, tmp_path) -> None:
    calendar = write(tmp_path, "date,kind\n2020-09-14,nghi_le\n2020-09-12,lam_bu\n")
    start = ["--calendar", calendar, "--start", "2020-09-11T09:00"]
    assert due(*start, "--limit", "1 working_day")[1] == "2020-09-12T17:00\n"
    assert due(*start, "--limit", "2 working_day")[1] == "2020-09-15T17:00\n"
    code, _, err = due("--calendar", calendar, "--start", "2020-12-31T09:00", "--limit", "1 working_day")
    assert (code, "calendar ends on 2020-12-31" in err) == (2, True)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("date,kind\n", "no rows"),
        ("day,kind\n2020-09-02,nghi_le\n", "lacks the column date"),
        ("date,kind,kind\n2020-09-02,nghi_le,x\n", "twice"),
        ("date,kind\n2020-09-02,nghi_le\n2020-09-03\n", "line 3 has 1 cells"),
        ("date,kind\n2020-9-2,nghi_le\n", "row 1"),
        ("date,kind\n2020-09-02,nghi_le\n2020-09-02,lam_bu\n", "as off and as worked"),
        ('date,kind\n"2020-09-02', "not CSV"),
        ("", "lacks the column date"),
    ],
)
def test_a_calendar_that_cannot_be_read_is_named_with_the_reason(due, tmp_path, text: str, what: str) -> None:
    calendar = write(tmp_path, text)
    code, out, err = due("--calendar", calendar, "--start", "2020-09-11T09:00", "--limit", "1 day")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert calendar in err
    assert what in err


def test_a_file_that_is_no_text_is_named(due, tmp_path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(b"start,limit,unit\n\xff\xfe")
    assert "not UTF-8" in due("--cases", str(path))[2]
    assert "cannot be opened" in due("--cases", str(tmp_path))[2]
    assert "cannot be opened" in due("--cases", str(tmp_path / "none.csv"))[2]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--start", "2020-09-11T09:00"],
        ["--limit", "1 day"],
        ["--start", "2020-09-11T09:00", "--limit", "1 day", "--cases", "x.csv"],
        ["--start", "11/09/2020", "--limit", "1 day"],
        ["--start", "2020-09-11T09:00+07:00", "--limit", "1 day"],
        ["--start", "2020-09-11T09:00", "--limit", "one day"],
        ["--start", "2017-12-31T09:00", "--limit", "1 day"],
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_one_line(due, arguments: list[str]) -> None:
    code, out, err = due(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
