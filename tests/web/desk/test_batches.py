"""Many at once at the desk: tick, look, start, watch, try again."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
from django.http import HttpResponse

from motcua.records.batches.models import Batch
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.services.batches.run_batches import run_batches
from motcua.services.dossiers.decline import decline_dossier
from tests.cast import Cast, filed, signed_in_client
from tests.services.dossiers.steps import TUESDAY, again, complete, open_task, received
from tests.web.desk.conftest import look, words


def send(cast: Cast, where: str, typed: dict[str, Any], by: str = "dung") -> HttpResponse:
    return signed_in_client(cast.accounts[by]).post(f"/desk/batches/{where}/", typed)


def review(cast: Cast, act: str, *dossiers: Dossier, by: str = "dung") -> HttpResponse:
    return send(cast, "review", {"act": act, "task": [open_task(one).pk for one in dossiers]}, by)


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the form that starts the batch carries."""
    return dict(re.findall(r'type="hidden" name="(act|key|chosen)" value="([^"]*)"', page.content.decode()))


def run() -> None:
    while run_batches(at=TUESDAY, keep_going=lambda: True):
        pass


def test_the_queue_offers_to_do_many(cast: Cast) -> None:
    filed(cast)
    page = look(cast.dung, "/desk/")
    assert "Làm nhiều hồ sơ một lúc" in page
    assert "Tiếp nhận…" in page


def test_three_are_received_after_a_look_at_them(cast: Cast) -> None:
    dossiers = [filed(cast) for _ in range(3)]
    page = review(cast, "receive", *dossiers)
    assert "Tiếp nhận: 3 hồ sơ" in words(page)
    assert not Batch.objects.exists()
    answer = send(cast, "start", hidden(page))
    assert answer["Location"] == f"/desk/batches/{Batch.objects.get().pk}/"
    assert "đang làm 0 / 3" in look(cast.dung, answer["Location"])
    run()
    assert "đã xong 3 / 3" in look(cast.dung, answer["Location"])
    assert {again(one).status for one in dossiers} == {"received"}


def test_what_does_not_fit_is_left_out_and_said(cast: Cast) -> None:
    new, running = filed(cast), received(cast)
    page = words(review(cast, "receive", new, running))
    assert "Tiếp nhận: 1 hồ sơ" in page
    assert "Không làm được việc này (1)" in page
    assert running.code in page


def test_everything_the_filter_finds_can_be_meant(cast: Cast) -> None:
    for _ in range(3):
        filed(cast)
    received(cast)
    page = send(cast, "review", {"act": "receive", "all": "1", "kind": "intake"})
    assert "Tiếp nhận: 3 hồ sơ" in words(page)
    assert "Không làm được" not in words(page)


def test_nobody_reaches_tasks_outside_their_queue(cast: Cast) -> None:
    elsewhere = filed(cast, agency="kien_giang")
    page = review(cast, "receive", elsewhere)
    assert "Không có hồ sơ nào làm được việc này" in words(page)
    forged = {"act": "receive", "key": "k", "chosen": f"{open_task(elsewhere).pk}:1"}
    assert send(cast, "start", forged).status_code == 422
    assert not Batch.objects.exists()


def test_steps_are_given_to_a_colleague(cast: Cast) -> None:
    dossiers = [complete(cast, received(cast), steps=1) for _ in range(2)]
    page = review(cast, "assign", *dossiers, by="son")
    assert cast.son.name in words(page)
    send(cast, "start", {**hidden(page), "to": str(cast.son.pk)}, by="son")
    run()
    assert {open_task(one).assignee for one in dossiers} == {cast.son}


def test_a_stranger_to_the_role_is_nobody_to_give_it_to(cast: Cast) -> None:
    page = review(cast, "assign", complete(cast, received(cast), steps=1), by="son")
    send(cast, "start", {**hidden(page), "to": str(cast.tam.pk)}, by="son")
    assert Batch.objects.get().to is None


def test_what_failed_is_named_with_the_reason_and_tried_again(cast: Cast) -> None:
    first, second = filed(cast), filed(cast)
    page = review(cast, "receive", first, second)
    decline_dossier(dossier=again(second), by=cast.hoa, at=TUESDAY, reason="Sai thẩm quyền.")
    send(cast, "start", hidden(page))
    batch = Batch.objects.get()
    assert batch.item_count == 1
    run()
    answer = send(cast, f"{batch.pk}/retry", {})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một hồ sơ." in words(answer)


def test_a_dossier_changed_since_the_look_fails_with_who_changed_it(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    page = review(cast, "complete", dossier, by="son")
    stale = hidden(page)
    Dossier.objects.filter(pk=dossier.pk).update(version=dossier.version + 1)
    send(cast, "start", stale, by="son")
    run()
    assert "không thành 1" in look(cast.son, f"/desk/batches/{Batch.objects.get().pk}/")


def test_another_officers_batch_is_not_there(cast: Cast) -> None:
    page = review(cast, "receive", filed(cast))
    send(cast, "start", hidden(page))
    number = Batch.objects.get().pk
    assert signed_in_client(cast.hoa).get(f"/desk/batches/{number}/").status_code == 404
    assert send(cast, f"{number}/retry", {}, by="hoa").status_code == 404


def test_pressing_twice_starts_one_batch(cast: Cast) -> None:
    page = hidden(review(cast, "receive", filed(cast)))
    assert send(cast, "start", page)["Location"] == send(cast, "start", page)["Location"]


def test_an_officers_batches_are_listed(cast: Cast) -> None:
    assert "Bạn chưa làm đợt nào" in look(cast.dung, "/desk/batches/")
    send(cast, "start", hidden(review(cast, "receive", filed(cast))))
    run()
    assert "Tiếp nhận" in look(cast.dung, "/desk/batches/")


def test_garbage_is_answered_in_words(cast: Cast) -> None:
    for typed in (
        {},
        {"act": "x", "task": ["9" * 30, "-1", "a"]},
        {"act": "receive", "chosen": "9:9," * 5000},
    ):
        assert send(cast, "review", typed).status_code == 200
        assert send(cast, "start", typed).status_code == 422


def started(cast: Cast, *dossiers: Dossier, act: str = "receive", by: str = "dung") -> str:
    """The address of the batch's page, everything done."""
    address = send(cast, "start", hidden(review(cast, act, *dossiers, by=by)), by)["Location"]
    run()
    return str(address)


def test_every_receipt_of_a_batch_is_printed_as_one_document(cast: Cast) -> None:
    page = started(cast, *(filed(cast) for _ in range(3)))
    assert "In tất cả giấy của đợt này" in look(cast.dung, page)
    answer = signed_in_client(cast.dung).get(f"{page}papers/")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) >= 3
    assert Entry.objects.filter(kind="personal_data.read", data__page="desk:batch-papers").exists()


def test_somebody_elses_batch_is_not_printed(cast: Cast) -> None:
    page = started(cast, filed(cast))
    assert signed_in_client(cast.hoa).get(f"{page}papers/").status_code in {403, 404}


def test_a_batch_that_issued_nothing_offers_nothing_to_print(cast: Cast) -> None:
    page = started(cast, complete(cast, received(cast), steps=1), act="complete", by="son")
    assert "In tất cả giấy" not in look(cast.son, page)
    answer = signed_in_client(cast.son).get(f"{page}papers/", follow=True)
    assert "Đợt này không lập giấy nào để in." in words(answer)
