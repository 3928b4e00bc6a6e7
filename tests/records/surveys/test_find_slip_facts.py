"""The migration that gives slips of before parts and closings what they lack."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from motcua.records.evaluations.models import MonthTally
from motcua.records.surveys.models import Slip, SlipPart
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.evaluations.tally import rebuild_tallies, tally_changes
from motcua.services.surveys.answer_slip import answer_slip
from motcua.services.verification.findings import Findings
from motcua.services.verification.roll_ups import check_roll_ups
from motcua.services.verification.slips import check_slips
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, complete, hand_over, received

find_facts = import_module("motcua.records.surveys.migrations.0003_find_slip_facts").find_facts


@pytest.mark.django_db
def test_old_slips_get_their_month_their_desk_and_their_parts(cast: Cast) -> None:
    shared = received(cast)
    hand_over(shared, cast.agency["justice"])
    declined = decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason="Không thuộc thẩm quyền.")
    for dossier in (complete(cast, shared), declined):
        answer_slip(
            ticket=dossier.ticket,
            answers={"1": 2, "3": 2, "4": 2, "7": 2},
            satisfaction={},
            has_paid_outside=False,
            channel="online",
            at=TUESDAY + timedelta(days=1),
        )
    rebuild_tallies()
    _as_it_was(cast)

    find_facts(apps, connection.schema_editor())

    while tally_changes():
        pass
    findings = Findings()
    check_slips(findings)
    check_roll_ups(findings)
    assert [check.problems for check in findings.checks] == [[], []]
    assert SlipPart.objects.get().agency == cast.agency["justice"]


def _as_it_was(cast: Cast) -> None:
    """No parts and no months to count in, every slip the lead agency's, index 2 the worst of all steps."""
    SlipPart.objects.all().delete()
    MonthTally.objects.filter(agency=cast.agency["justice"]).delete()
    Slip.objects.update(counted_on="2020-01-01", is_before_receipt=False, agency=cast.agency["le_thuy"])
    for slip in Slip.objects.filter(answers__has_key="2"):
        slip.agency, slip.answers = cast.agency["phong_thuy"], {**slip.answers, "2": 0}
        slip.save()
