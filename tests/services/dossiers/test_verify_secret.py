"""The look-up secret: as people type it, and not for guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.verify_secret import verify_secret
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed

WHERE = {"address": "203.0.113.5", "at": MONDAY}


def test_the_secret_is_known_in_any_case_and_spacing(cast: Cast) -> None:
    dossier = filed(cast)
    secret = secret_of(dossier)
    verify_secret(dossier=dossier, secret=f" {secret[:5]}-{secret[5:].lower()} ", **WHERE)


def test_another_dossiers_secret_opens_nothing(cast: Cast) -> None:
    dossier, other = filed(cast), filed(cast)
    with pytest.raises(NotDone, match="wrong_secret"):
        verify_secret(dossier=dossier, secret=secret_of(other), **WHERE)


def test_after_five_wrong_ones_the_right_one_waits_too(cast: Cast) -> None:
    dossier = filed(cast)
    guess(dossier, 5)
    with pytest.raises(NotDone, match="locked"):
        verify_secret(dossier=dossier, secret=secret_of(dossier), **WHERE)


def test_a_quarter_of_an_hour_later_the_right_one_opens_again(cast: Cast) -> None:
    dossier = filed(cast)
    guess(dossier, 5)
    later = {**WHERE, "at": MONDAY + timedelta(minutes=16)}
    verify_secret(dossier=dossier, secret=secret_of(dossier), **later)


def test_the_right_one_lets_the_wrong_ones_be_forgotten(cast: Cast) -> None:
    dossier = filed(cast)
    guess(dossier, 4)
    verify_secret(dossier=dossier, secret=secret_of(dossier), **WHERE)
    guess(dossier, 4)
    verify_secret(dossier=dossier, secret=secret_of(dossier), **WHERE)


@pytest.mark.parametrize("first", ["page", "api"])
def test_page_and_api_count_the_same_wrong_tries(cast: Cast, client: Client, first: str) -> None:
    dossier = filed(cast)
    doors = {"page": _at_the_page, "api": _at_the_api}
    for _ in range(5):
        assert not doors[first](client, dossier, "KHONGDUNG1")
    for opens in doors.values():
        assert not opens(client, dossier, secret_of(dossier))


@pytest.mark.parametrize("door", ["page", "api"])
def test_either_door_opens_for_the_right_one(cast: Cast, client: Client, door: str) -> None:
    dossier = filed(cast)
    opens = {"page": _at_the_page, "api": _at_the_api}[door]
    assert opens(client, dossier, secret_of(dossier))


def secret_of(dossier: Dossier) -> str:
    return open_content(dossier).secret


def guess(dossier: Dossier, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotDone, match="wrong_secret"):
            verify_secret(dossier=dossier, secret="SAI", **WHERE)


def _at_the_page(client: Client, dossier: Dossier, secret: str) -> bool:
    answer = client.post(f"/lookup/{dossier.tracking_code}/", {"secret": secret})
    return answer.context["known"] is not None


def _at_the_api(client: Client, dossier: Dossier, secret: str) -> bool:
    answer = client.get(f"/api/v1/dossiers/{dossier.tracking_code}", headers={"X-Dossier-Secret": secret})
    return "version" in answer.json()
