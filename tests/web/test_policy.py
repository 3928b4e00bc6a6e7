"""Every page of the house under the strict policy, whichever room it is in."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast, signed_in_client
from tests.web.inline import check_page
from tests.web.objects import make_world
from tests.web.test_rights_matrix import POLICY, address_of

PAGES = [
    name for name, route in POLICY.routes.items() if "GET" in route.methods and not name.startswith("api-v1:")
]
READERS = (None, "lan", "dung", "hoa", "nga", "tuan")


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_anything_inline(cast: Cast, name: str) -> None:
    world = make_world(cast)
    address = address_of(world, POLICY.routes[name])
    for reader in READERS:
        client = signed_in_client(cast.accounts[reader]) if reader else Client()
        answer = client.get(address)
        if is_page(answer):
            check_page(answer)


def is_page(answer: HttpResponse) -> bool:
    return answer.status_code in {200, 404} and answer["Content-Type"].startswith("text/html")
