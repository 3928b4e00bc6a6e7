"""gateways/remote_signing: client, double and test authority, over real HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from motcua.gateways.errors import Faulty, Unreachable
from motcua.gateways.remote_signing.authority import PIN, TestAuthority
from motcua.gateways.remote_signing.client import AUTHORIZE, ECDSA_SHA256, INFO, Denied, RemoteSigning
from motcua.gateways.remote_signing.double import Fault, SigningService, running_service

HASH = hashlib.sha256(b"a paper").digest()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    made = TestAuthority(tmp_path_factory.mktemp("authority") / "here")
    made.add_signer("phong-thuy", name="UBND xã Phong Thủy", organisation="UBND xã Phong Thủy", pin="")
    made.add_signer("thu", name="Hoàng Thị Thu", organisation="UBND xã Phong Thủy", otp="730914")
    return made


@pytest.fixture
def doubled(authority: TestAuthority) -> Iterator[tuple[RemoteSigning, SigningService]]:
    with running_service(authority.folder) as (address, service):
        client = RemoteSigning(address, timeout=0.5)
        yield client, service
        client.close()


def signed(client: RemoteSigning, sad: str) -> bytes:
    return client.sign_hashes("phong-thuy", [HASH], sad=sad, algorithm=ECDSA_SHA256)[0]


def leave(client: RemoteSigning, count: int = 1) -> str:
    return client.authorise("phong-thuy", count=count).secret


def test_the_credentials_and_what_each_asks_are_told(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, _ = doubled
    assert client.credential_ids() == ["phong-thuy", "thu"]
    agency, officer = client.credential("phong-thuy"), client.credential("thu")
    assert (agency.needs_pin, agency.needs_otp) == (False, False)
    assert (officer.needs_pin, officer.needs_otp) == (True, True)
    assert [len(one.chain) for one in (agency, officer)] == [2, 2]


def test_a_hash_comes_back_signed_by_the_credentials_own_key(
    doubled: tuple[RemoteSigning, SigningService],
) -> None:
    client, _ = doubled
    own = x509.load_der_x509_certificate(client.credential("phong-thuy").chain[0])
    key = own.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(signed(client, leave(client)), HASH, ec.ECDSA(Prehashed(hashes.SHA256())))


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_is_signed_twice(
    doubled: tuple[RemoteSigning, SigningService],
) -> None:
    client, service = doubled
    sad = leave(client)
    service.script(Fault("drop_after_commit"))
    assert signed(client, sad)
    assert len(service.signed) == 1


def test_a_service_that_stays_silent_is_unreachable_after_one_more_try(
    doubled: tuple[RemoteSigning, SigningService],
) -> None:
    client, service = doubled
    sad = leave(client)
    service.script(Fault("drop", times=2))
    with pytest.raises(Unreachable):
        signed(client, sad)
    assert service.signed == []


def test_an_authorisation_is_never_repeated_by_itself(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, service = doubled
    client.credential_ids()
    service.script(Fault("drop", path=AUTHORIZE))
    before = service.call_count
    with pytest.raises(Unreachable):
        leave(client)
    assert service.call_count == before + 1


@pytest.mark.parametrize(
    ("pin", "otp", "code"), [("000000", "730914", "invalid_pin"), (PIN, "111111", "invalid_otp")]
)
def test_a_wrong_pin_or_code_is_said_by_its_name(
    doubled: tuple[RemoteSigning, SigningService], pin: str, otp: str, code: str
) -> None:
    client, _ = doubled
    with pytest.raises(Denied) as no:
        client.authorise("thu", count=1, pin=pin, otp=otp)
    assert no.value.code == code


def test_a_one_time_code_works_once(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, _ = doubled
    client.authorise("thu", count=1, pin=PIN, otp="730914")
    with pytest.raises(Denied, match="invalid_otp"):
        client.authorise("thu", count=1, pin=PIN, otp="730914")


def test_a_leave_is_good_for_as_many_signatures_as_were_asked(
    doubled: tuple[RemoteSigning, SigningService],
) -> None:
    client, _ = doubled
    sad = leave(client)
    signed(client, sad)
    with pytest.raises(Denied, match="invalid_sad"):
        client.sign_hashes(
            "phong-thuy", [hashlib.sha256(b"another").digest()], sad=sad, algorithm=ECDSA_SHA256
        )


def test_a_leave_ends(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, service = doubled
    service.leave_seconds = 0
    with pytest.raises(Denied, match="invalid_sad"):
        signed(client, leave(client))


def test_a_token_that_died_is_fetched_anew(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, service = doubled
    client.credential_ids()
    service.tokens.clear()
    assert client.credential_ids()


def test_a_broken_answer_is_faulty(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, service = doubled
    service.script(Fault("error", path=INFO))
    with pytest.raises(Faulty):
        client.credential("phong-thuy")


def test_an_unknown_credential_is_denied(doubled: tuple[RemoteSigning, SigningService]) -> None:
    client, _ = doubled
    with pytest.raises(Denied):
        client.credential("../root")


def test_the_authority_keeps_its_keys_to_itself(authority: TestAuthority) -> None:
    assert {path.stat().st_mode & 0o077 for path in authority.folder.iterdir()} == {0}
