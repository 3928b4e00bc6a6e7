"""Answering a request: what was asked is said, the form is mended page by page, what is right is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.services.dossiers.facts.answer import open_answer
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import MONDAY, Cast, filed
from tests.services.drafts.drafting import PNG
from tests.web.portal.conftest import boxes, words

# A little before the clock of these pages, which stands at seven and runs.
EARLIER = MONDAY - timedelta(minutes=30)
KEY = "divorce_or_death_paper"
PAPER = AskedItem(KEY, "unreadable", "Ảnh mờ, hãy chụp lại.")
FORM = AskedItem("form", "wrong", "Ghi lại ngày sinh cho đúng căn cước.")


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return receive_dossier(dossier=filed(cast, at=EARLIER), by=cast.dung, at=EARLIER + timedelta(minutes=5))


def asked(cast: Cast, dossier: Dossier, *items: AskedItem) -> str:
    """The address of the page that answers."""
    request_supplement(dossier=dossier, by=cast.dung, at=EARLIER + timedelta(minutes=10), items=items)
    return f"/dossiers/{dossier.tracking_code}/supplement/"


def person_boxes(dossier: Dossier, **changed: str) -> dict[str, str]:
    """What a browser posts for the form's second page, about the person, with the answers that were filed."""
    page = frozen_procedure(dossier.procedure_version_id).form.pages[1]
    filed = open_content(dossier).form
    return boxes({one.name: filed[one.name] for one in page.fields if one.name in filed}) | changed


