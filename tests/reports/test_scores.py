"""Scores drawn from the roll-ups against the same scores drawn from the rows, agency by agency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from motcua.jobs.demo.bulk import write_batch
from motcua.jobs.demo.months import first_ids
from motcua.jobs.demo.names import name_parts
from motcua.jobs.demo.people import make_officers
from motcua.jobs.demo.plans import make_plans
from motcua.jobs.demo.printed import make_citizens
from motcua.jobs.demo.replay import Replay
from motcua.jobs.demo.stories import tell
from motcua.jobs.demo.world import read_world
from motcua.kit.instants import instant
from motcua.kit.periods import Period
from motcua.kit.reading import Reading
from motcua.reports.scores import evaluations, plain_input
from motcua.rules.scoring import plain_score, score_agency
from motcua.rules.scoring_evidence import read_evidence, tally_of
from motcua.services.evaluations.tally import rebuild_tallies
from motcua.services.files.store_file import store_own_file
from motcua.services.province.load import load_province
from tests.reports.raw_evaluation import raw_evaluation
from tests.rules.index_set_files import document, index_set
from tests.rules.naive_scoring import naive_scores

UNTIL = datetime(2020, 9, 14, 7, 0)
OPENED_AT = instant(datetime(2020, 1, 1, 8, 0))
PERIODS = [
    (Period(2020, 1), date(2020, 1, 1), date(2020, 4, 1)),
    (Period(2020, 2), date(2020, 4, 1), date(2020, 7, 1)),
    (Period(2020, 3), date(2020, 7, 1), date(2020, 10, 1)),
    (Period(2020), date(2020, 1, 1), date(2021, 1, 1)),
]


@pytest.fixture
def months(db: None, settings: Any) -> Iterator[None]:
    """Nine months of the whole province, small: every tier, declined filings, late slips, parts of others."""
    settings.MOTCUA_DEMO = True
    folder = Path(django_settings.MOTCUA_PROVINCE)
    load_province(folder=folder, at=OPENED_AT)
    make_officers(folder=folder, at=OPENED_AT, seed=1)
    make_citizens(at=OPENED_AT)
    world = read_world(store_own_file(content=b"%PDF", media_type="application/pdf", at=OPENED_AT))
    replay = Replay(world, first_ids())
    names = name_parts(folder)
    for plan in make_plans(world, dossiers=2500, seed=11, until=UNTIL):
        replay.end(tell(plan, world, names, replay, until=UNTIL))  # type: ignore[arg-type]
    write_batch(replay.batch.rows())
    rebuild_tallies()
    return


def test_every_agency_scores_what_its_dossiers_and_slips_say_one_by_one(months: None) -> None:
    met = {"parts": 0, "declined": 0, "late": 0}
    for period, begin, end in PERIODS:
        raw = raw_evaluation(begin, end)
        published = {one.agency.pk: one for one in evaluations(period)}
        for agency, procedures in raw.items():
            told = {"procedures": list(procedures.values())}
            expected = naive_scores(told, document())
            if agency not in published:
                assert not _has_anything(procedures)
                continue
            scored = published.pop(agency).score.indices
            found = {index: None if given is None else str(given) for index, given in scored.items()}
            assert found == expected, f"{period.text}, agency {agency}"
            for group in met:
                met[group] += any(entry.get(group) for entry in procedures.values())
        assert not published
    assert min(met.values()) > 5, met


def _has_anything(procedures: dict[int, Any]) -> bool:
    return any(
        entry["dossiers"] or entry["declined"] or entry["late"] or "parts" in entry
        for entry in procedures.values()
    )


def test_what_the_page_hands_out_scores_the_same_again(months: None) -> None:
    rules = index_set()
    for one in evaluations(Period(2020, 2)):
        (agency,) = plain_input(one, rules)["agencies"]  # type: ignore[misc]
        tallies = [tally_of(read_evidence(Reading(row), rules)) for row in agency["procedures"]]
        again = score_agency(rules, tallies, agency["self"], agency["appraised"])
        assert plain_score("", again) == plain_score("", one.score)
