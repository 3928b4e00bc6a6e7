"""services/dossiers/escalate: warned once a rung, whoever looks and however often."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.jobs.warnings import warn_of_limits
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import Escalation, ExtensionRequest
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.escalate import escalate_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.withdraw import withdraw_dossier
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import TUESDAY, again, complete, received

# Received on Monday 14 at 9:00, due on Thursday 17 at 17:00: the officer is told from Tuesday 17:00 on.
WEDNESDAY = MONDAY + timedelta(days=2, hours=3)
THURSDAY_NIGHT = MONDAY + timedelta(days=3, hours=11)
MONDAY_AFTER = MONDAY + timedelta(days=7, hours=3)


def told(dossier: Dossier, about: str = "due") -> list[tuple[str, str]]:
    rows = Escalation.objects.filter(dossier=dossier, about=about).order_by("rung")
    return [(row.role, row.agency.name) for row in rows.select_related("agency")]


def warn(dossier: Dossier, at: datetime, about: str = "due") -> int:
    return escalate_dossier(dossier=again(dossier), about=about, at=at)


def test_the_officer_at_the_open_step_is_told_first_and_the_request_is_drafted(cast: Cast) -> None:
    dossier = received(cast)
    assert warn(dossier, WEDNESDAY) == 1
    assert told(dossier) == [("desk_officer", "UBND xã Phong Thủy")]
    draft = ExtensionRequest.objects.get(dossier=dossier)
    assert (draft.cause, draft.signed_at, draft.proposed_at.isoformat()) == (
        "",
        None,
        "2020-09-22T10:00:00+00:00",
    )


def test_too_early_nobody_is_told(cast: Cast) -> None:
    assert warn(received(cast), TUESDAY) == 0


def test_the_same_rung_rings_once(cast: Cast) -> None:
    dossier = received(cast)
    assert [warn(dossier, WEDNESDAY), warn(dossier, WEDNESDAY)] == [1, 0]


def test_a_worker_that_slept_for_days_tells_everybody_it_missed(cast: Cast) -> None:
    dossier = received(cast)
    assert warn(dossier, MONDAY_AFTER) == 4
    assert [role for role, _ in told(dossier)] == ["desk_officer", "desk_head", "leader", "controller"]
    assert told(dossier)[-1][1] == cast.agency["office"].name


def test_the_sweeper_finds_the_first_rung_and_the_later_ones(cast: Cast) -> None:
    dossier = received(cast)
    assert [warn_of_limits(at=TUESDAY), warn_of_limits(at=WEDNESDAY)] == [0, 1]
    assert warn_of_limits(at=THURSDAY_NIGHT) == 2
    assert warn_of_limits(at=MONDAY_AFTER) == 1
    assert warn_of_limits(at=MONDAY_AFTER) == 0
    assert len(told(dossier)) == 4


def test_a_filing_the_desk_has_not_answered_climbs_too(cast: Cast) -> None:
    dossier = filed(cast)
    assert warn_of_limits(at=MONDAY_AFTER) == 4
    assert [role for role, _ in told(dossier, "answer")] == [
        "desk_officer",
        "desk_head",
        "leader",
        "controller",
    ]
    assert not ExtensionRequest.objects.exists()


def test_an_answered_filing_warns_nobody(cast: Cast) -> None:
    dossier = received(cast)
    assert warn(dossier, MONDAY_AFTER, "answer") == 0


def test_while_the_applicant_is_asked_nobody_is_told(cast: Cast) -> None:
    dossier = received(cast)
    request_supplement(
        dossier=dossier,
        by=cast.dung,
        at=TUESDAY,
        items=[AskedItem("form", "wrong", "Sai ngày sinh của người yêu cầu.")],
    )
    assert [warn(dossier, MONDAY_AFTER), warn_of_limits(at=MONDAY_AFTER)] == [0, 0]


def test_what_was_drafted_and_not_needed_is_closed_without_a_word(cast: Cast) -> None:
    dossier = received(cast)
    warn(dossier, WEDNESDAY)
    complete(cast, dossier, at=WEDNESDAY)
    assert warn_of_limits(at=THURSDAY_NIGHT) == 1
    draft = ExtensionRequest.objects.get(dossier=dossier)
    assert (draft.outcome, draft.was_late) == ("unneeded", False)


def test_a_late_dossier_nobody_apologised_for_is_counted_as_missed(cast: Cast) -> None:
    dossier = received(cast)
    warn(dossier, WEDNESDAY)
    complete(cast, dossier, at=MONDAY_AFTER)
    warn_of_limits(at=MONDAY_AFTER)
    draft = ExtensionRequest.objects.get(dossier=dossier)
    assert (draft.outcome, draft.was_late) == ("missed", True)


def test_an_apology_in_one_move_signs_what_was_drafted(cast: Cast) -> None:
    dossier = received(cast)
    warn(dossier, WEDNESDAY)
    new_date = MONDAY + timedelta(days=8, hours=10)
    apologise(
        dossier=again(dossier),
        by=cast.thu,
        at=WEDNESDAY,
        appointed_at=new_date,
        reason="Chờ xác minh của xã bạn.",
    )
    complete(cast, dossier, at=MONDAY_AFTER)
    warn_of_limits(at=MONDAY_AFTER)
    draft = ExtensionRequest.objects.get(dossier=dossier)
    assert (draft.signed_by, draft.outcome, draft.was_late) == (cast.thu, "signed", True)


def test_a_withdrawn_dossier_warns_nobody_further(cast: Cast) -> None:
    dossier = received(cast)
    warn(dossier, WEDNESDAY)
    withdraw_dossier(dossier=again(dossier), by=cast.lan, at=WEDNESDAY)
    assert warn(dossier, MONDAY_AFTER) == 0
    assert not Escalation.objects.filter(next_at__isnull=False).exists()


@pytest.mark.parametrize("about", ["due", "answer"])
def test_a_rulebook_without_ladders_warns_by_none(cast: Cast, about: str) -> None:
    dossier = received(cast)
    version = dossier.rulebook_version
    version.content.pop("escalation")
    version.pk, version.number = None, version.number + 1
    version.save(force_insert=True)
    Dossier.objects.filter(pk=dossier.pk).update(rulebook_version=version)
    assert warn(dossier, MONDAY_AFTER, about) == 0
