"""The register's pages: one statement each, and no reading of every dossier on the way to a rare name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.records.dossiers.models import Dossier
from motcua.reports import register
from motcua.reports.register import register_page
from motcua.services.dossiers.facts.content import open_content
from tests.cast import MONDAY, Cast, filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast: Cast) -> list[Dossier]:
    """Filed one after the other; the second by somebody else."""
    return [
        filed(cast, by=by, at=MONDAY + timedelta(days=day)) for day, by in enumerate(["lan", "binh", "lan"])
    ]


def test_the_newest_stand_first_and_a_search_goes_on_where_it_stopped(
    three: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 1)
    first = register_page(None, text="nguyen lan")
    assert [one.pk for one in first.dossiers] == [three[2].pk]
    second = register_page(None, text="nguyen lan", after=first.next)
    assert [one.pk for one in second.dossiers] == [three[0].pk]
    assert second.next == ""


def test_a_page_is_one_statement_and_a_search_by_number_one_more(three: list[Dossier]) -> None:
    applicant = open_content(three[1]).applicant
    for text, statements in (
        ("", 1),
        ("truong binh", 1),
        (applicant["phone"], 2),
        (applicant["identity"], 2),
    ):
        with CaptureQueriesContext(connection) as asked:
            page = register_page(None, text=text)
            assert all(one.procedure.name and one.receiving_agency.name for one in page.dossiers)
        assert three[1].pk in {one.pk for one in page.dossiers}
        assert len(asked) == statements


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by its statistics")
@pytest.mark.parametrize("desks", [None, [1]])
def test_part_of_a_name_is_looked_for_in_the_index_of_names(
    three: list[Dossier], desks: list[int] | None
) -> None:
    with CaptureQueriesContext(connection) as asked:
        register_page(desks, text="binh")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = " / ".join(row[-1] for row in cursor.fetchall())
    assert "COVERING INDEX dossier_names" in plan
    assert "SCAN dossiers_dossier /" not in plan
