"""A filing from the first page to the last, as a browser without JavaScript does it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.files.models import Document
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.drafts.content import open_draft
from motcua.services.drafts.file_draft import file_draft
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import AGENCIES, MONDAY, Cast
from tests.services.dossiers.steps import publish
from tests.services.drafts.drafting import PNG, begun, ready
from tests.web.portal.conftest import boxes, words


def form_boxes(draft: Draft) -> list[dict[str, str]]:
    """What is posted on each page of the form."""
    form = frozen_procedure(draft.procedure_version_id).form
    payload = sample_payload(form, random.Random(7), SampleFacts(today=MONDAY.date(), areas=("19267",)))
    return [
        boxes({one.name: payload[one.name] for one in page.fields if one.name in payload})
        for page in form.pages
    ]


def applicant_boxes(**more: str) -> dict[str, str]:
    typed = {
        "kind": "person",
        "name": "Nguyễn Thị Lan",
        "identity": "044190000017",
        "phone": "0912345678",
        "address": "Thôn Thượng Phong, xã Phong Thủy",
    }
    return {f"applicant.{name}": value for name, value in (typed | more).items()}


def test_a_whole_filing_ends_with_codes_and_what_happens_next(cast: Cast, lan: Client) -> None:
    answer = lan.post("/filing/new/", {"procedure": "1.004873"})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/filing/{draft.pk}/agency/"
    lan.post(answer["Location"], {"district": "Huyện Lệ Thủy"})
    answer = lan.post(f"/filing/{draft.pk}/agency/", {"agency": AGENCIES["phong_thuy"]})
    answer = lan.post(answer["Location"], applicant_boxes())
    while "/form/" in answer["Location"]:
        page = int(answer["Location"].split("/")[-2])
        answer = lan.post(answer["Location"], form_boxes(draft)[page])
    papers = {
        f"documents.{asked.key}": SimpleUploadedFile("anh.png", PNG)
        for asked in frozen_procedure(draft.procedure_version_id).requirements
        if asked.is_handed_over
    }
    answer = lan.post(answer["Location"], papers)
    assert answer["Location"] == f"/filing/{draft.pk}/check/"
    assert "Nộp hồ sơ" in words(lan.get(answer["Location"]))
    answer = lan.post(answer["Location"])
    dossier = Dossier.objects.get()
    said = words(lan.get(answer["Location"]))
    assert dossier.tracking_code in said
    assert "trước 17:00 thứ Hai" in said


def test_a_page_with_a_mistake_says_so_at_the_box_and_keeps_what_was_typed(cast: Cast, lan: Client) -> None:
    draft = begun(cast)
    answer = lan.post(f"/filing/{draft.pk}/applicant/", applicant_boxes(phone="12"))
    page = answer.content.decode()
    assert 'href="#f-applicant-phone"' in page
    assert 'value="12"' in page
    draft.refresh_from_db()
    assert open_draft(draft).applicant["phone"] == "12"


def test_saving_for_later_keeps_even_what_is_wrong(cast: Cast, lan: Client) -> None:
    draft = begun(cast)
    answer = lan.post(f"/filing/{draft.pk}/applicant/", {**applicant_boxes(phone="12"), "later": "1"})
    assert answer["Location"] == "/me/dossiers/"
    assert "Đang khai dở" in words(lan.get("/me/dossiers/"))


def test_rows_are_added_and_taken_out_without_javascript(cast: Cast, lan: Client) -> None:
    draft = begun(cast)
    page = f"/filing/{draft.pk}/form/2/"
    lan.post(page, {"confirm_current": "periods", "periods.0.place": "Thôn 1", "add.periods": "1"})
    draft.refresh_from_db()
    assert len(open_draft(draft).form["periods"]) == 2
    typed = {"periods.0.place": "Thôn 1", "periods.1.place": "Thôn 2"}
    lan.post(page, {"confirm_current": "periods", **typed, "remove.periods": "0"})
    draft.refresh_from_db()
    assert [row["place"] for row in open_draft(draft).form["periods"]] == ["Thôn 2"]


def test_a_bad_file_is_refused_at_its_box_and_the_good_one_beside_it_is_kept(cast: Cast, lan: Client) -> None:
    draft = begun(cast)
    key = frozen_procedure(draft.procedure_version_id).requirements[0].key
    files = [SimpleUploadedFile("tot.png", PNG), SimpleUploadedFile("hong.pdf", b"khong phai PDF")]
    answer = lan.post(f"/filing/{draft.pk}/documents/", {f"documents.{key}": files})
    assert "hong.pdf" in words(answer)
    assert [one.name for one in Document.objects.filter(draft=draft)] == ["tot.png"]


def test_a_missing_paper_is_named_on_the_check_page_with_the_way_to_mend_it(cast: Cast, lan: Client) -> None:
    draft = ready(cast, procedure="1.001193")
    Document.objects.filter(draft=draft).delete()
    page = lan.get(f"/filing/{draft.pk}/check/").content.decode()
    assert f'href="/filing/{draft.pk}/documents/?from=check#f-documents-' in page
    answer = lan.post(f"/filing/{draft.pk}/check/")
    assert answer.status_code == 200
    assert not Dossier.objects.exists()


def test_the_declaration_is_on_the_list_as_the_form_and_has_no_box(cast: Cast, lan: Client) -> None:
    draft = ready(cast)
    page = lan.get(f"/filing/{draft.pk}/documents/")
    assert 'name="documents.divorce_or_death_paper"' in page.content.decode()
    assert "documents.marital_status_declaration" not in page.content.decode()
    assert "đã có: tờ khai điện tử" in words(page)
    assert "đã có: tờ khai điện tử" in words(lan.get(f"/filing/{draft.pk}/check/"))


def test_a_form_not_yet_filled_in_is_not_called_there(cast: Cast, lan: Client) -> None:
    said = words(lan.get(f"/filing/{begun(cast).pk}/documents/"))
    assert "tờ khai chưa khai xong" in said
    assert "đã có: tờ khai điện tử" not in said


def test_where_nothing_is_handed_over_there_is_no_page_for_papers(cast: Cast, lan: Client) -> None:
    declaration = Procedure.objects.get(code="1.004873").current.content["requirements"][:1]
    publish(requirements=declaration)
    draft = ready(cast)
    assert lan.get(f"/filing/{draft.pk}/documents/")["Location"] == f"/filing/{draft.pk}/check/"
    page = lan.get(f"/filing/{draft.pk}/check/")
    assert f"/filing/{draft.pk}/documents/" not in page.content.decode()
    lan.post(f"/filing/{draft.pk}/check/")
    assert Dossier.objects.get().documents.count() == 0


def test_pressing_twice_or_going_back_makes_no_second_dossier(cast: Cast, lan: Client) -> None:
    draft = ready(cast)
    first = lan.post(f"/filing/{draft.pk}/check/")
    second = lan.post(f"/filing/{draft.pk}/check/")
    assert first["Location"] == second["Location"] == f"/filing/{draft.pk}/done/"
    for page in ("agency", "applicant", "documents", "check", "form/0"):
        assert lan.get(f"/filing/{draft.pk}/{page}/")["Location"] == f"/filing/{draft.pk}/done/"
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("page", ["agency", "applicant", "form/0", "documents", "check", "done"])
def test_another_citizens_draft_is_not_there(cast: Cast, client_as: Any, page: str) -> None:
    draft = ready(cast)
    assert client_as(cast.binh).get(f"/filing/{draft.pk}/{page}/").status_code == 404


def test_a_drafts_paper_is_its_writers_alone(cast: Cast, lan: Client, client_as: Any) -> None:
    draft = ready(cast)
    paper = Document.objects.filter(draft=draft)[0]
    address = f"/filing/{draft.pk}/files/{paper.pk}/"
    assert b"".join(lan.get(address).streaming_content).startswith(b"\x89PNG")
    assert client_as(cast.binh).get(address).status_code == 404


def test_a_running_filing_like_it_is_named_on_the_check_page_and_one_more_takes_a_tick(
    cast: Cast, lan: Client
) -> None:
    running = file_draft(draft=ready(cast), by=cast.lan, at=MONDAY)
    draft = ready(cast)
    address = f"/filing/{draft.pk}/check/"
    assert running.tracking_code in words(lan.get(address))
    assert 'href="#f-is_repeat_confirmed"' in lan.post(address).content.decode()
    lan.post(address, {"is_repeat_confirmed": "true"})
    draft.refresh_from_db()
    assert draft.dossier not in {None, running}
