"""The register as a file, from its page: only what the officer may see, only for who asked."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from motcua.records.exports.models import Export
from motcua.records.journal.models import Entry
from motcua.services.exports.run_exports import Exporter
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.steps import TUESDAY, received
from tests.web.desk.conftest import look, words

START, MINE, REGISTER = reverse("desk:register-export"), reverse("desk:exports"), reverse("desk:register")


def written(cast: Cast) -> Export:
    signed_in_client(cast.dung).post(START, {"kind": "xlsx", "on": "09/2020"})
    Exporter().run(at=TUESDAY, now=timezone.now(), keep_going=lambda: True)
    return Export.objects.get()


def test_an_officer_exports_a_month_of_their_own_desk_and_downloads_it(cast: Cast) -> None:
    dossier = received(cast)
    answer = signed_in_client(cast.dung).post(START, {"kind": "xlsx", "on": "09/2020", "agency": "999999"})
    assert answer["Location"] == MINE
    assert "đang làm" in look(cast.dung, MINE)
    export = Export.objects.get()
    assert export.agencies == [dossier.receiving_agency_id]
    Exporter().run(at=TUESDAY, now=timezone.now(), keep_going=lambda: True)
    assert "đã xong 1 hồ sơ" in look(cast.dung, MINE)
    file = signed_in_client(cast.dung).get(reverse("desk:export-file", args=[export.pk]))
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert "attachment" in file["Content-Disposition"]
    assert Entry.objects.filter(kind="register.downloaded").count() == 1


def test_nobody_else_may_fetch_or_cancel_it(cast: Cast) -> None:
    received(cast)
    export = written(cast)
    for other in (cast.quang, cast.nga):
        client = signed_in_client(other)
        assert client.get(reverse("desk:export-file", args=[export.pk])).status_code in (403, 404)
        assert client.post(reverse("desk:export-cancel", args=[export.pk])).status_code in (403, 404)
    assert "Bạn chưa xuất sổ nào" in look(cast.quang, MINE)


def test_who_keeps_no_register_exports_none(cast: Cast) -> None:
    assert signed_in_client(cast.son).post(START, {"kind": "xlsx"}).status_code == 403
    assert not Export.objects.exists()


def test_a_day_that_is_none_is_said_at_its_box(cast: Cast) -> None:
    answer = signed_in_client(cast.dung).post(START, {"kind": "xlsx", "on": "31/02/2020"})
    assert "không phải là ngày hay tháng" in words(answer)
    assert "không phải là ngày hay tháng" in look(cast.dung, f"{REGISTER}?on=31/02/2020")
    assert not Export.objects.exists()


def test_the_register_is_filtered_by_day_month_and_desk(cast: Cast) -> None:
    dossier = received(cast)
    assert dossier.code in look(cast.dung, f"{REGISTER}?on=14/09/2020")
    assert dossier.code in look(cast.dung, f"{REGISTER}?on=09/2020")
    assert dossier.code not in look(cast.dung, f"{REGISTER}?on=15/09/2020")
    assert dossier.code in look(cast.nga, f"{REGISTER}?agency={dossier.receiving_agency_id}")
    assert dossier.code not in look(cast.nga, f"{REGISTER}?agency={cast.agency['province'].pk}")


def test_a_deleted_file_is_gone(cast: Cast) -> None:
    received(cast)
    export = written(cast)
    signed_in_client(cast.dung).post(reverse("desk:export-cancel", args=[export.pk]))
    assert signed_in_client(cast.dung).get(reverse("desk:export-file", args=[export.pk])).status_code == 404
    assert "đã hủy" in look(cast.dung, MINE)
