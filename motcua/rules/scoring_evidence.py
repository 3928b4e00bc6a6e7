"""What a procedure's score at an agency rests on, group by group, as a file carries it and as a tally.

Source: TT 01/2018/TT-VPCP Art. 12.2, 14.1, 15.2a. The public page hands this out, so that anyone can reckon
the score again with `motcua score`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.kit.reading import Reading
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring_tally import (
    ProcedureTally,
    Sums,
    sum_slips,
    with_declined,
    with_late,
    with_parts,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`slips` are those of the dossiers the agency leads and `dossiers` the weight of these.

    `part_dossiers`: the weight of the dossiers that others lead and the agency has a part in; None if there
    are none. `declined` and `late`: the slips of declined filings, and of dossiers of periods closed before.
    """

    code: str
    dossiers: int
    slips: Sums = field(default_factory=dict)
    open_dossiers: int = 0
    part_dossiers: int | None = None
    part_slips: Sums = field(default_factory=dict)
    declined: Sums = field(default_factory=dict)
    late: Sums = field(default_factory=dict)


def tally_of(evidence: Evidence) -> ProcedureTally:
    tally = ProcedureTally(evidence.code, evidence.dossiers, evidence.slips, evidence.open_dossiers)
    if evidence.part_dossiers is not None:
        tally = with_parts(tally, evidence.part_dossiers, evidence.part_slips)
    return with_late(with_declined(tally, evidence.declined), evidence.late)


def plain_evidence(evidence: Evidence) -> dict[str, object]:
    """As JSON carries it; groups that hold nothing are left out, but for the two that every file has."""
    found: dict[str, object] = {
        "code": evidence.code,
        "dossiers": evidence.dossiers,
        "slips": _plain_sums(evidence.slips),
    }
    if evidence.open_dossiers:
        found["open"] = evidence.open_dossiers
    if evidence.part_dossiers is not None:
        found["parts"] = {"dossiers": evidence.part_dossiers, "slips": _plain_sums(evidence.part_slips)}
    for group, sums in (("declined", evidence.declined), ("late", evidence.late)):
        if sums:
            found[group] = _plain_sums(sums)
    return found


def read_evidence(reading: Reading, index_set: IndexSet) -> Evidence:
    """A procedure of an evaluation file; raises Unusable naming the place of whatever cannot be so."""
    fields = reading.fields(("code", "dossiers", "slips"), ("open", "parts", "declined", "late"))
    parts = fields["parts"].fields(("dossiers", "slips")) if "parts" in fields else {}
    return Evidence(
        code=fields["code"].text(),
        dossiers=fields["dossiers"].whole(),
        slips=_read_slips(fields["slips"], index_set),
        open_dossiers=fields["open"].whole() if "open" in fields else 0,
        part_dossiers=parts["dossiers"].whole() if parts else None,
        part_slips=_read_slips(parts.get("slips"), index_set),
        declined=_read_slips(fields.get("declined"), index_set),
        late=_read_slips(fields.get("late"), index_set),
    )


def read_points(reading: Reading, index_set: IndexSet) -> int:
    points = reading.whole()
    if points not in index_set.points:
        raise reading.wrong(f"must be {', '.join(str(known) for known in sorted(index_set.points))} points")
    return points


def _plain_sums(sums: Sums) -> dict[str, list[int]]:
    return {index: list(sums[index]) for index in sorted(sums)}


def _read_slips(reading: Reading | None, index_set: IndexSet) -> Sums:
    """A list of slips, or their sums: index → [points, slips]."""
    if reading is None:
        return {}
    if isinstance(reading.value, Mapping):
        sums = reading.fields((), index_set.per_dossier)
        return {index: _read_sum(pair, index_set) for index, pair in sums.items()}
    return sum_slips(_read_slip(slip, index_set) for slip in reading.each())


def _read_slip(reading: Reading, index_set: IndexSet) -> dict[str, int]:
    answers = reading.fields((), index_set.per_dossier)
    return {index: read_points(answer, index_set) for index, answer in answers.items()}


def _read_sum(reading: Reading, index_set: IndexSet) -> tuple[int, int]:
    pair = [number.whole() for number in reading.each()]
    if len(pair) != 2 or pair[0] > index_set.points[0] * pair[1]:
        raise reading.wrong(f"must be [points, slips], at most {index_set.points[0]} points a slip")
    return pair[0], pair[1]
