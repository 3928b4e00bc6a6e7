"""Papers at the desk: the control slip is issued on the dossier's page and stays inside the house."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.records.papers.models import Paper
from motcua.reports import issued_papers
from tests.cast import Cast, filed, signed_in_client
from tests.services.dossiers.steps import received
from tests.web.desk.conftest import address, look, press


def test_the_control_slip_is_issued_and_opens_to_be_printed(cast: Cast) -> None:
    dossier = received(cast)
    assert "In phiếu kiểm soát" in look(cast.dung, address(dossier))
    answer = press(cast.dung, dossier, "issue-control-slip", {})
    paper = Paper.objects.get(dossier=dossier, form="05")
    assert answer["Location"] == reverse("desk:paper", args=[paper.pk])
    pdf = signed_in_client(cast.dung).get(answer["Location"])
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "Phiếu kiểm soát (Mẫu 05)" in look(cast.dung, address(dossier))


def test_before_receipt_the_page_offers_none_and_says_why_to_who_asks(cast: Cast) -> None:
    dossier = filed(cast)
    assert "In phiếu kiểm soát" not in look(cast.dung, address(dossier))
    answer = press(cast.dung, dossier, "issue-control-slip", {})
    assert answer.status_code == 422
    assert "chưa được tiếp nhận" in answer.content.decode()


def test_who_works_elsewhere_cannot_issue_it(cast: Cast) -> None:
    dossier = received(cast)
    assert press(cast.tam, dossier, "issue-control-slip", {}).status_code == 404
    assert not Paper.objects.filter(form="05").exists()


def test_the_citizen_never_reads_the_slip_with_the_officers_remarks(cast: Cast) -> None:
    dossier = received(cast)
    press(cast.dung, dossier, "issue-control-slip", {})
    paper = Paper.objects.get(dossier=dossier, form="05")
    citizen = signed_in_client(cast.lan)
    assert citizen.get(reverse("portal:paper", args=[paper.pk])).status_code == 404
    assert (
        "kiểm soát"
        not in citizen.get(reverse("portal:dossier", args=[dossier.tracking_code])).content.decode()
    )


PAPERS = reverse("desk:issued-papers")


def test_a_form_is_found_again_by_code_number_form_day_and_who_issued_it(cast: Cast) -> None:
    dossier = received(cast)
    found = (
        *("", f"q={dossier.code}", f"q={dossier.code}/01", f"q={dossier.tracking_code}", "form=01"),
        *("on=14/09/2020", "on=09/2020", "by=me"),
    )
    for asked in found:
        assert f"{dossier.code}/01" in look(cast.dung, f"{PAPERS}?{asked}"), asked
    for asked in (f"q={dossier.code}/02", "q=gì đó", "form=02", "on=15/09/2020"):
        assert "Không tìm thấy giấy nào" in look(cast.dung, f"{PAPERS}?{asked}"), asked
    assert "Không tìm thấy giấy nào" in look(cast.quang, f"{PAPERS}?by=me")


def test_another_desks_forms_are_not_listed(cast: Cast) -> None:
    received(cast)
    assert "Không tìm thấy giấy nào" in look(cast.khanh, PAPERS)
    assert signed_in_client(cast.son).get(PAPERS).status_code == 403


def test_the_list_goes_on_where_the_page_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issued_papers, "PAGE", 1)
    first, second = received(cast), received(cast, by="binh")
    page = issued_papers.issued_papers(None)
    assert [one.dossier_id for one in page.papers] == [second.pk]
    page = issued_papers.issued_papers(None, after=page.next)
    assert [one.dossier_id for one in page.papers] == [first.pk]
    assert page.next == ""
