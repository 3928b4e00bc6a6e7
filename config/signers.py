"""The demo's certificates: made by the local double's test authority, assigned as an administrator would."""

from __future__ import annotations

import os
import time
from pathlib import Path

from motcua.gateways.remote_signing.authority import TestAuthority

_AGENCIES = ("000.25.30.H46", "000.00.30.H46", "000.00.02.H46")
_LEADERS_OF = ("000.25.30.H46", "000.00.30.H46", "000.00.05.H46")
_WAIT_SECONDS = 20.0


def give_certificates(folder: Path) -> None:
    """Where the demo's agencies and leaders have none yet. `folder`: the double's."""
    from django.conf import settings

    from motcua.records.agencies.models import Agency, Assignment
    from motcua.records.signing.models import SigningCertificate
    from motcua.services.clock import business_now

    authority = TestAuthority(folder)
    roots = Path(settings.MOTCUA_TRUST)
    roots.mkdir(parents=True, exist_ok=True, mode=0o700)
    (roots / "test-authority.pem").write_bytes(authority.root_pem())
    if SigningCertificate.objects.filter(ended_at=None).exists():
        return
    at = business_now()
    for agency in Agency.objects.filter(code__in=_AGENCIES):
        name = agency.code.replace(".", "-").lower()
        authority.add_signer(name, name=agency.name, organisation=agency.name, pin="")
        _assign(name, agency, None, at)
    leaders = Assignment.objects.filter(agency__code__in=_LEADERS_OF, role="leader", until_on=None)
    for held in leaders.select_related("account", "agency").order_by("pk"):
        name = f"{held.agency.code.replace('.', '-').lower()}-{held.account_id}"
        authority.add_signer(name, name=held.account.name, organisation=held.agency.name)
        _assign(name, held.agency, held.account, at)


def _assign(credential_id: str, agency, officer, at) -> None:  # type: ignore[no-untyped-def]
    """The double may still be starting."""
    from motcua.services.errors import NotDone
    from motcua.services.signing.assign_certificate import assign_certificate

    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            assign_certificate(credential_id=credential_id, agency=agency, officer=officer, by=None, at=at)
            return
        except NotDone as no:
            if no.refused.code != "signing_down" or time.monotonic() > until:
                raise
            time.sleep(0.2)


def authority_folder() -> Path | None:
    """The double's folder where ./run has started one."""
    named = os.environ.get("MOTCUA_TEST_AUTHORITY", "")
    return Path(named) if named else None
