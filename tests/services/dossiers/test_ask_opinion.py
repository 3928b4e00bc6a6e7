"""services/dossiers/ask_opinion: another agency is asked, by when, and with what it may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.records.consultations.models import Consultation
from motcua.records.tasks.models import Task
from motcua.services.dossiers.ask_opinion import ask_opinion
from motcua.services.dossiers.facts.consultations import open_question
from motcua.services.errors import NotDone
from motcua.web.accounts.subjects import subject_of
from tests.cast import Cast, filed
from tests.services.dossiers.consulting import ASKED, consulted, handled
from tests.services.dossiers.steps import TUESDAY, again, complete, finished, nothing_changes, story


def test_the_question_is_kept_sealed_and_the_clock_runs_on(cast: Cast) -> None:
    dossier = handled(cast)
    before = again(dossier)
    asked = consulted(cast, dossier)
    assert open_question(asked) == ASKED
    assert ASKED.encode() not in bytes(asked.sealed_question)
    assert (again(dossier).due_at, again(dossier).status) == (before.due_at, before.status)
    assert story(dossier)[-1] == "dossier.opinion_asked"


def test_the_answer_is_due_after_so_many_working_hours(cast: Cast) -> None:
    assert consulted(cast).due_at == TUESDAY + timedelta(hours=6)  # 9:00, and two hours of noon


def test_the_asked_agency_gets_no_part_in_the_dossier(cast: Cast) -> None:
    asked = consulted(cast)
    path = tuple(cast.agency["justice"].path)
    assert path not in subject_of(again(asked.dossier), "parts").places
    assert not Task.objects.filter(agency=cast.agency["justice"]).exists()


def test_it_is_asked_in_the_name_of_the_agency_whose_officer_asks(cast: Cast) -> None:
    assert consulted(cast).asking_agency == cast.agency["phong_thuy"]


def test_only_the_chosen_documents_are_shown(cast: Cast) -> None:
    dossier = handled(cast)
    chosen = dossier.documents.order_by("pk").first()
    assert list(consulted(cast, dossier, documents=[chosen.pk]).documents.all()) == [chosen]


def test_another_dossiers_document_is_never_shown(cast: Cast) -> None:
    strange = filed(cast, by="binh").documents.order_by("pk").first()
    refused(cast, "unknown_document", documents=[strange.pk])


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("question_needed", {"question": " ? "}),
        ("bad_hours", {"hours": 0}),
        ("past_the_limit", {"hours": 200}),
    ],
)
def test_a_question_that_says_too_little_is_none(cast: Cast, code: str, how: dict[str, Any]) -> None:
    refused(cast, code, **how)


def test_an_agency_with_a_part_in_it_is_told_by_a_note(cast: Cast) -> None:
    dossier = handled(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        ask_opinion(
            dossier=dossier,
            agency=cast.agency["phong_thuy"],
            by=cast.son,
            at=TUESDAY,
            question=ASKED,
            hours=4,
        )
    assert said.value.refused.code == "has_a_part"


def test_an_agency_is_asked_one_thing_at_a_time(cast: Cast) -> None:
    dossier = consulted(cast).dossier
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        consulted(cast, dossier)
    assert said.value.refused.code == "already_asked"


def test_what_is_handled_is_not_asked_about(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        consulted(cast, finished(cast))
    assert said.value.refused.code == "not_running"


def test_a_stale_tab_asks_nothing(cast: Cast) -> None:
    dossier = handled(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        ask_opinion(
            dossier=stale, agency=cast.agency["justice"], by=cast.son, at=TUESDAY, question=ASKED, hours=1
        )
    assert said.value.refused.code == "changed_meanwhile"
    assert not Consultation.objects.exists()


def refused(cast: Cast, code: str, **how: Any) -> None:
    dossier = handled(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        consulted(cast, dossier, **how)
    assert said.value.refused.code == code
    assert not Consultation.objects.exists()
