"""The console's page: for who administers and who controls, and nobody else."""

from __future__ import annotations

from django.urls import reverse

from tests.cast import Cast, filed, signed_in_client

OVERVIEW = reverse("console:overview")


def test_it_lists_officers_versions_and_what_waits_to_be_sent(cast: Cast) -> None:
    filed(cast)
    page = signed_in_client(cast.tuan).get(OVERVIEW).content.decode()
    for shown in ("Trần Văn Dũng", "Cán bộ tiếp nhận", "Cổng Dịch vụ công quốc gia", "Lịch làm việc"):
        assert shown in page


def test_an_agency_is_found_without_diacritics(cast: Cast) -> None:
    page = signed_in_client(cast.nga).get(f"{OVERVIEW}?q=phong+thuy").content.decode()
    assert "UBND xã Phong Thủy" in page
    assert "Kiến Giang" not in page


def test_who_works_at_a_desk_has_no_business_there(cast: Cast) -> None:
    assert signed_in_client(cast.dung).get(OVERVIEW).status_code == 403
