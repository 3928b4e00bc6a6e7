"""The public score pages: who scored what, who scored 0 for want of slips, and what is asked amiss."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.evaluations.tally import tally_changes
from tests.cast import AGENCIES, MONDAY, Cast, filed

pytestmark = pytest.mark.django_db


def received(cast: Cast) -> Dossier:
    dossier = filed(cast)
    return receive_dossier(dossier=dossier, by=cast.dung, at=MONDAY)


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_agency_with_dossiers_and_no_slip_is_named_with_zero(cast: Cast) -> None:
    received(cast)
    tally_changes()
    shown = page("/open/scores/?period=2020Q3")
    assert "UBND xã Phong Thủy" in shown
    assert "chưa có phiếu khảo sát nào: 5 chỉ số tính 0 điểm" in shown


def test_an_agency_without_dossiers_is_not_listed(cast: Cast) -> None:
    assert "Không có cơ quan nào có hồ sơ" in page("/open/scores/?period=2020Q3")


def test_an_agency_shows_its_nine_indices_and_procedures(cast: Cast) -> None:
    received(cast)
    tally_changes()
    shown = page(f"/open/scores/{AGENCIES['phong_thuy']}/?period=2020Q3")
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in shown
    assert shown.count("Chưa tự đánh giá") == 4


def test_an_agency_that_is_no_more_keeps_its_figures(cast: Cast) -> None:
    received(cast)
    tally_changes()
    Agency.objects.filter(code=AGENCIES["phong_thuy"]).update(is_active=False)
    shown = page(f"/open/scores/{AGENCIES['phong_thuy']}/?period=2020Q3")
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in shown


def test_a_period_that_is_none_is_said_and_the_current_one_shown(cast: Cast) -> None:
    assert "không phải là một kỳ" in page("/open/scores/?period=<b>")


def test_an_unknown_agency_is_404(cast: Cast) -> None:
    assert Client().get("/open/scores/000.99.99.H46/").status_code == 404


def test_scores_cost_the_same_few_statements_however_many_agencies(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    received(cast)
    tally_changes()
    page("/open/scores/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page("/open/scores/")
