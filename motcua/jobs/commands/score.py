"""`motcua score FILE.json`: scores an evaluation by one of the shipped index sets (TT 01/2018 Art. 15)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from motcua.jobs.json_file import read_json
from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading, shown
from motcua.rules.index_sets import IndexSet, read_index_set
from motcua.rules.scoring import plain_score, score_agency
from motcua.rules.scoring_evidence import read_evidence, read_points, tally_of

HELP = "score an evaluation written in a JSON file"
NEEDS_DATABASE = False

INDEX_SETS = Path(__file__).resolve().parents[3] / "province" / "quang-binh" / "rulebook" / "index-sets"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", type=Path, help="the evaluation to score")


def run(options: argparse.Namespace) -> int:
    """Prints the scores as one line of JSON, with and without `--json`."""
    print(json.dumps(score_document(read_json(options.file), shipped_index_sets())))
    return 0


def shipped_index_sets() -> dict[str, IndexSet]:
    """The index sets of the rule book, by code."""
    sets = (read_index_set(read_json(path)) for path in sorted(INDEX_SETS.glob("*.json")))
    return {index_set.code: index_set for index_set in sets}


def score_document(document: object, index_sets: Mapping[str, IndexSet]) -> dict[str, object]:
    """The output for a parsed input; raises Unusable naming the place of whatever can't be scored."""
    fields = Reading(document).fields(("index_set", "agencies"))
    index_set = index_sets[fields["index_set"].one_of(index_sets)]
    agencies = list(fields["agencies"].each())
    scores = [_score_agency(agency, index_set) for agency in agencies]
    _refuse_repeated_codes(agencies)
    return {"agencies": scores}


def _score_agency(agency: Reading, index_set: IndexSet) -> dict[str, object]:
    fields = agency.fields(("code", "procedures"), ("self", "appraised"))
    code = fields["code"].text()
    procedures = list(fields["procedures"].each())
    tallies = [tally_of(read_evidence(procedure, index_set)) for procedure in procedures]
    _refuse_repeated_codes(procedures)
    self_points, appraised = (_declared(fields.get(key), index_set) for key in ("self", "appraised"))
    return plain_score(code, score_agency(index_set, tallies, self_points, appraised))


def _declared(reading: Reading | None, index_set: IndexSet) -> dict[str, int | None]:
    given = reading.fields((), index_set.per_agency) if reading else {}
    return {
        index: None if points.value is None else read_points(points, index_set)
        for index, points in given.items()
    }


def _refuse_repeated_codes(entries: Iterable[Reading]) -> None:
    """One row for each code: two rows of one agency would be two scores of it."""
    first_places: dict[str, str] = {}
    for code in (entry.members()["code"] for entry in entries):
        first = first_places.setdefault(code.text(), code.place)
        if first != code.place:
            raise Unusable(f"{code.place} repeats {first} ({shown(code.value)}); merge the two")
