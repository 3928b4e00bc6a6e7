"""A draft begins with what is known already."""

from __future__ import annotations

import pytest

from motcua.records.procedures.models import Offer, Procedure
from motcua.services.drafts.content import open_draft
from motcua.services.drafts.start_draft import start_draft
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast
from tests.services.drafts.drafting import PROCEDURE, begun


def test_the_applicants_page_is_filled_in_from_the_profile(cast: Cast) -> None:
    applicant = open_draft(begun(cast)).applicant
    assert (applicant["name"], applicant["phone"]) == ("Nguyễn Thị Lan", "0912345678")


def test_a_procedure_not_offered_online_is_refused_with_the_way_to_go(cast: Cast) -> None:
    Offer.objects.update(has_online_filing=False)
    with pytest.raises(NotDone) as no:
        start_draft(procedure=Procedure.objects.get(code=PROCEDURE), by=cast.lan, at=MONDAY)
    assert no.value.refused.code == "not_online"
