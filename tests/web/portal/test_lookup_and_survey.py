"""What strangers may do: look up by code, answer a slip by ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.records.surveys.models import Slip
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.facts.content import open_content
from motcua.services.surveys.find_ticket import ticket_code_of
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import finished
from tests.web.portal.conftest import words

SLIP = {"i1": "2", "i3": "2", "i4": "2", "i7": "1", "has_paid_outside": "no"}
SATISFIED = {"s_overall": "2", "s_ease": "2", "s_timeliness": "1", "s_attitude": "2"}


def test_a_code_alone_shows_how_far_it_has_got_and_no_more(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    said = words(client.get(f"/lookup/{dossier.tracking_code}/"))
    assert "Đã nộp, chờ tiếp nhận" in said
    assert "UBND xã Phong Thủy" not in said
    assert dossier.applicant_name not in said


def test_the_look_up_asks_no_session_of_the_database(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/lookup/{dossier.tracking_code}/")
    assert not [one["sql"] for one in queries if "people_session" in one["sql"]]
    assert len(queries) == 1


def test_with_the_secret_the_unit_and_the_papers_show(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    secret = open_content(dossier).secret
    said = words(client.post(f"/lookup/{dossier.tracking_code}/", {"secret": secret}))
    assert "UBND xã Phong Thủy" in said
    assert dossier.applicant_name not in said


def test_guessing_secrets_is_locked(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    for _ in range(5):
        said = words(client.post(f"/lookup/{dossier.tracking_code}/", {"secret": "SAI"}))
    assert "Mã bí mật không đúng" in said
    secret = open_content(dossier).secret
    assert "tạm khoá" in words(client.post(f"/lookup/{dossier.tracking_code}/", {"secret": secret}))


@pytest.mark.parametrize("ref", ["", "abc", "MC-1", "000.25.30.H46-200914-0009", "%00", "x" * 200])
def test_a_wrong_code_is_told_what_is_wrong_with_it(cast: Cast, client: Client, ref: str) -> None:
    answer = client.get("/lookup/", {"ref": ref})
    assert answer.status_code == 200
    assert "Có 1 chỗ cần sửa" in words(answer)


def test_a_slip_before_the_outcome_waits_after_it_is_taken(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    page = f"/survey/{ticket_code_of(dossier).lower()}/"
    assert "Chưa đến lúc trả lời" in words(client.get(page))
    reason = "Không thuộc thẩm quyền của xã."
    decline_dossier(dossier=dossier, by=cast.dung, at=MONDAY + timedelta(hours=1), reason=reason)
    unfinished = client.post(page, {"i3": "2"})
    assert "Hãy chọn một câu trả lời" in words(unfinished)
    assert 'value="2" id="f-i3" checked' in unfinished.content.decode()
    assert "Cảm ơn bạn" in words(client.post(page, SLIP | SATISFIED))
    slip = Slip.objects.get()
    assert slip.answers == {"3": 2, "4": 2, "7": 1}
    assert slip.satisfaction["attitude"] == 2


def test_whoever_never_got_a_result_is_not_asked_when_it_came(cast: Cast, client: Client) -> None:
    dossier = filed(cast)
    reason = "Không thuộc thẩm quyền của xã."
    decline_dossier(dossier=dossier, by=cast.dung, at=MONDAY + timedelta(hours=1), reason=reason)
    said = words(client.get(f"/survey/{ticket_code_of(dossier)}/"))
    assert "Bạn phải liên hệ với mấy cơ quan" in said
    assert "Bạn nhận được kết quả khi nào" not in said
    assert "hài lòng về thời gian" not in said


def test_a_slip_that_a_closed_period_rests_on_is_told_so(cast: Cast, client: Client) -> None:
    dossier = finished(cast)
    page = f"/survey/{ticket_code_of(dossier)}/"
    assert "Cảm ơn bạn" in words(client.post(page, SLIP | SATISFIED))
    Slip.objects.update(counted_on="2020-04-01")
    for answer in (client.get(page), client.post(page, SLIP | SATISFIED)):
        assert "Phiếu đã được tính" in words(answer)
        assert "quý 2/2020" in words(answer)


def test_a_wrong_ticket_is_told_so(cast: Cast, client: Client) -> None:
    assert "Không có phiếu nào mang mã này" in words(client.post("/survey/", {"ticket": "AAAA-BBBB-CCCC"}))