def picture(name: str = "ro.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG)


def answer_in_progress(dossier: Dossier) -> dict[str, object]:
    return open_answer(SupplementRequest.objects.get(dossier=dossier)) or {}


def status(dossier: Dossier) -> str:
    return Dossier.objects.values_list("status", flat=True).get(pk=dossier.pk)


def test_a_paper_asked_for_is_sent_and_handling_goes_on(cast: Cast, dossier: Dossier, lan: Client) -> None:
    page = asked(cast, dossier, PAPER)
    assert "Đến lượt bạn" in words(lan.get("/me/dossiers/"))
    answer = lan.post(page, {f"documents.{KEY}": picture()})
    assert answer["Location"] == f"/dossiers/{dossier.tracking_code}/"
    assert status(dossier) == "processing"
    assert "ro.png" in words(lan.get(answer["Location"]))


def test_the_page_names_each_thing_with_its_defect_reason_and_what_was_given(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    answer = lan.get(asked(cast, dossier, PAPER, FORM))
    said, page = words(answer), answer.content.decode()
    for text in ("không đọc được", PAPER.reason, "chưa đúng", FORM.reason):
        assert text in said
    assert f'name="documents.{KEY}"' in page
    assert "documents.marital_status_declaration" not in page
    assert f'href="/files/{dossier.documents.get().pk}/"' in page
    assert f'href="/dossiers/{dossier.tracking_code}/supplement/form/0/"' in page


def test_where_no_form_was_asked_for_there_is_no_way_to_it(cast: Cast, dossier: Dossier, lan: Client) -> None:
    page = asked(cast, dossier, PAPER)
    assert "/supplement/form/" not in lan.get(page).content.decode()
    assert lan.get(f"{page}form/0/")["Location"] == page


def test_nothing_sent_is_told_and_changes_nothing(cast: Cast, dossier: Dossier, lan: Client) -> None:
    assert "Hãy chọn tệp cho ít nhất một giấy tờ" in words(lan.post(asked(cast, dossier, PAPER, FORM)))
    assert status(dossier) == "awaiting_supplement"


def test_a_page_of_the_form_holds_what_was_filed_and_why_it_is_asked(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    answer = lan.get(f"{asked(cast, dossier, FORM)}form/1/")
    assert FORM.reason in words(answer)
    assert "Có 1 chỗ cần sửa" not in words(answer)
    assert f'value="{open_content(dossier).form["name"]}"' in answer.content.decode()


def test_the_form_is_mended_page_by_page_and_sent_at_the_end(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = asked(cast, dossier, FORM)
    answer = lan.post(f"{page}form/1/", person_boxes(dossier, name="Nguyễn Thị Lán"))
    assert answer["Location"] == f"{page}#form-1"
    assert open_content(Dossier.objects.get(pk=dossier.pk)).form["name"] != "Nguyễn Thị Lán"
    assert "đã sửa" in words(lan.get(page))
    lan.post(page)
    assert open_content(Dossier.objects.get(pk=dossier.pk)).form["name"] == "Nguyễn Thị Lán"
    assert status(dossier) == "processing"


def test_rows_are_added_and_taken_out_and_the_page_stays_at_them(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = f"{asked(cast, dossier, FORM)}form/2/"
    typed = {"confirm_current": "periods", "periods.0.place": "Thôn 1"}
    assert lan.post(page, {**typed, "add.periods": "1"})["Location"] == f"{page}#f-periods-1"
    assert 'id="f-periods-1"' in lan.get(page).content.decode()
    typed["periods.1.place"] = "Thôn 2"
    assert lan.post(page, {**typed, "remove.periods": "0"})["Location"] == f"{page}#f-periods"
    assert [row["place"] for row in answer_in_progress(dossier)["periods"]] == ["Thôn 2"]  # type: ignore[attr-defined]


def test_a_wrong_answer_is_kept_said_at_its_box_and_not_sent(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = asked(cast, dossier, FORM)
    answer = lan.post(f"{page}form/1/", person_boxes(dossier, born_on="31/02/1990"))
    assert 'href="#f-born_on"' in answer.content.decode()
    assert answer_in_progress(dossier)["born_on"] == "31/02/1990"
    refused = lan.post(page)
    assert f'href="{page}form/1/?mend=1#f-born_on"' in refused.content.decode()
    assert status(dossier) == "awaiting_supplement"
    assert 'value="31/02/1990"' in lan.get(f"{page}form/1/?mend=1").content.decode()


def test_what_is_begun_can_be_left_and_found_again(cast: Cast, dossier: Dossier, lan: Client) -> None:
    page = asked(cast, dossier, FORM)
    typed = person_boxes(dossier, born_on="1990")
    assert lan.post(f"{page}form/1/", {**typed, "later": "1"})["Location"] == f"{page}#form-1"
    assert "còn chỗ cần sửa" in words(lan.get(page))
    assert 'value="1990"' in lan.get(f"{page}form/1/").content.decode()


def test_a_paper_goes_ahead_of_a_form_that_is_not_right_yet(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = asked(cast, dossier, PAPER, FORM)
    lan.post(f"{page}form/1/", person_boxes(dossier, born_on="1990"))
    answer = lan.post(page, {f"documents.{KEY}": picture()})
    assert "form/1/?mend=1" in answer.content.decode()
    assert f'name="documents.{KEY}"' not in answer.content.decode()
    assert [item.requirement for item in SupplementRequest.objects.get().items.filter(met_at=None)] == [
        "form"
    ]


def test_a_partial_answer_stays_on_the_page_and_says_what_is_left(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = asked(cast, dossier, PAPER, FORM)
    answer = lan.post(page, {f"documents.{KEY}": picture()})
    assert answer["Location"] == page
    said = words(lan.get(page))
    assert "Còn 1 mục cần bổ sung" in said
    assert "đã gửi" in said


def test_a_bad_file_is_named_at_its_box_and_its_paper_stays_asked(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    page = asked(cast, dossier, PAPER)
    files = [picture(), SimpleUploadedFile("hong.pdf", b"khong phai PDF")]
    answer = lan.post(page, {f"documents.{KEY}": files})
    assert "hong.pdf" in words(answer)
    assert f'href="#f-documents-{KEY}"' in answer.content.decode()
    assert status(dossier) == "awaiting_supplement"
    assert dossier.documents.count() == 1


def test_once_answered_the_page_leads_back_to_the_dossier(cast: Cast, dossier: Dossier, lan: Client) -> None:
    page = asked(cast, dossier, PAPER)
    lan.post(page, {f"documents.{KEY}": picture()})
    assert lan.get(page)["Location"] == f"/dossiers/{dossier.tracking_code}/"
    assert lan.get(f"{page}form/0/")["Location"] == page


def test_a_page_the_form_does_not_have_is_not_found(cast: Cast, dossier: Dossier, lan: Client) -> None:
    assert lan.get(f"{asked(cast, dossier, FORM)}form/99/").status_code == 404


@pytest.mark.parametrize("page", ["", "form/0/"])
def test_another_citizens_answer_is_not_there(
    cast: Cast, dossier: Dossier, client_as: object, page: str
) -> None:
    address = asked(cast, dossier, FORM)
    assert client_as(cast.binh).get(f"{address}{page}").status_code == 404  # type: ignore[operator]
