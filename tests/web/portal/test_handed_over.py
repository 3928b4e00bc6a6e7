"""The applicant reads how the result was handed over and which originals came back."""

from __future__ import annotations

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.release import release_dossier
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.handing_over import KEPT, PROXY, owed, ready
from tests.services.dossiers.steps import TUESDAY, again
from tests.web.portal.conftest import words


def page(cast: Cast, dossier: Dossier) -> str:
    Dossier.objects.filter(pk=dossier.pk).update(submitter=cast.lan)
    return words(signed_in_client(cast.lan).get(f"/dossiers/{dossier.tracking_code}/"))


def test_who_took_it_and_what_stays_is_said_without_numbers_of_papers(cast: Cast) -> None:
    dossier = ready(cast)
    told = {"collector": "proxy", "shown": "receipt", "delegation": PROXY}
    told |= {"returned": owed()[:1], "kept_reason": KEPT}
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=told)
    said = page(cast, dossier)
    assert "người nhận thay" in said
    assert PROXY["name"] in said
    assert PROXY["identity"] not in said
    assert "đã trả" in said
    assert (KEPT in said) == (len(owed()) > 1)


def test_before_the_hand_over_nothing_is_said_of_it(cast: Cast) -> None:
    dossier = ready(cast)
    assert "Đã trả cho bạn" not in page(cast, again(dossier))


def test_by_post_the_number_is_there_to_follow_it(cast: Cast) -> None:
    dossier = ready(cast)
    release_dossier(
        dossier=dossier, by=cast.dung, at=TUESDAY, way="post", collected={"post_item": "EB123456789VN"}
    )
    assert "EB123456789VN" in page(cast, dossier)
