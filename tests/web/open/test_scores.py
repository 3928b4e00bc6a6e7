"""The public score pages: who scored what, from what, who has to mend a zero, and what is asked amiss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.jobs.commands.score import score_document, shipped_index_sets
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally, SelfAssessment
from motcua.records.procedures.models import Procedure
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.evaluations.tally import tally_changes
from tests.cast import AGENCIES, MONDAY, Cast, filed

pytestmark = pytest.mark.django_db
COMMUNE, JUSTICE, CENTRE = AGENCIES["phong_thuy"], AGENCIES["justice"], AGENCIES["centre"]
HERE = f"/open/scores/{COMMUNE}/"
Q2, Q3 = "?period=2020Q2", "?period=2020Q3"
EVERYWHERE = (
    "/open/scores/",
    HERE,
    f"{HERE}index/1/",
    f"{HERE}index/5/",
    f"{HERE}procedures/1.004873/",
    f"{HERE}input.json",
)


def received(cast: Cast) -> Dossier:
    dossier = filed(cast)
    return receive_dossier(dossier=dossier, by=cast.dung, at=MONDAY)


def page(path: str) -> str:
    """What it says, tags and breaks taken out."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def tally(cast: Cast, agency: str = "phong_thuy", month: str = "2020-05-01", **counts: Any) -> MonthTally:
    procedure = counts.pop("procedure", "1.004873")
    return MonthTally.objects.create(
        agency=cast.agency[agency],
        procedure=Procedure.objects.get(code=procedure),
        month_on=date.fromisoformat(month),
        **counts,
    )


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third quarter of 2020 is running, the second has been closed."""
    monkeypatch.setattr("motcua.web.open.asked.business_now", lambda: MONDAY)


@pytest.fixture
def quarter(cast: Cast) -> None:
    """The worked example in the second quarter of 2020: 40 dossiers with slips 2, 2 and 1, 10 with none."""
    slips = {index: [5, 3] for index in ("1", "2", "3", "4", "7")}
    tally(cast, received_count=41, finished_count=40, early_count=30, on_time_count=8, late_count=2,
          slip_count=3, slips=slips)  # fmt: skip
    tally(cast, procedure="1.001193", received_count=10, finished_count=10)


def test_an_agency_with_dossiers_and_no_slip_is_named_with_zero_and_what_to_do_by_when(cast: Cast) -> None:
    received(cast)
    tally_changes()
    shown = page("/open/scores/" + Q3)
    assert "1 cơ quan có hồ sơ mà không có phiếu nào" in shown
    assert "UBND xã Phong Thủy" in shown
    assert "chưa có phiếu khảo sát nào: 5 chỉ số tính 0 điểm" in shown
    assert "phải mời người nộp trả lời phiếu, chậm nhất hết ngày 15/10/2020" in shown


def test_a_slip_of_a_declined_filing_is_a_slip_so_its_desk_is_not_said_to_have_none(cast: Cast) -> None:
    tally(cast, finished_count=4, declined_count=1, declined_slips={"3": [2, 1], "4": [2, 1], "7": [2, 1]})
    shown = page("/open/scores/" + Q2)
    assert "UBND xã Phong Thủy" in shown
    assert "không có phiếu nào: 5 chỉ số" not in shown


def test_an_agency_without_dossiers_is_not_listed(cast: Cast) -> None:
    assert "Không có cơ quan nào có hồ sơ" in page("/open/scores/" + Q3)


def test_an_agency_shows_its_nine_indices_and_procedures(cast: Cast) -> None:
    received(cast)
    tally_changes()
    shown = page(HERE + Q3)
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in shown
    assert shown.count("Chưa tự đánh giá") == 4


def test_an_agency_that_is_no_more_keeps_its_figures(cast: Cast) -> None:
    received(cast)
    tally_changes()
    Agency.objects.filter(code=COMMUNE).update(is_active=False)
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in page(HERE + Q3)


# From a figure down to what it rests on.


def test_each_figure_leads_down_a_page_until_there_are_only_counts(quarter: None) -> None:
    assert f'href="{HERE}{Q2}"' in page("/open/scores/" + Q2)
    agency = page(HERE + Q2)
    for index in "123456789":
        assert f'href="{HERE}index/{index}/{Q2}"' in agency
    assert f'href="{HERE}procedures/1.004873/{Q2}"' in agency
    assert f'href="{HERE}procedures/1.004873/{Q2}"' in page(f"{HERE}index/1/{Q2}")


def test_an_index_is_reckoned_before_the_readers_eyes(quarter: None) -> None:
    shown = page(f"{HERE}index/1/{Q2}")
    assert "Cộng lại được 66,67, chia cho 50 hồ sơ được 1,33, làm tròn thành <b>1,3</b>" in shown
    assert "3 phiếu, tổng 5 điểm" in shown
    assert "chưa có phiếu nào, tính 0 điểm" in shown
    assert "30 hồ sơ xong trước hạn, 8 đúng hạn, 2 quá hạn" in shown
    assert "Điểm 0 khi tổng thời gian dài hơn so với quy định." in shown


def test_an_index_of_the_agency_says_who_scored_it(cast: Cast, quarter: None) -> None:
    at = MONDAY.replace(month=7, day=10)
    made = {"agency": cast.agency["phong_thuy"], "period": "2020Q2", "at": at}
    SelfAssessment.objects.create(**made, index="5", points=2, appraised_points=1)
    SelfAssessment.objects.create(**made, index="6", points=2)
    SelfAssessment.objects.create(**made, index="8", is_excused=True)
    appraised = page(f"{HERE}index/5/{Q2}")
    assert "2 điểm, ngày 10/07/2020" in appraised
    assert "UBND huyện Lệ Thủy thẩm định</dt><dd>1 điểm" in appraised
    assert "điểm tự chấm, đến khi có thẩm định" in page(f"{HERE}index/6/{Q2}")
    assert "được miễn" in page(f"{HERE}index/8/{Q2}")
    assert "không tự đánh giá thì tính 0 điểm" in page(f"{HERE}index/9/{Q2}")


def test_a_procedure_shows_slips_apart_from_dossiers_and_few_slips_by_no_month(
    cast: Cast, quarter: None
) -> None:
    tally(cast, month="2020-06-01", finished_count=6, slip_count=5, slips={"1": [9, 5]})
    shown = page(f"{HERE}procedures/1.004873/{Q2}")
    assert "Phiếu không ghi tên và không gắn với hồ sơ nào" in shown
    assert "Tính theo 46 hồ sơ" in shown
    may, june = (shown.partition(f">{month}/2020</td>")[2].partition("</tr>")[0] for month in ("05", "06"))
    assert "dưới 5" in may
    assert may.count("40") == 1
    assert ">5</td>" in june


def test_what_the_page_rests_on_can_be_scored_by_anybody(cast: Cast, quarter: None) -> None:
    tally(cast, "justice", part_finished_count=7, part_slips={"2": [9, 6]})
    for code, total in ((COMMUNE, 6.5), (JUSTICE, 1.5)):
        document = json.loads(Client().get(f"/open/scores/{code}/input.json{Q2}").content)
        (scored,) = score_document(document, shipped_index_sets())["agencies"]  # type: ignore[misc]
        (published,) = Client().get(f"/api/v1/scores{Q2}&agency={code}").json()["agencies"]
        assert scored == published
        assert scored["total"] == total


# Who else is told of, and why.


def test_an_agency_that_only_has_a_part_in_others_dossiers_is_scored_in_index_2_and_listed_apart(
    cast: Cast, quarter: None
) -> None:
    tally(cast, "justice", part_finished_count=7, part_slips={"2": [9, 6]})
    shown = page("/open/scores/" + Q2)
    assert "1 cơ quan chỉ tham gia giải quyết hồ sơ của cơ quan khác" in shown
    assert shown.index("UBND xã Phong Thủy") < shown.index("Phòng Tư pháp")
    own = page(f"/open/scores/{JUSTICE}/{Q2}")
    assert "<b>1,5</b>" in own
    assert own.count("Không chủ trì hồ sơ nào trong kỳ") == 4
    assert "Tổng điểm" not in page(f"/open/scores/{JUSTICE}/index/2/{Q2}")
    assert "7 hồ sơ do cơ quan khác chủ trì" in page(f"/open/scores/{JUSTICE}/procedures/1.004873/{Q2}")


def test_a_part_nobody_has_answered_for_is_zero_and_says_who_has_to_ask(cast: Cast) -> None:
    tally(cast, "justice", month="2020-09-01", part_finished_count=7)
    own = page(f"/open/scores/{JUSTICE}/{Q3}")
    assert "Chưa có phiếu khảo sát nào, tính 0 điểm" in own
    assert "<b>Bộ phận Một cửa của cơ quan chủ trì</b>: mời người nộp trả lời phiếu khảo sát: 7 hồ sơ" in own


def test_the_desk_shows_the_slips_of_what_it_declined(cast: Cast) -> None:
    tally(cast, "centre", declined_count=2, declined_slips={"3": [3, 2], "4": [4, 2], "7": [0, 2]})
    own = page(f"/open/scores/{CENTRE}/{Q2}")
    assert own.count("2 phiếu, đều của hồ sơ bị từ chối") == 3
    assert "thêm 2 phiếu của hồ sơ bị từ chối: 3 điểm" in page(f"/open/scores/{CENTRE}/index/3/{Q2}")


def test_late_slips_are_told_in_the_quarter_they_count_in_and_are_the_years_own(cast: Cast) -> None:
    tally(cast, month="2020-04-01", finished_count=1, slip_count=1, late_slips={"2020-03": {"1": [2, 1]}})
    assert "thêm 1 phiếu đến muộn từ kỳ trước: 2 điểm" in page(f"{HERE}index/1/{Q2}")
    year = page(f"{HERE}index/1/?period=2020")
    assert "đến muộn" not in year
    assert "1 phiếu, tổng 2 điểm" in year


def test_what_is_missing_names_who_has_to_do_it_by_when(cast: Cast, quarter: None) -> None:
    made = {"agency": cast.agency["phong_thuy"], "period": "2020Q3", "at": MONDAY}
    SelfAssessment.objects.create(**made, index="5", points=2)
    tally(cast, month="2020-09-01", finished_count=4)
    missing = page(HERE + Q3)
    assert "Cần làm, chậm nhất hết ngày 15/10/2020" in missing
    assert "<b>Bộ phận Một cửa nhận hồ sơ của UBND xã Phong Thủy</b>: mời người nộp" in missing
    assert "1 thủ tục (4 hồ sơ) chưa có phiếu nào" in missing
    assert "<b>Lãnh đạo UBND xã Phong Thủy</b>: tự đánh giá chỉ số 6, 8, 9" in missing
    assert "<b>UBND huyện Lệ Thủy</b>: thẩm định chỉ số 5" in missing
    assert "Còn thiếu khi khoá sổ ngày 15/07/2020" in page(HERE + Q2)


@pytest.mark.parametrize(("period", "standing"), [("2020Q2", "Đã khoá sổ"), ("2020Q3", "Tạm tính")])
def test_a_page_says_whether_its_period_is_closed(quarter: None, period: str, standing: str) -> None:
    for path in EVERYWHERE[:-1]:
        assert standing in page(f"{path}?period={period}")


def test_agencies_can_be_chosen_by_band(quarter: None) -> None:
    assert "UBND xã Phong Thủy" in page(f"/open/scores/{Q2}&band=trung_binh")
    assert "UBND xã Phong Thủy" not in page(f"/open/scores/{Q2}&band=tot")
    assert "Không có cơ quan nào" in page(f"/open/scores/{Q2}&band=<b>")


# What is asked amiss.


@pytest.mark.parametrize("path", EVERYWHERE[:-1])
def test_a_period_that_is_none_is_said_and_the_current_one_shown(cast: Cast, path: str) -> None:
    assert "không phải là một kỳ" in page(path + "?period=<b>")


@pytest.mark.parametrize("period", ["2000", "2000Q1", "2099Q4", "2099"])
def test_a_period_far_away_is_empty_and_no_error(cast: Cast, period: str) -> None:
    for path in EVERYWHERE:
        page(f"{path}?period={period}")


@pytest.mark.parametrize(
    "path",
    [
        "/open/scores/000.99.99.H46/",
        "/open/scores/000.99.99.H46/input.json",
        f"{HERE}index/10/",
        f"{HERE}procedures/9.999999/",
    ],
)
def test_what_is_not_there_is_404(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 404


# What it costs.


def statements(path: str) -> Iterator[str]:
    page(path)
    with CaptureQueriesContext(connection) as captured:
        page(path)
    return (query["sql"] for query in captured)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_page_looks_at_a_dossier_a_step_or_a_slip(quarter: None, path: str) -> None:
    asked = list(statements(path + Q2))
    assert len(asked) <= 10
    assert not [sql for sql in asked if "dossiers_" in sql or "tasks_" in sql or "surveys_" in sql]


def test_the_pages_source_has_no_width_of_its_own() -> None:
    """Inline styles are forbidden by our policy; a bar's length is an SVG attribute."""
    for template in Path("motcua/web/open/templates/open").glob("*.html"):
        assert "style=" not in template.read_text(encoding="utf-8")
