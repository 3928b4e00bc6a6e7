"""`take_in_dossier`: a walk-in is filed and received in one move, or not at all."""

from __future__ import annotations

import random
from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.papers.models import Paper
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.submit import Filed
from motcua.services.dossiers.take_in import take_in_dossier
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import AGENCIES, MONDAY, Cast, applicant
from tests.services.dossiers.steps import NINE, story


def take_in(cast: Cast, **changed: Any) -> Filed:
    """Lan brings every paper of the marital status procedure to Phong Thủy's counter."""
    frozen = frozen_procedure(Procedure.objects.get(code="1.004873").current_id)
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    brought: dict[str, Any] = {
        "procedure": "1.004873",
        "agency": AGENCIES["phong_thuy"],
        "applicant": applicant(cast.lan),
        "form": sample_payload(frozen.form, random.Random(7), facts),
        "documents": [],
        "handed_in": {one.key: 1 for one in frozen.requirements if one.is_required},
        "by": cast.dung,
        "at": NINE,
    }
    return take_in_dossier(**{**brought, **changed})


def required_key() -> str:
    frozen = frozen_procedure(Procedure.objects.get(code="1.004873").current_id)
    return next(one.key for one in frozen.requirements if one.is_required)


def test_it_is_received_with_code_and_receipt_and_belongs_to_no_account(cast: Cast) -> None:
    dossier = take_in(cast).dossier
    assert (dossier.status, dossier.channel, dossier.submitter) == ("received", "counter", None)
    assert dossier.code
    assert story(dossier) == ["dossier.submitted", "dossier.received"]
    assert Paper.objects.filter(dossier=dossier, form="01").exists()


def test_the_papers_counted_on_the_counter_are_kept_with_it(cast: Cast) -> None:
    key = required_key()
    dossier = take_in(cast, handed_in={key: 3}).dossier
    assert open_content(Dossier.objects.get(pk=dossier.pk)).handed_in == {key: 3}


def test_who_brings_too_little_is_told_what_to_bring(cast: Cast) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={})
    assert raised.value.fields[f"documents.{required_key()}"].code == "not_on_the_counter"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("count", [-1, 100])
def test_a_count_that_cannot_be_is_asked_again(cast: Cast, count: int) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={required_key(): count})
    assert raised.value.fields[f"documents.{required_key()}"].code == "bad_count"
    assert not Dossier.objects.exists()


def test_everything_wrong_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={}, applicant={**applicant(cast.lan), "phone": "12"})
    assert {"applicant.phone", f"documents.{required_key()}"} <= raised.value.fields.keys()
    assert not Dossier.objects.exists()
