"""services/signing: sign_pdf and check_pdf, against the double over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from motcua.gateways.errors import Unreachable
from motcua.gateways.remote_signing.authority import PIN
from motcua.gateways.remote_signing.client import RemoteSigning
from motcua.gateways.remote_signing.double import Fault, SigningService
from motcua.services.errors import NotDone
from motcua.services.signing.check_pdf import ADDED, BROKEN, CHANGED, WHOLE, check_pdf
from motcua.services.signing.sign_pdf import SigningKey, sign_pdf
from tests.cast import MONDAY
from tests.services.signing.signing import key_of, plain_pdf, signed_pdf, signing_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningService]:
    with signing_house(tmp_path_factory.mktemp("signing")) as service:
        authority = service.authority
        authority.add_signer("agency", name="UBND xã Phong Thủy", organisation="Tỉnh Quảng Bình", pin="")
        authority.add_signer("thu", name="Hoàng Thị Thu", organisation="UBND xã Phong Thủy")
        ended = datetime(2020, 9, 1, tzinfo=UTC)
        authority.add_signer("ended", name="Hết hạn", organisation="Cũ", pin="", valid_until=ended)
        yield service


@pytest.fixture
def client(house: SigningService) -> Iterator[RemoteSigning]:
    made = RemoteSigning(settings.MOTCUA_REMOTE_SIGNING, timeout=1)
    yield made
    made.close()


@pytest.fixture
def key(client: RemoteSigning) -> SigningKey:
    return key_of(client, "agency")


def test_a_signed_pdf_tells_who_signed_it_when_and_that_it_is_whole(key: SigningKey) -> None:
    (seen,) = check_pdf(content=signed_pdf(key))
    assert (seen.signer, seen.organisation) == ("UBND xã Phong Thủy", "Tỉnh Quảng Bình")
    assert seen.signed_at == MONDAY
    assert seen.state == WHOLE
    assert seen.root == "Gốc thử nghiệm Motcua"
    assert seen.is_good


def test_what_was_there_before_is_the_beginning_of_what_is_there_after(key: SigningKey) -> None:
    before = plain_pdf()
    after = signed_pdf(key, content=before)
    assert after.startswith(before)
    assert len(after) - len(before) < 20_000


def test_a_second_signature_leaves_the_first_one_standing(client: RemoteSigning, key: SigningKey) -> None:
    later = MONDAY + timedelta(hours=2)
    twice = signed_pdf(key_of(client, "thu", pin=PIN), content=signed_pdf(key), at=later)
    first, second = check_pdf(content=twice)
    assert (first.state, first.signer) == (ADDED, "UBND xã Phong Thủy")
    assert (second.state, second.signer, second.signed_at) == (WHOLE, "Hoàng Thị Thu", later)
    assert first.is_good
    assert second.is_good


def test_one_changed_byte_breaks_the_signature(key: SigningKey) -> None:
    content = bytearray(signed_pdf(key))
    place = content.index(b"420")
    content[place : place + 3] = b"421"
    (seen,) = check_pdf(content=bytes(content))
    assert seen.state == BROKEN
    assert not seen.is_good


def test_a_page_put_in_after_signing_is_seen(key: SigningKey) -> None:
    import io

    from pyhanko.pdf_utils.generic import NumberObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed_pdf(key)))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Rotate")] = NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    (seen,) = check_pdf(content=out.getvalue())
    assert seen.state == CHANGED
    assert not seen.is_intact


def test_bytes_hung_on_at_the_end_are_seen(key: SigningKey) -> None:
    (seen,) = check_pdf(content=signed_pdf(key) + b"\n% more\n")
    assert seen.state != WHOLE


def test_a_signature_made_after_the_certificate_had_ended_is_not_trusted(client: RemoteSigning) -> None:
    (seen,) = check_pdf(content=signed_pdf(key_of(client, "ended")))
    assert (seen.state, seen.root, seen.is_in_time) == (WHOLE, "", False)
    assert not seen.is_good


def test_a_certificate_ended_since_does_not_undo_a_signature_of_before(client: RemoteSigning) -> None:
    (seen,) = check_pdf(content=signed_pdf(key_of(client, "ended"), at=MONDAY - timedelta(days=60)))
    assert seen.is_good


def test_a_signature_nobody_here_vouches_for_is_intact_and_not_trusted(
    key: SigningKey, tmp_path: Path
) -> None:
    content = signed_pdf(key)
    with override_settings(MOTCUA_TRUST=tmp_path):
        (seen,) = check_pdf(content=content)
    assert seen.is_intact
    assert seen.root == ""


def test_a_pdf_nobody_signed_has_no_signatures() -> None:
    assert check_pdf(content=plain_pdf()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "pdf_unreadable"),
        (b"%PDF-1.7\nnothing", "pdf_unreadable"),
        (b"\x89PNG\r\n\x1a\n" * 40, "pdf_unreadable"),
        (plain_pdf(password="mat-khau"), "pdf_encrypted"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(content: bytes, code: str) -> None:
    with pytest.raises(NotDone) as no:
        check_pdf(content=content)
    assert no.value.refused.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [(plain_pdf(password="mat-khau"), "pdf_encrypted"), (plain_pdf()[:300], "pdf_unsignable")],
)
def test_what_is_encrypted_or_damaged_is_not_signed(
    content: bytes, code: str, house: SigningService, key: SigningKey
) -> None:
    before = len(house.signed)
    with pytest.raises(NotDone) as no:
        sign_pdf(content=content, key=key, name="x", reason="", at=MONDAY)
    assert no.value.refused.code == code
    assert len(house.signed) == before


def test_a_service_that_is_down_stops_the_signing_and_no_file_comes_of_it(
    house: SigningService, key: SigningKey
) -> None:
    house.script(Fault("drop", times=2))
    with pytest.raises(Unreachable):
        signed_pdf(key)


def test_a_signature_that_is_not_the_keys_is_never_written(house: SigningService, key: SigningKey) -> None:
    house.script(Fault("garbage"))
    with pytest.raises(NotDone) as no:
        signed_pdf(key)
    assert no.value.refused.code == "wrong_signature"
