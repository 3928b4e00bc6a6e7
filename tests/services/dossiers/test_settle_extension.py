"""services/dossiers/settle_extension: what became of a request when its dossier ended."""

from __future__ import annotations

from datetime import timedelta

from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import ExtensionRequest
from motcua.services.dossiers.escalate import escalate_dossier
from motcua.services.dossiers.settle_extension import settle_extension
from motcua.services.dossiers.sign_extension import sign_extension
from motcua.services.dossiers.withdraw import withdraw_dossier
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import again, complete, received

WEDNESDAY = MONDAY + timedelta(days=2, hours=3)
MONDAY_AFTER = MONDAY + timedelta(days=7, hours=3)


def drafted(cast: Cast) -> Dossier:
    dossier = received(cast)
    escalate_dossier(dossier=again(dossier), about="due", at=WEDNESDAY)
    return dossier


def settle(dossier: Dossier) -> str:
    request = ExtensionRequest.objects.select_related("dossier").get(dossier=dossier)
    return settle_extension(request=request, at=MONDAY_AFTER)


def test_while_the_dossier_runs_it_stays_open(cast: Cast) -> None:
    assert settle(drafted(cast)) == ""


def test_in_time_it_was_not_needed(cast: Cast) -> None:
    dossier = drafted(cast)
    complete(cast, dossier, at=WEDNESDAY)
    assert settle(dossier) == "unneeded"


def test_late_without_a_signature_it_was_missed(cast: Cast) -> None:
    dossier = drafted(cast)
    complete(cast, dossier, at=MONDAY_AFTER)
    assert settle(dossier) == "missed"


def test_late_with_a_signature_it_was_signed(cast: Cast) -> None:
    dossier = drafted(cast)
    sign_extension(
        dossier=dossier,
        by=cast.thu,
        at=WEDNESDAY,
        proposed_at=MONDAY + timedelta(days=8, hours=10),
        reason="Chờ xác minh thực địa.",
    )
    complete(cast, dossier, at=MONDAY_AFTER)
    assert settle(dossier) == "signed"
    assert ExtensionRequest.objects.get(dossier=dossier).was_late


def test_withdrawn_it_was_not_needed_and_an_ended_one_is_not_written_again(cast: Cast) -> None:
    dossier = drafted(cast)
    withdraw_dossier(dossier=again(dossier), by=cast.lan, at=WEDNESDAY)
    assert settle(dossier) == "unneeded"
    ExtensionRequest.objects.filter(dossier=dossier).update(outcome="missed")
    settle(dossier)
    assert ExtensionRequest.objects.get(dossier=dossier).outcome == "missed"
