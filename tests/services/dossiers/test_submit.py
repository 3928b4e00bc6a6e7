"""services/dossiers/submit: a citizen files, or learns field by field what is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.surveys.models import Ticket
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.submit import Filed, GivenDocument, submit_dossier
from motcua.services.errors import NotDone
from tests.cast import AGENCIES, MONDAY, Cast, applicant, filed, stored_file
from tests.services.dossiers.steps import at_most, open_task, sent_count, story

PAPER = "divorce_or_death_paper"


def given(key: str = PAPER) -> GivenDocument:
    return GivenDocument(key, f"{key}.pdf", stored_file(key))


def submit(cast: Cast, form: dict[str, Any], **changed: Any) -> Filed:
    call: dict[str, Any] = {
        "procedure": "1.004873",
        "agency": AGENCIES["phong_thuy"],
        "applicant": applicant(cast.lan),
        "form": form,
        "documents": [given()],
        "channel": "online",
        "by": cast.lan,
        "at": MONDAY,
    }
    return submit_dossier(**{**call, **changed})


@pytest.fixture
def form(cast: Cast) -> dict[str, Any]:
    """What somebody filled in well before."""
    return dict(open_content(filed(cast)).form)


def test_a_filed_dossier_has_a_tracking_code_and_no_dossier_code(cast: Cast) -> None:
    dossier = filed(cast)
    assert dossier.status == "submitted"
    assert dossier.tracking_code
    assert dossier.code is None
    assert dossier.due_at is None
    assert dossier.submitter == cast.lan


def test_the_desk_owes_an_answer_within_eight_working_hours(cast: Cast) -> None:
    dossier = filed(cast)
    task = open_task(dossier)
    assert local(dossier.answer_due_at).isoformat() == "2020-09-14T17:00:00"
    assert (task.step, task.role, task.agency_id) == ("intake", "desk_officer", cast.agency["phong_thuy"].pk)
    assert task.due_at == dossier.answer_due_at == task.next_alarm_at


def test_a_dossier_filed_in_the_evening_is_answered_by_the_next_days_close(cast: Cast) -> None:
    dossier = filed(cast, at=MONDAY + timedelta(hours=13))
    assert local(dossier.answer_due_at).isoformat() == "2020-09-15T17:00:00"


def test_filing_writes_the_first_entry_of_the_story_and_tells_the_national_portal(cast: Cast) -> None:
    dossier = filed(cast)
    assert story(dossier) == ["dossier.submitted"]
    assert sent_count(dossier) == 1


def test_the_filer_takes_home_a_secret_and_a_survey_ticket(cast: Cast, form: dict[str, Any]) -> None:
    done = submit(cast, form)
    assert open_content(done.dossier).secret == done.secret
    assert done.ticket
    assert Ticket.objects.filter(dossier=done.dossier).count() == 1


def test_what_is_personal_lies_sealed_and_search_goes_by_the_folded_name(cast: Cast) -> None:
    dossier = filed(cast)
    row = Dossier.objects.filter(pk=dossier.pk).values().get()
    assert "044190000017" not in str(row)
    assert "0912345678" not in str(row)
    assert row["applicant_folded"] == "nguyen thi lan"


def test_an_officer_may_file_for_somebody_at_the_counter_without_scans(
    cast: Cast, form: dict[str, Any]
) -> None:
    dossier = submit(cast, form, channel="counter", by=cast.dung, documents=[]).dossier
    assert dossier.submitter is None
    assert dossier.channel == "counter"


def test_a_missing_paper_is_named_and_nothing_is_filed(cast: Cast) -> None:
    birth = dict(open_content(filed(cast, procedure="1.001193")).form)
    count = Dossier.objects.count()
    with pytest.raises(NotDone) as said:
        submit(cast, birth, procedure="1.001193", documents=[])
    assert list(said.value.fields) == ["documents.birth_certificate_of_clinic"]
    refused = said.value.fields["documents.birth_certificate_of_clinic"]
    assert refused.code == "missing_requirement"
    assert "Giấy chứng sinh" in str(refused)
    assert Dossier.objects.count() == count


def test_the_form_is_the_declaration_and_no_scan_of_one_is_asked_for(
    cast: Cast, form: dict[str, Any]
) -> None:
    assert not Document.objects.filter(dossier=submit(cast, form, documents=[]).dossier).exists()


def test_a_paper_nobody_asks_for_is_refused_by_name(cast: Cast, form: dict[str, Any]) -> None:
    with pytest.raises(NotDone) as said:
        submit(cast, form, documents=[given(), given("land_title")])
    assert said.value.fields["documents.land_title"].code == "unknown_requirement"


def test_every_wrong_field_is_told_at_once(cast: Cast, form: dict[str, Any]) -> None:
    wrong = {**applicant(cast.lan), "phone": "12", "identity": "999"}
    with pytest.raises(NotDone) as said:
        submit(cast, {}, applicant=wrong)
    assert said.value.refused.code == "invalid_filing"
    assert {"applicant.phone", "applicant.identity"} <= set(said.value.fields)
    assert any(field.startswith("form.") for field in said.value.fields)


def test_an_agency_that_does_not_offer_the_procedure_refuses(cast: Cast, form: dict[str, Any]) -> None:
    with pytest.raises(NotDone) as said:
        submit(cast, form, agency=AGENCIES["justice"])
    assert said.value.refused.code == "not_offered"


def test_a_machine_may_not_send_fields_the_form_does_not_have(cast: Cast, form: dict[str, Any]) -> None:
    with pytest.raises(NotDone) as said:
        submit(cast, {**form, "shoe_size": 41}, is_strict=True)
    assert "form.shoe_size" in said.value.fields


def test_the_documents_belong_to_the_dossier(cast: Cast, form: dict[str, Any]) -> None:
    dossier = submit(cast, form).dossier
    assert Document.objects.get(dossier=dossier).requirement == PAPER


def test_two_filings_never_share_a_tracking_code(cast: Cast, form: dict[str, Any]) -> None:
    codes = {submit(cast, form).dossier.tracking_code for _ in range(3)}
    assert len(codes) == 3


def test_filing_with_one_document_takes_at_most_twelve_statements(cast: Cast, form: dict[str, Any]) -> None:
    submit(cast, form)  # warm: the frozen versions are kept by id
    document = given()
    with at_most(12):
        submit(cast, form, documents=[document])
