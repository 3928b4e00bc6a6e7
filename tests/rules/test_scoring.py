"""Scores of agencies: the worked examples, the edges, and a naive second reckoning that must agree."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring import (
    AgencyScore,
    band_of,
    plain_score,
    score_agency,
    score_procedure,
    to_one_decimal,
)
from motcua.rules.scoring_evidence import read_evidence, tally_of
from motcua.rules.scoring_tally import ProcedureTally
from tests.rules.index_set_files import document, index_set
from tests.rules.naive_scoring import naive_band, naive_scores, naive_total

CASES = sorted((Path(__file__).parent / "score-cases").glob("*.json"))
SETS = {code: (index_set(code), document(code)) for code in ("quang-binh-1902", "quang-binh-13467")}
SET = SETS["quang-binh-1902"][0]


def score(agency: dict[str, Any], by: IndexSet = SET) -> AgencyScore:
    procedures = [tally_of(read_evidence(Reading(row), by)) for row in agency["procedures"]]
    return score_agency(by, procedures, agency.get("self", {}), agency.get("appraised"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_reckoned_by_hand_comes_out_the_same(case: Path) -> None:
    told = json.loads(case.read_text("utf-8"))
    by = SETS[told["input"]["index_set"]][0]
    agencies = [plain_score(agency["code"], score(agency, by)) for agency in told["input"]["agencies"]]
    assert agencies == told["output"]["agencies"]


# The worked examples of the rules, by name.


def test_the_mean_of_forty_and_ten_dossiers_is_one_point_three() -> None:
    tallies = [ProcedureTally("A", 40, {"1": (5, 3)}), ProcedureTally("B", 10, {})]
    assert score_agency(SET, tallies, {}).indices["1"] == Decimal("1.3")
    assert score_procedure(SET, tallies[0]).indices["1"] == Decimal("1.7")
    assert score_procedure(SET, tallies[1]).indices["1"] == Decimal("0.0")


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.25", "0.3"),
        ("0.24", "0.2"),
        ("0.249999999999999999999999", "0.2"),
        ("1.95", "2.0"),
        ("2", "2.0"),
        ("0", "0.0"),
    ],
)
def test_a_mean_is_rounded_half_up(exact: str, rounded: str) -> None:
    assert str(to_one_decimal(Fraction(exact))) == rounded


def test_five_ones_and_no_self_assessment_are_five_points_and_weak() -> None:
    result = score_agency(SET, [ProcedureTally("A", 3, dict.fromkeys(SET.per_dossier, (1, 1)))], {})
    assert (result.total, result.maximum, result.band) == (Decimal("5.0"), 18, "yeu")
    assert result.undeclared == ("5", "6", "8", "9")


@pytest.mark.parametrize(
    ("minimum", "band", "below"),
    [
        ("15.0", "xuat_sac", "tot"),
        ("12.0", "tot", "kha"),
        ("9.0", "kha", "trung_binh"),
        ("6.0", "trung_binh", "yeu"),
    ],
)
def test_a_band_begins_exactly_at_its_minimum(minimum: str, band: str, below: str) -> None:
    assert band_of(SET, Decimal(minimum), 18) == band
    assert band_of(SET, Decimal(minimum) - Decimal("0.1"), 18) == below


def test_a_band_is_drawn_on_the_exact_quotient() -> None:
    assert band_of(SET, Decimal("10.0"), 12) == "xuat_sac"
    assert band_of(SET, Decimal("13.3"), 16) == "tot"  # 14.9625 would round up to 15.0
    assert band_of(SET, Decimal("0.0"), 0) is None


# What counts and what does not.


def test_a_procedure_that_is_only_open_shows_zero_and_weighs_nothing() -> None:
    waiting = ProcedureTally("waiting", 0, {}, open_dossiers=4)
    done = ProcedureTally("done", 1, {"1": (2, 1)})
    result = score_agency(SET, [waiting, done], {})
    assert result.procedures[0].indices["1"] == Decimal("0.0")
    assert result.indices["1"] == Decimal("2.0")


def test_an_agency_whose_dossiers_are_all_only_open_is_not_classed() -> None:
    result = score_agency(SET, [ProcedureTally("waiting", 0, {}, open_dossiers=4)], {})
    assert result.indices["1"] is None
    assert result.band is None


def test_an_agency_that_only_takes_part_is_scored_in_index_two_alone() -> None:
    part = ProcedureTally("A", 0, {"2": (3, 2)}, extra={"2": 10})
    result = score_agency(SET, [part], {})
    assert [index for index in SET.per_dossier if result.indices[index] is not None] == ["2"]
    assert result.indices["2"] == Decimal("1.5")
    assert result.band is not None


def test_without_the_zero_rule_a_procedure_without_slips_is_left_out() -> None:
    lenient = index_set(zero_rule=False)
    tallies = [ProcedureTally("A", 40, {"1": (5, 3)}), ProcedureTally("B", 10, {})]
    result = score_agency(lenient, tallies, {})
    assert result.indices["1"] == Decimal("1.7")
    assert result.indices["2"] is None
    assert result.procedures[1].indices["1"] is None


def test_the_letter_of_the_circular_divides_all_points_by_all_dossiers() -> None:
    literal = index_set(denominator="all")
    tallies = [ProcedureTally("A", 40, {"1": (60, 30)}), ProcedureTally("B", 10, {})]
    assert score_agency(literal, tallies, {}).indices["1"] == Decimal("1.2")  # 60 / 50
    assert score_agency(SET, tallies, {}).indices["1"] == Decimal("1.6")  # (40 × 2 + 10 × 0) / 50


def test_by_the_letter_slips_that_outnumber_the_finished_dossiers_never_pass_two_points() -> None:
    literal = index_set(denominator="all")
    assert score_agency(literal, [ProcedureTally("A", 1, {"1": (10, 5)})], {}).indices["1"] == Decimal("2.0")


def test_by_the_letter_and_without_the_zero_rule_an_unanswered_index_is_left_out() -> None:
    literal = index_set(denominator="all", zero_rule=False)
    result = score_agency(literal, [ProcedureTally("A", 4, {"1": (2, 1)})], {})
    assert result.indices["1"] == Decimal("0.5")
    assert result.indices["3"] is None


def test_an_index_set_may_leave_out_what_nobody_assessed() -> None:
    lenient = index_set(undeclared_self="excused")
    result = score_agency(lenient, [], {"5": 2})
    assert (result.total, result.maximum) == (Decimal("2.0"), 2)
    assert result.undeclared == ("6", "8", "9")


def test_an_excused_index_is_not_undeclared() -> None:
    assert score_agency(SET, [], {"5": None}, {"6": 1}).undeclared == ("8", "9")


# A roll-up that can't be true is never published.


@pytest.mark.parametrize(
    "tally",
    [
        ProcedureTally("A", 3, {"1": (7, 3)}),
        ProcedureTally("A", 3, {"1": (-1, 3)}),
        ProcedureTally("A", 3, {"1": (0, -1)}),
        ProcedureTally("A", -3, {"1": (1, 1)}),
        ProcedureTally("A", -3, {}),
        ProcedureTally("A", 3, {}, open_dossiers=-1),
        ProcedureTally("A", 3, {}, extra={"2": -1}),
        ProcedureTally("A", 3, {}, alone={"1": (3, 1)}),
    ],
    ids=[
        "more points than slips can give",
        "negative points",
        "negative slips",
        "negative weight",
        "negative, bare",
        "negative open",
        "negative extra",
        "more points alone than slips can give",
    ],
)
def test_an_impossible_tally_is_refused(tally: ProcedureTally) -> None:
    with pytest.raises(Unusable, match="procedure A"):
        score_agency(SET, [tally], {})


@pytest.mark.parametrize("declared", [{"5": 3}, {"5": -1}, {"1": 2}, {"10": 0}])
def test_points_an_agency_cannot_be_given_are_refused(declared: dict[str, int]) -> None:
    with pytest.raises(Unusable, match=f"index {next(iter(declared))}"):
        score_agency(SET, [], declared)


# The naive second reckoning.


def slips_from(raw: bytes, carried: list[str]) -> list[dict[str, int]]:
    """A slip for every two bytes: two bits an index, points 0 to 2 or not answered."""
    numbers = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw) - 1, 2)]
    answers = [{index: number >> 2 * place & 3 for place, index in enumerate(carried)} for number in numbers]
    return [{index: points for index, points in slip.items() if points < 3} for slip in answers]


@st.composite
def agencies(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    code = draw(st.sampled_from(sorted(SETS)))
    data = SETS[code][1]
    raw = st.binary(max_size=24)
    weights = st.integers(0, 4) | st.integers(0, 5000)
    rows = st.tuples(weights, raw, st.none() | st.tuples(weights.map(lambda n: n + 1), raw), raw, raw)
    declared = st.dictionaries(st.sampled_from(data["per_agency"]), st.sampled_from((2, 1, 0, None)))
    procedures = [
        procedure(str(number), row, data["per_dossier"])
        for number, row in enumerate(draw(st.lists(rows, max_size=6)))
    ]
    return code, {"procedures": procedures, "self": draw(declared), "appraised": draw(declared)}


def procedure(code: str, row: Any, carried: list[str]) -> dict[str, Any]:
    """A procedure of an evaluation file: its own dossiers, then whatever else there is."""
    dossiers, slips, parts, declined, late = row
    made: dict[str, Any] = {"code": code, "dossiers": dossiers, "slips": slips_from(slips, carried)}
    if parts and "2" in carried:
        made["parts"] = {"dossiers": parts[0], "slips": slips_from(parts[1], ["2"])}
    for group, given_slips in (("declined", declined), ("late", late)):
        if given_slips:
            made[group] = slips_from(given_slips, carried)
    return made


HALVES = {"procedures": [{"code": "A", "dossiers": 1, "slips": [{"1": 1}, *[{"1": 0}] * 19]}]}


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(agencies())
@example(("quang-binh-1902", HALVES))  # 1 / 20 = 0.05, half up
@example(("quang-binh-13467", {"procedures": []}))
def test_a_naive_reckoning_agrees(given_agency: tuple[str, dict[str, Any]]) -> None:
    code, agency = given_agency
    by, data = SETS[code]
    result = score(agency, by)
    expected = naive_scores(agency, data)
    assert {
        index: None if given is None else str(given) for index, given in result.indices.items()
    } == expected
    assert (str(result.total), result.maximum) == naive_total(expected)
    assert result.band == naive_band(expected, data)
    for row, procedure in zip(result.procedures, agency["procedures"], strict=True):
        alone = naive_scores({"procedures": [procedure]}, data)
        assert {index: None if given is None else str(given) for index, given in row.indices.items()} == {
            index: alone[index] for index in data["per_dossier"]
        }


@settings(max_examples=300, deadline=None)
@given(agencies(), st.randoms(use_true_random=False))
def test_the_order_of_procedures_and_slips_changes_no_score(
    given_agency: tuple[str, dict[str, Any]], random: Any
) -> None:
    code, agency = given_agency
    by = SETS[code][0]
    before = score(agency, by)
    shuffled = [
        {**row, "slips": random.sample(row["slips"], len(row["slips"]))} for row in agency["procedures"]
    ]
    random.shuffle(shuffled)
    after = score({**agency, "procedures": shuffled}, by)
    assert (after.indices, after.total, after.band) == (before.indices, before.total, before.band)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 180), st.integers(1, 9))
def test_a_band_never_falls_when_the_total_rises(tenths: int, counted: int) -> None:
    order = [band.key for band in SET.bands]
    total, maximum = Decimal(min(tenths, counted * 20)) / 10, counted * 2
    better = min(total + Decimal("0.1"), Decimal(maximum))
    ranks = [order.index(band_of(SET, points, maximum) or "") for points in (better, total)]
    assert ranks == sorted(ranks)
