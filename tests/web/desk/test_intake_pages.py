"""The counter: the procedure is found, the walk-in taken in on one page, what was typed is kept."""

from __future__ import annotations

import random

from django.urls import reverse

from motcua.records.dossiers.models import Dossier
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import AGENCIES, MONDAY, Cast, applicant, signed_in_client
from tests.services.dossiers.steps import publish
from tests.web.desk.conftest import look, words
from tests.web.portal.conftest import boxes

CHOOSE = reverse("desk:intake")
PAGE = reverse("desk:intake-procedure", args=[AGENCIES["phong_thuy"], "1.001193"])


def filled_in(cast: Cast) -> dict[str, str]:
    frozen = frozen_procedure(Procedure.objects.get(code="1.001193").current_id)
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    person = {f"applicant.{name}": value for name, value in applicant(cast.lan).items()}
    papers = {f"originals-{one.key}": "1" for one in frozen.requirements if one.is_owed}
    return {**boxes(sample_payload(frozen.form, random.Random(7), facts)), **person, **papers}


def test_a_procedure_is_found_without_diacritics(cast: Cast) -> None:
    assert "tình trạng hôn nhân" in look(cast.dung, f"{CHOOSE}?q=tinh+trang+hon+nhan")
    assert "Quầy này không có thủ tục nào như vậy" in look(cast.dung, f"{CHOOSE}?q=xyzzy")


def test_a_walk_in_is_taken_in_on_one_page_and_comes_up_next_time(cast: Cast) -> None:
    answer = signed_in_client(cast.dung).post(PAGE, filled_in(cast))
    dossier = Dossier.objects.get()
    assert answer["Location"] == f"/desk/dossiers/{dossier.code}/"
    page = look(cast.dung, answer["Location"])
    assert "Giấy tiếp nhận và hẹn trả (Mẫu 01)" in page
    assert "đã nhận 1 bản chính" in page
    assert "Vừa nhận gần đây" in look(cast.dung, CHOOSE)


def test_what_was_typed_is_kept_and_each_error_leads_to_its_box(cast: Cast) -> None:
    typed = {**filled_in(cast), "applicant.phone": "123"}
    key = next(name for name in typed if name.startswith("originals-"))
    answer = signed_in_client(cast.dung).post(PAGE, {**typed, key: "hai"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Dossier.objects.exists()
    assert 'href="#f-applicant-phone"' in page
    assert f'href="#f-documents-{key.removeprefix("originals-")}"' in page
    assert 'value="123"' in page
    assert 'value="hai"' in page
    assert "Nguyễn Thị Lan" in page


def test_another_desks_counter_is_closed(cast: Cast) -> None:
    assert signed_in_client(cast.tam).get(PAGE).status_code in {403, 404}
    assert signed_in_client(cast.son).get(CHOOSE).status_code == 403


def test_a_procedure_the_desk_does_not_offer_is_not_found(cast: Cast) -> None:
    page = reverse("desk:intake-procedure", args=[AGENCIES["phong_thuy"], "9.999999"])
    assert signed_in_client(cast.dung).get(page).status_code == 404


def test_a_row_more_is_asked_for_without_losing_a_word(cast: Cast) -> None:
    typed = {**filled_in(cast), "add.residences": "1"}
    answer = signed_in_client(cast.dung).post(PAGE, typed)
    assert answer.status_code == 200
    assert "Nguyễn Thị Lan" in answer.content.decode()
    assert not Dossier.objects.exists()
    assert "Giấy tờ trên quầy" in words(answer)


def test_a_running_dossier_like_it_is_shown_and_going_on_takes_a_tick(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    client.post(PAGE, filled_in(cast))
    running = Dossier.objects.get()
    answer = client.post(PAGE, filled_in(cast))
    assert answer.status_code == 422
    assert running.code in words(answer)
    assert 'href="#f-is_repeat_confirmed"' in answer.content.decode()
    client.post(PAGE, {**filled_in(cast), "is_repeat_confirmed": "true"})
    assert Dossier.objects.count() == 2


def test_a_proxy_is_shown_on_the_dossiers_page_with_the_ground(cast: Cast) -> None:
    proxy = {
        "handed_by": "proxy",
        "delegation.name": "Trương Văn Bình",
        "delegation.identity": "044088000025",
    }
    client = signed_in_client(cast.dung)
    lacking = client.post(PAGE, {**filled_in(cast), **proxy})
    assert 'href="#f-delegation-ground"' in lacking.content.decode()
    assert 'value="Trương Văn Bình"' in lacking.content.decode()
    answer = client.post(PAGE, {**filled_in(cast), **proxy, "delegation.ground": "Giấy ủy quyền 12/2020"})
    page = look(cast.dung, answer["Location"])
    assert "Người nộp thay" in page
    assert "Giấy ủy quyền 12/2020" in page
    assert "người khác nộp thay" in page


def test_a_letter_is_taken_in_under_its_items_number(cast: Cast) -> None:
    posted = {**filled_in(cast), "channel": "post", "post_item": "EB123456789VN"}
    answer = signed_in_client(cast.dung).post(PAGE, posted)
    assert Dossier.objects.get().channel == "post"
    assert "EB123456789VN" in look(cast.dung, answer["Location"])


def test_a_result_given_at_once_takes_one_button_and_no_receipt(cast: Cast) -> None:
    publish("1.001193", is_immediate=True)
    assert "Tiếp nhận và trả kết quả ngay" in look(cast.dung, PAGE)
    answer = signed_in_client(cast.dung).post(PAGE, filled_in(cast))
    assert Dossier.objects.get().status == "released"
    assert answer["Location"].endswith(f"{Dossier.objects.get().code}/")


def test_the_next_dossier_of_the_same_person_begins_with_what_is_known(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    client.post(PAGE, filled_in(cast))
    ref = Dossier.objects.get().code
    chooser = f"{CHOOSE}?from={ref}"
    assert f'href="{chooser}"' in client.get(f"/desk/dossiers/{ref}/").content.decode()
    assert f'href="{PAGE}?from={ref}"' in client.get(chooser).content.decode()
    page = client.get(f"{PAGE}?from={ref}").content.decode()
    assert 'value="Nguyễn Thị Lan"' in page
    household = client.get(f"{PAGE}?from={ref}&for=household").content.decode()
    assert 'value="Nguyễn Thị Lan"' not in household
    assert "Thôn Thượng Phong" in household


def test_a_dossier_of_another_desk_fills_in_nothing(cast: Cast) -> None:
    signed_in_client(cast.dung).post(PAGE, filled_in(cast))
    ref = Dossier.objects.get().code
    page = reverse("desk:intake-procedure", args=[AGENCIES["kien_giang"], "1.001193"])
    assert "Nguyễn Thị Lan" not in signed_in_client(cast.tam).get(f"{page}?from={ref}").content.decode()
