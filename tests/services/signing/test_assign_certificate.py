"""services/signing/assign_certificate: who signs for whom, and with what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.gateways.remote_signing.client import INFO
from motcua.gateways.remote_signing.double import Fault, SigningService
from motcua.records.journal.models import Entry
from motcua.records.signing.models import SigningCertificate
from motcua.services.errors import NotDone
from motcua.services.signing.assign_certificate import assign_certificate, end_certificate
from motcua.services.signing.certificates import agency_certificate, officer_certificate
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


def refused(cast: Cast, credential_id: str, officer: str = "", agency: str = "phong_thuy") -> str:
    with pytest.raises(NotDone) as no:
        assign_certificate(
            credential_id=credential_id,
            agency=cast.agency[agency],
            officer=cast.accounts[officer] if officer else None,
            by=cast.tuan,
            at=MONDAY,
        )
    return no.value.refused.code


def test_the_service_says_whose_certificate_it_is_and_how_long_it_lasts(
    cast: Cast, signing: SigningService
) -> None:
    found = agency_certificate(cast.agency["phong_thuy"].pk)
    assert found is not None
    assert found.name == cast.agency["phong_thuy"].name
    assert found.issuer == "CA thử nghiệm Motcua"
    assert found.valid_until == datetime(2035, 1, 1, tzinfo=UTC)
    assert (found.needs_pin, found.place) == (False, "127.0.0.1")
    kept = officer_certificate(cast.thu, cast.agency["phong_thuy"].pk)
    assert kept is not None
    assert kept.needs_pin


def test_no_key_is_kept(signing: SigningService) -> None:
    assert all("PRIVATE" not in one.chain for one in SigningCertificate.objects.all())


def test_a_new_certificate_ends_the_one_before(cast: Cast, signing: SigningService) -> None:
    signing.authority.add_signer("phong-thuy-2", name="UBND", organisation="Quảng Bình", pin="")
    made = assign_certificate(
        credential_id="phong-thuy-2",
        agency=cast.agency["phong_thuy"],
        officer=None,
        by=cast.tuan,
        at=MONDAY + timedelta(days=1),
    )
    assert agency_certificate(cast.agency["phong_thuy"].pk) == made
    former = SigningCertificate.objects.get(credential_id="phong-thuy")
    assert former.ended_at == MONDAY + timedelta(days=1)
    assert former.ended_by == cast.tuan


def test_giving_and_taking_stand_in_the_configurations_journal(cast: Cast, signing: SigningService) -> None:
    one = SigningCertificate.objects.get(credential_id="thu")
    end_certificate(certificate=one, by=cast.tuan, at=MONDAY)
    kinds = Entry.objects.filter(stream="configuration", data__certificate=one.pk).values_list(
        "kind", "actor"
    )
    assert list(kinds.order_by("number")) == [
        ("configuration.certificate_assigned", cast.tuan.pk),
        ("configuration.certificate_ended", cast.tuan.pk),
    ]


def test_a_credential_the_service_does_not_know_is_not_assigned(cast: Cast, signing: SigningService) -> None:
    assert refused(cast, "nobody") == "signing_denied"
    assert refused(cast, "") == "no_credential"


def test_a_certificate_that_has_ended_is_not_assigned(cast: Cast, signing: SigningService) -> None:
    signing.authority.add_signer(
        "ended", name="X", organisation="Y", pin="", valid_until=datetime(2020, 9, 1, tzinfo=UTC)
    )
    assert refused(cast, "ended") == "certificate_not_valid"


def test_an_agencys_key_asks_for_nothing_and_an_officers_for_a_pin(
    cast: Cast, signing: SigningService
) -> None:
    assert refused(cast, "thu") == "agency_key_asks"
    assert refused(cast, "phong-thuy", officer="thu") == "officer_key_open"


def test_an_officer_signs_only_where_they_lead(cast: Cast, signing: SigningService) -> None:
    assert refused(cast, "thu", officer="dung") == "no_signing_role"
    assert refused(cast, "thu", officer="thu", agency="le_thuy") == "no_signing_role"


def test_a_service_that_does_not_answer_changes_nothing(cast: Cast, signing: SigningService) -> None:
    before = SigningCertificate.objects.count()
    signing.script(Fault("drop", path=INFO, times=2))
    assert refused(cast, "phong-thuy") == "signing_down"
    assert SigningCertificate.objects.count() == before
