"""What a score rests on, written to a file and read back: groups, sums in place of slips, and nonsense."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading
from motcua.rules.scoring_evidence import Evidence, plain_evidence, read_evidence, tally_of
from tests.rules.index_set_files import index_set

SET = index_set()
SUMS = st.dictionaries(
    st.sampled_from(SET.per_dossier),
    st.integers(1, 50).flatmap(lambda slips: st.tuples(st.integers(0, 2 * slips), st.just(slips))),
)
EVIDENCE = st.builds(
    Evidence,
    code=st.text(max_size=5),
    dossiers=st.integers(0, 900),
    slips=SUMS,
    open_dossiers=st.integers(0, 9),
    part_dossiers=st.just(None),
    declined=SUMS,
    late=SUMS,
) | st.builds(
    Evidence,
    code=st.text(max_size=5),
    dossiers=st.integers(0, 900),
    part_dossiers=st.integers(0, 9),
    part_slips=SUMS,
)


@given(EVIDENCE)
def test_what_is_written_is_read_back_the_same(evidence: Evidence) -> None:
    written = json.loads(json.dumps(plain_evidence(evidence)))
    assert read_evidence(Reading(written), SET) == evidence


def test_slips_and_their_sums_say_the_same() -> None:
    slips = [{"1": 2, "3": 0}, {"1": 1}]
    listed = {"code": "A", "dossiers": 4, "slips": slips, "late": slips}
    summed = {
        "code": "A",
        "dossiers": 4,
        "slips": {"1": [3, 2], "3": [0, 1]},
        "late": {"1": [3, 2], "3": [0, 1]},
    }
    assert read_evidence(Reading(listed), SET) == read_evidence(Reading(summed), SET)


def test_each_group_reaches_the_tally() -> None:
    evidence = Evidence(
        "A",
        4,
        {"1": (2, 1)},
        open_dossiers=1,
        part_dossiers=3,
        part_slips={"2": (1, 1)},
        declined={"3": (2, 1)},
        late={"3": (1, 1)},
    )
    tally = tally_of(evidence)
    assert (tally.dossiers, tally.open_dossiers, tally.weight("2")) == (4, 1, 7)
    assert tally.sums == {"1": (2, 1), "2": (1, 1)}
    assert tally.alone == {"3": (3, 2)}


PLAIN: dict[str, Any] = {"code": "A", "dossiers": 4, "slips": []}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"slips": "2"}, "slips must be a list"),
        ({"slips": {"1": [7, 3]}}, "slips.1 must be [points, slips], at most 2 points a slip"),
        ({"slips": {"1": [1]}}, "slips.1 must be [points, slips]"),
        ({"slips": {"1": [-1, 3]}}, "slips.1[0] must be a whole number"),
        ({"slips": {"5": [1, 1]}}, 'slips has an unknown key "5"'),
        ({"open": -1}, "open must be a whole number"),
        ({"parts": []}, "parts must be an object"),
        ({"parts": {"dossiers": 3}}, 'parts lacks the key "slips"'),
        ({"declined": [{"3": 3}]}, "declined[0].3 must be 0, 1, 2 points"),
        ({"late": None}, "late must be a list"),
        ({"latte": []}, 'the document has an unknown key "latte"'),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_place(more: dict[str, Any], message: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_evidence(Reading({**PLAIN, **more}), SET)
    assert str(refused.value).startswith(message)
