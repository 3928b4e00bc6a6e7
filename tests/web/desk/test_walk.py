"""Working through a list: the next dossier opens by itself, in the order of the queue."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from motcua.records.dossiers.models import Dossier
from tests.cast import MONDAY, Cast, filed, signed_in_client
from tests.services.dossiers.steps import again
from tests.web.desk.conftest import address, words

WALK, QUEUE = "/desk/walk/", "/desk/"


def three(cast: Cast) -> list[Dossier]:
    """Filed one after the other, so the first is due first."""
    return [filed(cast, at=MONDAY + timedelta(hours=number)) for number in range(3)]


def walking(cast: Cast, **kept: str) -> tuple[Client, str]:
    client = signed_in_client(cast.dung)
    return client, client.post(WALK, {"walk": "start", **kept})["Location"]


def decline(client: Client, dossier: Dossier) -> str:
    typed = {"reason": "Không thuộc thẩm quyền.", "version": again(dossier).version}
    return str(client.post(address(dossier, "decline"), typed)["Location"])


def test_it_begins_with_what_is_due_first(cast: Cast) -> None:
    first, *_ = three(cast)
    client, where = walking(cast)
    assert where == address(first)
    assert "Đang làm lần lượt" in words(client.get(where))


def test_the_next_one_opens_when_one_is_done_until_the_list_ends(cast: Cast) -> None:
    first, second, third = three(cast)
    client, _ = walking(cast, kind="intake")
    assert decline(client, first) == address(second)
    assert decline(client, second) == address(third)
    assert decline(client, third) == f"{QUEUE}?kind=intake"
    assert "Hết danh sách" in words(client.get(QUEUE))
    assert "Đang làm lần lượt" not in words(client.get(address(third)))


def test_a_dossier_passed_over_stays_and_does_not_come_again(cast: Cast) -> None:
    first, second, third = three(cast)
    client, where = walking(cast)
    key = client.get(where).context["walk_key"]
    assert client.post(WALK, {"walk": "skip", "after": key})["Location"] == address(second)
    assert decline(client, second) == address(third)
    assert decline(client, third) == f"{QUEUE}?"
    assert first.tracking_code in words(client.get(QUEUE))


def test_only_what_the_filter_finds_is_walked_through(cast: Cast) -> None:
    three(cast)
    _, where = walking(cast, q="khong co ai")
    assert where == f"{QUEUE}?q=khong+co+ai"


def test_it_can_be_stopped(cast: Cast) -> None:
    first, second, _ = three(cast)
    client, _ = walking(cast)
    assert client.post(WALK, {"walk": "stop"})["Location"] == QUEUE
    assert decline(client, first).startswith(f"{QUEUE}?from=")
    assert "Đang làm lần lượt" not in words(client.get(address(second)))


def test_a_key_that_is_none_begins_anew(cast: Cast) -> None:
    first, *_ = three(cast)
    client, _ = walking(cast)
    assert client.post(WALK, {"walk": "skip", "after": "~~'; --"})["Location"] == address(first)
    assert client.post(WALK, {"walk": "x" * 500})["Location"] == address(first)
