"""services/dossiers/save_answer: what is corrected in the form is kept until it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.services.dossiers.facts.answer import open_answer
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.save_answer import save_answer
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, nothing_changes

FORM = AskedItem("form", "wrong", "Ghi lại nơi sinh.")
DECLARATION = AskedItem("marital_status_declaration", "wrong", "Ghi lại nơi sinh.")
PAPER = AskedItem("divorce_or_death_paper", "missing", "Gửi bản án ly hôn.")


def asked(cast: Cast, *items: AskedItem) -> Dossier:
    dossier = filed(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=items or [FORM])
    return dossier


def saved(cast: Cast, dossier: Dossier, **answers: Any) -> dict[str, Any] | None:
    request = save_answer(dossier=dossier, by=cast.lan, at=TUESDAY, form=answers, instead_of=answers)
    return open_answer(SupplementRequest.objects.get(pk=request.pk))


def test_a_page_is_kept_as_typed_over_what_was_filed(cast: Cast) -> None:
    dossier = asked(cast)
    before = open_content(dossier).form
    assert saved(cast, dossier, name="Nguyễn Thị Lán", born_on="31/02") == {
        **before,
        "name": "Nguyễn Thị Lán",
        "born_on": "31/02",
    }


def test_another_page_saved_later_leaves_the_first_as_it_was(cast: Cast) -> None:
    dossier = asked(cast)
    saved(cast, dossier, name="Nguyễn Thị Lán")
    kept = saved(cast, dossier, purpose="other")
    assert kept is not None
    assert (kept["name"], kept["purpose"]) == ("Nguyễn Thị Lán", "other")


def test_an_answer_taken_out_of_a_page_is_gone(cast: Cast) -> None:
    dossier = asked(cast)
    request = save_answer(dossier=dossier, by=cast.lan, at=TUESDAY, form={}, instead_of=["name"])
    assert "name" not in (open_answer(request) or {"name": ""})


def test_the_dossier_stays_as_it_is_until_the_form_is_sent(cast: Cast) -> None:
    dossier = asked(cast)
    with nothing_changes(dossier):
        saved(cast, dossier, name="Nguyễn Thị Lán")


def test_what_was_typed_lies_sealed(cast: Cast) -> None:
    dossier = asked(cast)
    saved(cast, dossier, name="Nguyễn Thị Lán")
    row = SupplementRequest.objects.values().get(dossier=dossier)
    assert "Lán".encode() not in bytes(row["sealed_form"])
    assert row["form_saved_at"] == TUESDAY


def test_once_sent_nothing_is_kept_beside_the_dossier(cast: Cast) -> None:
    dossier = asked(cast, FORM, PAPER)
    typed = saved(cast, dossier, name="Nguyễn Thị Lán")
    supplement_dossier(dossier=dossier, by=cast.lan, at=TUESDAY, documents=[], form=typed)
    request = SupplementRequest.objects.get(dossier=dossier)
    assert open_content(dossier).form["name"] == "Nguyễn Thị Lán"
    assert (open_answer(request), request.form_saved_at) == (None, None)


def test_a_declaration_that_the_form_stands_for_may_be_corrected_too(cast: Cast) -> None:
    assert saved(cast, asked(cast, DECLARATION), name="Nguyễn Thị Lán")


@pytest.mark.parametrize(("items", "code"), [([PAPER], "form_not_asked"), (None, "nothing_asked")])
def test_a_form_nobody_asked_about_is_not_taken(cast: Cast, items: list[AskedItem] | None, code: str) -> None:
    dossier = asked(cast, *items) if items else filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        saved(cast, dossier, name="Nguyễn Thị Lán")
    assert said.value.refused.code == code
