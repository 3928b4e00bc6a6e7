"""services/dossiers/preflight: the check page says everything that is missing before anything is filed."""

from __future__ import annotations

import pytest

from motcua.records.procedures.models import Procedure
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.preflight import check_filing, filing_errors
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import MONDAY, Cast, applicant, filed

DECLARATION = "marital_status_declaration"


def _asked(cast: Cast, **changed: object) -> dict[str, object]:
    dossier = filed(cast)
    call = {
        "applicant": applicant(cast.lan),
        "form": open_content(dossier).form,
        "given": [DECLARATION],
        "channel": "online",
        "today": MONDAY.date(),
        "rulebook_version": dossier.rulebook_version_id,
    }
    return {**call, **changed}


def _frozen(code: str = "1.004873"):  # type: ignore[no-untyped-def]
    return frozen_procedure(Procedure.objects.get(code=code).current_id)


def test_a_whole_filing_has_no_errors_and_comes_back_clean(cast: Cast) -> None:
    checked, errors = filing_errors(_frozen(), **_asked(cast))  # type: ignore[arg-type]
    assert errors == {}
    assert checked.applicant["name"] == "Nguyễn Thị Lan"


def test_each_error_names_its_field(cast: Cast) -> None:
    call = _asked(cast, given=[], form={}, applicant={"kind": "person"})
    _, errors = filing_errors(_frozen(), **call)  # type: ignore[arg-type]
    assert f"documents.{DECLARATION}" in errors
    assert {name.split(".")[0] for name in errors} == {"applicant", "form", "documents"}


def test_the_refusal_counts_what_is_left_to_mend(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        check_filing(_frozen(), **_asked(cast, given=[]))  # type: ignore[arg-type]
    assert said.value.refused.params == {"count": 1}
    assert "1 chỗ" in str(said.value.refused)


def test_at_the_counter_papers_may_be_handed_over_instead_of_scanned(cast: Cast) -> None:
    _, errors = filing_errors(_frozen(), **_asked(cast, given=[], channel="counter"))  # type: ignore[arg-type]
    assert errors == {}


def test_a_paper_that_is_only_shown_need_not_be_attached(cast: Cast) -> None:
    _, errors = filing_errors(_frozen("1.001193"), **_asked(cast, given=[], form={}))  # type: ignore[arg-type]
    assert "documents.identity_paper" not in errors
    assert "documents.birth_certificate_of_clinic" in errors
