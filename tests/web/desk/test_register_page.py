"""The register on screen: whose dossiers it lists, and how they are found."""

from __future__ import annotations

from django.urls import reverse

from motcua.records.journal.models import Entry
from tests.cast import Cast, filed, signed_in_client
from tests.services.dossiers.steps import at_most, received
from tests.web.desk.conftest import look

REGISTER = reverse("desk:register")


def test_a_desk_lists_its_own_and_who_leads_it_those_below(cast: Cast) -> None:
    dossier = filed(cast)
    assert dossier.tracking_code in look(cast.dung, REGISTER)
    assert dossier.tracking_code in look(cast.quang, REGISTER)
    assert dossier.tracking_code in look(cast.nga, REGISTER)
    assert dossier.tracking_code not in look(cast.khanh, REGISTER)


def test_a_specialist_keeps_no_register(cast: Cast) -> None:
    assert signed_in_client(cast.son).get(REGISTER).status_code == 403


def test_it_is_searched_by_name_code_and_state(cast: Cast) -> None:
    waiting, running = filed(cast), received(cast, by="binh")
    assert running.code in look(cast.dung, f"{REGISTER}?q={running.code}")
    assert waiting.tracking_code in look(cast.dung, f"{REGISTER}?q=nguyen+lan")
    only = look(cast.dung, f"{REGISTER}?status=received")
    assert running.code in only
    assert waiting.tracking_code not in only


def test_what_was_listed_is_journalled_once(cast: Cast) -> None:
    filed(cast)
    look(cast.dung, REGISTER)
    assert Entry.objects.filter(stream=f"account:{cast.dung.pk}", kind="personal_data.read").count() == 1


def test_a_page_costs_few_statements(cast: Cast) -> None:
    for _number in range(3):
        filed(cast)
    client = signed_in_client(cast.dung)
    client.get(REGISTER)
    with at_most(6):
        client.get(REGISTER)
