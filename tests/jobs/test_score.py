"""`motcua score`: the contract's shape in and out, and one clear line for whatever can't be scored."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.jobs.commands import score
from motcua.kit.errors import Unusable

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "rules" / "score-cases").glob("*.json"))
GOOD = json.loads((ROOT / "tests" / "rules" / "score-cases" / "contract-example.json").read_text("utf-8"))
SETS = score.shipped_index_sets()


def run(path: Path, text: str) -> int:
    file = path / "evaluation.json"
    file.write_text(text, "utf-8")
    parser = ArgumentParser()
    score.arguments(parser)
    return score.run(parser.parse_args([str(file)], namespace=Namespace(json=False, data=None)))


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.cli", "score", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_is_printed_to_the_letter(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(case.read_text("utf-8"))
    assert run(tmp_path, json.dumps(told["input"])) == 0
    assert capsys.readouterr().out == json.dumps(told["output"]) + "\n"


def test_a_file_saved_with_a_byte_order_mark_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "\ufeff" + json.dumps(GOOD["input"])) == 0
    assert json.loads(capsys.readouterr().out) == GOOD["output"]


def test_the_command_itself_scores_without_a_database(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.json"
    file.write_text(json.dumps(GOOD["input"]), "utf-8")
    done = command(str(file), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == GOOD["output"]


def test_the_command_itself_refuses_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.json"
    file.write_text('{"index_set": "quang-binh-1903", "agencies": []}', "utf-8")
    done = command(str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "quang-binh-13467, quang-binh-1902" in done.stderr


PROCEDURE = "agencies[0].procedures[0]"


def spoilt(place: str, value: object) -> dict[str, Any]:
    """The contract's example with one value replaced; `...` takes it away."""
    document = deepcopy(GOOD["input"])
    *way, last = (int(step) if step.isdigit() and not is_key else step for step, is_key in steps(place))
    parent: Any = document
    for step in way:
        parent = parent[step]
    if value is ...:
        del parent[last]
    else:
        parent[last] = value
    return document


def steps(place: str) -> list[tuple[str, bool]]:
    words = place.replace("[", ".#").replace("]", "").split(".")
    return [(word.lstrip("#"), not word.startswith("#")) for word in words]


HOSTILE: list[tuple[str, object, str]] = [
    ("index_set", "nope", "index_set must be one of quang-binh-13467, quang-binh-1902"),
    ("index_set", "../quang-binh-1902", "index_set must be one of"),
    ("index_set", ["quang-binh-1902"], "index_set must be one of"),
    ("index_set", ..., 'the document lacks the key "index_set"'),
    ("agencies", ..., 'the document lacks the key "agencies"'),
    ("agencies", {}, "agencies must be a list"),
    ("agencies[0]", "A", "agencies[0] must be an object"),
    ("agencies[0].code", ..., 'agencies[0] lacks the key "code"'),
    ("agencies[0].code", 19, "agencies[0].code must be a text, not 19"),
    ("agencies[0].procedures", ..., 'agencies[0] lacks the key "procedures"'),
    ("agencies[0].procedures", None, "agencies[0].procedures must be a list"),
    ("agencies[0].apraised", {}, 'agencies[0] has an unknown key "apraised"'),
    ("agencies[0].self", [], "agencies[0].self must be an object"),
    ("agencies[0].self", None, "agencies[0].self must be an object"),
    ("agencies[0].self.5", 3, "agencies[0].self.5 must be 0, 1, 2 points, not 3"),
    ("agencies[0].self.5", True, "agencies[0].self.5 must be a whole number"),
    ("agencies[0].self.1", 2, 'agencies[0].self has an unknown key "1"; known are 5, 6, 8, 9'),
    ("agencies[0].appraised.9", "1", "agencies[0].appraised.9 must be a whole number"),
    (f"{PROCEDURE}.code", ..., f'{PROCEDURE} lacks the key "code"'),
    (f"{PROCEDURE}.code", None, f"{PROCEDURE}.code must be a text, not null"),
    (f"{PROCEDURE}.dossiers", ..., f'{PROCEDURE} lacks the key "dossiers"'),
    (f"{PROCEDURE}.dossiers", -1, f"{PROCEDURE}.dossiers must be a whole number, 0 or more, not -1"),
    (f"{PROCEDURE}.dossiers", True, f"{PROCEDURE}.dossiers must be a whole number, 0 or more, not true"),
    (f"{PROCEDURE}.dossiers", 1.5, f"{PROCEDURE}.dossiers must be a whole number"),
    (
        f"{PROCEDURE}.dossiers",
        float("nan"),
        f"{PROCEDURE}.dossiers must be a whole number, 0 or more, not NaN",
    ),
    (f"{PROCEDURE}.dossiers", float("inf"), f"{PROCEDURE}.dossiers must be a whole number"),
    (f"{PROCEDURE}.slips", ..., f'{PROCEDURE} lacks the key "slips"'),
    (f"{PROCEDURE}.slips[0]", [2, 1], f"{PROCEDURE}.slips[0] must be an object"),
    (f"{PROCEDURE}.slips[0].1", 3, f"{PROCEDURE}.slips[0].1 must be 0, 1, 2 points, not 3"),
    (f"{PROCEDURE}.slips[0].1", -1, f"{PROCEDURE}.slips[0].1 must be a whole number"),
    (f"{PROCEDURE}.slips[0].1", 1.0, f"{PROCEDURE}.slips[0].1 must be a whole number"),
    (f"{PROCEDURE}.slips[0].1", None, f"{PROCEDURE}.slips[0].1 must be a whole number"),
    (f"{PROCEDURE}.slips[0].1", False, f"{PROCEDURE}.slips[0].1 must be a whole number"),
    (f"{PROCEDURE}.slips[0].5", 2, f'{PROCEDURE}.slips[0] has an unknown key "5"'),
]


