"""A set of evaluation indices as dated data: who is asked what, and what the points add up to.

Source: TT 01/2018/TT-VPCP Art. 13 (the indices), 15.1–15.2 (which are scored per dossier), 15.3b (the bands);
công văn 1650/UBND-KSTT (the zero rule).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.kit.reading import Reading

DENOMINATORS = ("evaluated", "all")
ROUNDINGS = ("half_up_1",)
UNDECLARED = ("zero", "excused")

_REQUIRED = (
    "code",
    "valid_from",
    "valid_to",
    "per_dossier",
    "per_agency",
    "points",
    "indices",
    "bands",
    "denominator",
    "rounding",
    "zero_rule",
    "undeclared_self",
    "officer_minimum_slips",
)


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its name and the law's wording for each number of points."""

    key: str
    name_vi: str
    name_en: str
    points_vi: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Band:
    """A class of agencies (xếp loại): from `minimum` points of the full marks upwards."""

    key: str
    name_vi: str
    minimum: int


@dataclass(frozen=True, slots=True)
class IndexSet:
    """The indices of an evaluation and the choices by which they are added up.

    `denominator`: an agency's score of a per-dossier index is the mean of its procedures weighted by their
    dossiers (`evaluated`), or all points ÷ all dossiers (`all`, Art. 15.2a to the letter).
    `undeclared_self`: what an index nobody has assessed counts: `zero`, or `excused` (not at all).
    """

    code: str
    valid_from: date
    valid_to: date | None
    per_dossier: tuple[str, ...]
    per_agency: tuple[str, ...]
    points: tuple[int, ...]
    indices: Mapping[str, Index]
    bands: tuple[Band, ...]
    denominator: str
    rounding: str
    zero_rule: bool
    undeclared_self: str
    officer_minimum_slips: int

    @property
    def full_marks(self) -> int:
        """What an agency gets that is given the most points in every index (18)."""
        return self.points[0] * len(self.indices)


def read_index_set(document: object) -> IndexSet:
    """The index set a parsed JSON file holds; raises Unusable with the place of what does not add up."""
    fields = Reading(document).fields(_REQUIRED)
    points = _points(fields["points"])
    indices = {key: _index(key, entry, points) for key, entry in fields["indices"].members().items()}
    per_dossier, per_agency = _split(fields["per_dossier"], fields["per_agency"], indices)
    valid_from, valid_to = _validity(fields["valid_from"], fields["valid_to"])
    return IndexSet(
        code=fields["code"].text(),
        valid_from=valid_from,
        valid_to=valid_to,
        per_dossier=per_dossier,
        per_agency=per_agency,
        points=points,
        indices=indices,
        bands=_bands(fields["bands"], points[0] * len(indices)),
        denominator=fields["denominator"].one_of(DENOMINATORS),
        rounding=fields["rounding"].one_of(ROUNDINGS),
        zero_rule=fields["zero_rule"].flag(),
        undeclared_self=fields["undeclared_self"].one_of(UNDECLARED),
        officer_minimum_slips=fields["officer_minimum_slips"].whole(minimum=1),
    )


def _points(reading: Reading) -> tuple[int, ...]:
    points = tuple(item.whole() for item in reading.each())
    if len(points) < 2 or points[-1] != 0 or not _is_falling(points):
        raise reading.wrong("must fall from the most points to 0, as [2, 1, 0] does")
    return points


def _index(key: str, reading: Reading, points: tuple[int, ...]) -> Index:
    fields = reading.fields(("name_vi", "name_en", "points_vi"))
    wording = fields["points_vi"].fields([str(point) for point in points])
    return Index(
        key=key,
        name_vi=fields["name_vi"].text(),
        name_en=fields["name_en"].text(),
        points_vi={point: wording[str(point)].text() for point in points},
    )


def _split(
    dossier: Reading, agency: Reading, indices: Mapping[str, Index]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each index once: either scored per dossier or per agency."""
    per_dossier = tuple(item.one_of(indices) for item in dossier.each())
    per_agency = tuple(item.one_of(indices) for item in agency.each())
    for key in indices:
        times = (per_dossier + per_agency).count(key)
        if times != 1:
            raise agency.wrong(f"and {dossier.place} name index {key} {times} times, not once")
    return per_dossier, per_agency


def _validity(start: Reading, end: Reading) -> tuple[date, date | None]:
    valid_from = start.day()
    valid_to = None if end.value is None else end.day()
    if valid_to is not None and valid_to < valid_from:
        raise end.wrong(f"must not be before {start.place}")
    return valid_from, valid_to


def _bands(reading: Reading, full_marks: int) -> tuple[Band, ...]:
    bands = tuple(_band(item) for item in reading.each())
    minimums = tuple(band.minimum for band in bands)
    if not minimums or minimums[-1] != 0 or minimums[0] > full_marks or not _is_falling(minimums):
        raise reading.wrong(f"must fall from at most {full_marks} points to a last band from 0")
    if len({band.key for band in bands}) < len(bands):
        raise reading.wrong("must each have a key of their own")
    return bands


def _band(reading: Reading) -> Band:
    fields = reading.fields(("key", "name_vi", "minimum"))
    return Band(fields["key"].text(), fields["name_vi"].text(), fields["minimum"].whole())


def _is_falling(numbers: Sequence[int]) -> bool:
    return all(left > right for left, right in pairwise(numbers))
