"""The cast's commune has a certificate of its own and its leader one with a PIN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.gateways.remote_signing.double import SigningService
from motcua.services.signing.assign_certificate import assign_certificate
from tests.cast import MONDAY, Cast
from tests.services.signing.signing import signing_house


@pytest.fixture
def signing(cast: Cast, tmp_path: Path) -> Iterator[SigningService]:
    """`cast` with certificates: credentials `phong-thuy` (the agency's) and `thu` (its leader's)."""
    with signing_house(tmp_path) as service:
        commune = cast.agency["phong_thuy"]
        service.authority.add_signer("phong-thuy", name=commune.name, organisation="Quảng Bình", pin="")
        service.authority.add_signer("thu", name=cast.thu.name, organisation=commune.name)
        assign_certificate(credential_id="phong-thuy", agency=commune, officer=None, by=cast.tuan, at=MONDAY)
        assign_certificate(credential_id="thu", agency=commune, officer=cast.thu, by=cast.tuan, at=MONDAY)
        yield service