@pytest.mark.parametrize(("place", "value", "message"), HOSTILE)
def test_hostile_input_is_refused_with_its_place(
    place: str, value: object, message: str, tmp_path: Path
) -> None:
    with pytest.raises(Unusable) as refused:
        run(tmp_path, json.dumps(spoilt(place, value)))
    assert str(refused.value).startswith(message)
    assert len(str(refused.value).splitlines()) == 1


def test_slips_of_a_procedure_without_dossiers_are_ignored_but_still_read(tmp_path: Path) -> None:
    document = spoilt(f"{PROCEDURE}.dossiers", 0)
    assert run(tmp_path, json.dumps(document)) == 0
    document["agencies"][0]["procedures"][0]["slips"][0]["1"] = 7
    with pytest.raises(Unusable, match="must be 0, 1, 2 points"):
        run(tmp_path, json.dumps(document))


@pytest.mark.parametrize("place", ["agencies", "agencies[0].procedures"])
def test_a_code_given_twice_is_refused_with_both_places(place: str, tmp_path: Path) -> None:
    document = deepcopy(GOOD["input"])
    entries = document["agencies"] if place == "agencies" else document["agencies"][0]["procedures"]
    entries.append(deepcopy(entries[0]))
    with pytest.raises(Unusable) as refused:
        run(tmp_path, json.dumps(document))
    assert f"{place}[1].code repeats {place}[0].code" in str(refused.value)


def test_two_agencies_may_have_the_same_procedure(tmp_path: Path) -> None:
    document = deepcopy(GOOD["input"])
    document["agencies"].append({**document["agencies"][0], "code": "another"})
    assert run(tmp_path, json.dumps(document)) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ('{"index_set": ', "is not JSON"),
        ("[]", "the document must be an object"),
        ("null", "the document must be an object"),
        ("[" * 100_000, "is nested too deeply"),
        ('{"a": ' * 400 + "1" + "}" * 400, "lacks the key"),
        ('{"index_set": 1' + "0" * 5000 + "}", "thousands of digits"),
        ('{"index_set": "x", "index_set": "y"}', 'the document names the key "index_set" twice'),
        ('{"agencies": [{"self": {"5": 1, "5": 2}}]}', 'agencies[0].self names the key "5" twice'),
    ],
    ids=[
        "empty",
        "cut off",
        "list",
        "null",
        "nested past reading",
        "nested",
        "long number",
        "twice",
        "twice below",
    ],
)
def test_a_file_that_is_no_evaluation_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        run(tmp_path, text)
    assert message in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes('{"code": "Đồng Hới"}'.encode("utf-16"))
    for path, message in (
        (tmp_path / "none.json", "cannot be opened"),
        (tmp_path / "latin.json", "not UTF-8"),
    ):
        with pytest.raises(Unusable, match=message) as refused:
            score.run(Namespace(file=path))
        assert str(path) in str(refused.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 3)
    | st.floats()
    | st.sampled_from(["", "A", "quang-binh-1902"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["index_set", "agencies", "code", "procedures", "dossiers", "slips", "self", "1", "5"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=500, deadline=None)
@given(JSON)
def test_whatever_is_handed_in_is_scored_or_refused(document: object) -> None:
    assert "\n" not in scored_or_refused(document)


def scored_or_refused(document: object) -> str:
    try:
        return json.dumps(score.score_document(document, SETS), allow_nan=False)
    except Unusable as refused:
        return str(refused)
