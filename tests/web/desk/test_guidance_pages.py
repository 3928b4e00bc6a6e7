"""The log of guidance: written from the counter, found again by day, closed to other desks."""

from __future__ import annotations

from django.urls import reverse

from motcua.records.guidance.models import Guidance
from motcua.reports.guidance import PAGE
from tests.cast import AGENCIES, Cast, signed_in_client
from tests.services.dossiers.steps import NINE, at_most
from tests.services.guidance.test_log_guidance import TOLD, log
from tests.web.desk.conftest import look, words

LOG = reverse("desk:guidance")
WRITE = reverse("desk:guidance-write", args=[AGENCIES["phong_thuy"]])


def test_what_was_told_is_written_down_from_the_counters_page_and_stands_in_the_log(cast: Cast) -> None:
    counter = reverse("desk:intake-procedure", args=[AGENCIES["phong_thuy"], "1.001193"])
    page = signed_in_client(cast.dung).get(counter).content.decode()
    address = f"{WRITE}?procedure=1.001193"
    assert f'href="{address}"' in page
    answer = signed_in_client(cast.dung).post(address, {"way": "phone", "who": "Bà Lan", "told": TOLD})
    assert answer["Location"] == LOG
    found = look(cast.dung, LOG)
    assert TOLD in found
    assert "Bà Lan" in found
    assert "khai sinh" in found


def test_nothing_told_is_asked_again_and_the_name_is_kept(cast: Cast) -> None:
    answer = signed_in_client(cast.dung).post(WRITE, {"way": "counter", "who": "Bà Lan", "told": ""})
    assert answer.status_code == 422
    assert 'value="Bà Lan"' in answer.content.decode()
    assert "Hãy ghi đã hướng dẫn những gì" in words(answer)


def test_another_desk_neither_reads_nor_writes_it(cast: Cast) -> None:
    log(cast)
    assert TOLD not in look(cast.tam, LOG)
    assert signed_in_client(cast.tam).get(WRITE).status_code in {403, 404}


def test_a_day_is_looked_at_alone_and_a_long_log_comes_in_pages(cast: Cast) -> None:
    first = log(cast)
    assert TOLD in look(cast.dung, f"{LOG}?on=14/09/2020")
    assert TOLD not in look(cast.dung, f"{LOG}?on=15/09/2020")
    Guidance.objects.bulk_create(
        Guidance(agency=first.agency, way="counter", at=NINE, by=first.by, sealed=first.sealed)
        for _ in range(PAGE)
    )
    client = signed_in_client(cast.dung)
    client.get(LOG)
    with at_most(12):
        page = client.get(LOG).content.decode()
    assert f"after={first.pk + 1}" in page
    assert TOLD in look(cast.dung, f"{LOG}?after={first.pk + 1}")
