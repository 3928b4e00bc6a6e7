"""`motcua clock`, run as people run it."""

from __future__ import annotations

import json

import pytest

from config.cli import main

RECEIVE = {"at": "2020-09-07T09:00", "what": "receive"}
ASK = {"at": "2020-09-09T10:00", "what": "request_supplement"}
COMPLETE = {"at": "2020-09-17T08:30", "what": "supplement_complete"}


@pytest.fixture
def clock(capsys, tmp_path):
    """Writes a document, runs the command on it; answers exit code, printed text and complaint."""

    def run(document: object, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "clock.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        code = main(["clock", str(path), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def story(
    *events: dict[str, object], limit: str = "5 working_day", resume: str = "restart"
) -> dict[str, object]:
    return {"limit": limit, "resume": resume, "events": list(events)}


@pytest.mark.parametrize(
    ("resume", "due"), [("restart", "2020-09-24T17:00"), ("continue", "2020-09-22T17:00")]
)
def test_a_return_restarts_or_continues(clock, resume: str, due: str) -> None:
    code, out, err = clock(story(RECEIVE, ASK, COMPLETE, resume=resume))
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "due_at": due,
        "appointed_at": None,
        "reappointment_late": None,
        "timeliness": None,
        "refused": [],
    }


def test_it_tells_the_whole_story(clock) -> None:
    events = [
        RECEIVE,
        {"at": "2020-09-08T08:00", "what": "supplement_complete"},
        {"at": "2020-09-09T10:00", "what": "pause"},
        {"at": "2020-09-09T10:00", "what": "finish"},
        {"at": "2020-09-09T16:00", "what": "resume"},
        {"at": "2020-09-11T09:00", "what": "request_supplement"},
        {"at": "2020-09-12T09:00", "what": "reappoint", "new_due_at": "2020-09-14T17:00"},
        {"at": "2020-09-12T09:00", "what": "reappoint", "new_due_at": "2020-09-18T17:00"},
        {"at": "2020-09-14T09:00", "what": "reappoint", "new_due_at": "2020-09-21T17:00"},
        {"at": "2020-09-15T09:00", "what": "finish"},
        {"at": "2020-09-15T09:00", "what": "finish"},
    ]
    code, out, _ = clock(story(*events), "--json")
    assert code == 0
    assert json.loads(out) == {
        "due_at": "2020-09-14T17:00",
        "appointed_at": "2020-09-18T17:00",
        "reappointment_late": True,
        "timeliness": "late",
        "refused": [
            {"at": "2020-09-08T08:00", "code": "not_stopped"},
            {"at": "2020-09-09T10:00", "code": "not_running"},
            {"at": "2020-09-11T09:00", "code": "return_too_late"},
            {"at": "2020-09-12T09:00", "code": "not_later"},
            {"at": "2020-09-14T09:00", "code": "already_reappointed"},
            {"at": "2020-09-15T09:00", "code": "after_finish"},
        ],
    }


def test_an_override_opens_the_second_and_the_late_request(clock) -> None:
    signed = {**ASK, "at": "2020-09-18T10:00", "override": True}
    assert json.loads(clock(story(RECEIVE, ASK, COMPLETE, signed))[1])["refused"] == []
    unsigned = {**signed, "override": False}
    refused = json.loads(clock(story(RECEIVE, ASK, COMPLETE, unsigned))[1])["refused"]
    assert refused == [{"at": "2020-09-18T10:00", "code": "already_asked"}]


def test_empty_members_are_as_good_as_absent_ones(clock) -> None:
    asked = {**ASK, "override": None, "new_due_at": None}
    assert clock(story(RECEIVE, asked)) == clock(story(RECEIVE, ASK))


def test_what_stands_beside_the_story_is_left_alone(clock) -> None:
    assert clock({**story(RECEIVE), "dossier": "000.00.19.H46-200907-0001"})[0] == 0


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ({"resume": "restart", "events": [RECEIVE]}, "limit"),
        ({"limit": "5 working_day", "events": [RECEIVE]}, "resume"),
        ({"limit": "5 working_day", "resume": "restart"}, "events"),
        (story(RECEIVE, limit="5 weeks"), "limit: "),
        (story(RECEIVE, limit="5000 working_day"), "calendar ends on 2027-12-31"),
        (story(RECEIVE, resume="again"), "resume must be one of"),
        (story(), "starts with a “receive”"),
        (story(ASK), "starts with a “receive”"),
        (story(RECEIVE, COMPLETE, ASK), "time order"),
        (story(RECEIVE, {"what": "pause"}), "events[1] lacks the key"),
        (story(RECEIVE, {"at": "tomorrow", "what": "pause"}), "events[1].at"),
        (story(RECEIVE, {"at": 5, "what": "pause"}), "events[1].at"),
        (story(RECEIVE, {**ASK, "what": "sleep"}), "events[1].what"),
        (story(RECEIVE, {**ASK, "overide": True}), "events[1] has an unknown key"),
        (story(RECEIVE, {**ASK, "override": "yes"}), "events[1].override"),
        (story(RECEIVE, {**ASK, "what": "reappoint"}), "new_due_at"),
    ],
)
def test_a_story_that_cannot_be_reckoned_is_refused_in_one_line(clock, document: object, what: str) -> None:
    code, out, err = clock(document)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert what in err
