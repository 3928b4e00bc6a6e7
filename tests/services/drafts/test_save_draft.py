"""Nothing typed is lost: drafts keep right and wrong, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.services.drafts.content import open_draft
from motcua.services.drafts.file_draft import file_draft
from motcua.services.drafts.save_draft import save_draft
from motcua.services.errors import NotDone
from tests.cast import AGENCIES, MONDAY, Cast
from tests.services.drafts.drafting import begun, ready

LATER = MONDAY + timedelta(minutes=5)


def test_a_page_takes_the_place_of_its_own_answers_only(cast: Cast) -> None:
    draft = begun(cast)
    save_draft(draft=draft, by=cast.lan, at=LATER, form={"name": "Lan", "purpose": "buy"})
    # The same draft, open in another window since before that.
    saved = save_draft(
        draft=draft, by=cast.lan, at=LATER, form={"name": "Hoa"}, instead_of=["name", "born_on"]
    )
    assert open_draft(saved).form == {"name": "Hoa", "purpose": "buy"}


def test_what_is_wrong_is_kept_as_typed(cast: Cast) -> None:
    saved = save_draft(draft=begun(cast), by=cast.lan, at=LATER, applicant={"phone": "12", "name": ""})
    assert open_draft(saved).applicant == {"phone": "12", "name": ""}


def test_an_agency_that_does_not_offer_the_procedure_is_refused_at_its_box(cast: Cast) -> None:
    with pytest.raises(NotDone) as no:
        save_draft(draft=begun(cast), by=cast.lan, at=LATER, agency=AGENCIES["justice"])
    assert set(no.value.fields) == {"agency"}


def test_a_filed_draft_changes_no_more(cast: Cast) -> None:
    draft = ready(cast)
    file_draft(draft=draft, by=cast.lan, at=LATER)
    with pytest.raises(NotDone) as no:
        save_draft(draft=draft, by=cast.lan, at=LATER, form={"name": "Hoa"})
    assert no.value.refused.code == "already_filed"
