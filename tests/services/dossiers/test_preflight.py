"""services/dossiers/preflight: the check page says everything that is missing before anything is filed."""

from __future__ import annotations

import pytest

from motcua.records.procedures.models import Procedure
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.preflight import check_filing, filing_errors
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import MONDAY, Cast, applicant, filed

PAPER = "divorce_or_death_paper"
BIRTH_PAPER = "birth_certificate_of_clinic"


def _asked(cast: Cast, procedure: str = "1.004873", **changed: object) -> dict[str, object]:
    dossier = filed(cast, procedure=procedure)
    call = {
        "applicant": applicant(cast.lan),
        "form": open_content(dossier).form,
        "given": [PAPER],
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
    call = _asked(cast, "1.001193", given=[], form={}, applicant={"kind": "person"})
    _, errors = filing_errors(_frozen("1.001193"), **call)  # type: ignore[arg-type]
    assert f"documents.{BIRTH_PAPER}" in errors
    assert {name.split(".")[0] for name in errors} == {"applicant", "form", "documents"}


def test_the_refusal_counts_what_is_left_to_mend(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        check_filing(_frozen("1.001193"), **_asked(cast, "1.001193", given=[]))  # type: ignore[arg-type]
    assert said.value.refused.params == {"count": 1}
    assert "1 chỗ" in str(said.value.refused)


def test_at_the_counter_papers_may_be_handed_over_instead_of_scanned(cast: Cast) -> None:
    call = _asked(cast, "1.001193", given=[], channel="counter")
    _, errors = filing_errors(_frozen("1.001193"), **call)  # type: ignore[arg-type]
    assert errors == {}


def test_a_paper_that_is_only_shown_need_not_be_attached(cast: Cast) -> None:
    _, errors = filing_errors(_frozen("1.001193"), **_asked(cast, given=[], form={}))  # type: ignore[arg-type]
    assert "documents.identity_paper" not in errors
    assert f"documents.{BIRTH_PAPER}" in errors


def test_the_declaration_is_met_by_the_form_online(cast: Cast) -> None:
    _, errors = filing_errors(_frozen(), **_asked(cast, given=[]))  # type: ignore[arg-type]
    assert errors == {}


def test_a_scan_of_the_declaration_is_taken_all_the_same(cast: Cast) -> None:
    given = ["marital_status_declaration"]
    _, errors = filing_errors(_frozen(), **_asked(cast, given=given))  # type: ignore[arg-type]
    assert errors == {}


def test_a_version_from_before_the_form_stood_for_it_still_asks_for_the_declaration(cast: Cast) -> None:
    call = _asked(cast, given=[])
    version = Procedure.objects.select_related("current").get(code="1.004873").current
    for asked in version.content["requirements"]:
        del asked["is_met_by_form"]
    version.pk = None
    version.number += 1
    version.save()
    _, errors = filing_errors(frozen_procedure(version.pk), **call)  # type: ignore[arg-type]
    assert list(errors) == ["documents.marital_status_declaration"]
