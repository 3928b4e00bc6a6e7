"""services/papers/sign_paper and its chore: forms are signed by the agency, whatever the service does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.gateways.remote_signing.client import SIGN
from motcua.gateways.remote_signing.double import Fault, SigningService
from motcua.jobs.printing import print_due_papers, sign_due_papers
from motcua.records.files.models import StoredFile
from motcua.records.papers.models import Paper
from motcua.records.signing.models import Signature, SigningCertificate
from motcua.services.files.read_file import read_whole_file
from motcua.services.papers.render_paper import render_paper
from motcua.services.papers.sign_paper import sign_paper
from motcua.services.signing.check_pdf import WHOLE, check_pdf
from motcua.services.verification.findings import Findings
from motcua.services.verification.signatures import check_signatures
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import NINE, received

pytestmark = pytest.mark.django_db


def receipt(cast: Cast) -> Paper:
    return Paper.objects.get(dossier=received(cast), form="01")


def content_of(paper: Paper) -> bytes:
    paper.refresh_from_db()
    return read_whole_file(file=StoredFile.objects.get(pk=paper.file_id))


def test_a_receipt_is_signed_by_the_agency_once_it_is_printed(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    assert print_due_papers(at=NINE) == 1
    unsigned = content_of(paper)
    assert sign_due_papers(at=NINE) == 1
    (seen,) = check_pdf(content=content_of(paper))
    assert (seen.signer, seen.state, seen.signed_at) == (cast.agency["phong_thuy"].name, WHOLE, NINE)
    assert seen.is_good
    assert content_of(paper).startswith(unsigned)
    assert sign_due_papers(at=NINE + timedelta(days=1)) == 0


def test_reprinting_gives_the_signed_paper(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    sign_due_papers(at=NINE)
    again = read_whole_file(file=render_paper(paper=paper, at=NINE + timedelta(hours=1)))
    assert again == content_of(paper)
    assert len(check_pdf(content=again)) == 1


def test_what_was_signed_by_whom_is_kept_as_a_fact(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    before = render_paper(paper=paper, at=NINE)
    sign_paper(paper=Paper.objects.get(pk=paper.pk), at=NINE)
    paper.refresh_from_db()
    fact = Signature.objects.get(paper=paper)
    after = StoredFile.objects.get(pk=paper.file_id)
    assert (fact.digest_before, fact.size_before) == (before.digest, before.size)
    assert (fact.digest_after, fact.size_after) == (after.digest, after.size)
    assert fact.certificate.credential_id == "phong-thuy"


def test_without_a_certificate_the_paper_is_whole_as_it_is(cast: Cast) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    assert sign_due_papers(at=NINE) == 0
    paper.refresh_from_db()
    assert paper.next_alarm_at is None
    assert check_pdf(content=content_of(paper)) == []


def test_while_the_service_is_down_the_paper_waits_and_is_signed_later(
    cast: Cast, signing: SigningService
) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    unsigned = content_of(paper)
    signing.script(Fault("drop", path=SIGN, times=2))
    assert sign_due_papers(at=NINE) == 0
    assert content_of(paper) == unsigned
    assert sign_due_papers(at=NINE) == 0
    assert sign_due_papers(at=NINE + timedelta(minutes=1)) == 1
    assert len(check_pdf(content=content_of(paper))) == 1


def test_an_answer_lost_half_way_is_one_signature_in_the_paper(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    signing.script(Fault("drop_after_commit", path=SIGN))
    assert sign_due_papers(at=NINE) == 1
    assert len(signing.signed) == 1
    assert len(check_pdf(content=content_of(paper))) == 1


def test_two_workers_at_one_paper_sign_it_once(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    stale = Paper.objects.get(pk=paper.pk)
    assert sign_paper(paper=stale, at=NINE)
    assert not sign_paper(paper=stale, at=NINE)
    assert Signature.objects.count() == 1
    assert len(check_pdf(content=content_of(paper))) == 1


def test_a_certificate_that_ended_meanwhile_leaves_the_paper_unsigned(
    cast: Cast, signing: SigningService
) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    SigningCertificate.objects.filter(officer=None).update(valid_until=datetime(2020, 9, 14, tzinfo=UTC))
    assert sign_due_papers(at=NINE) == 0
    assert check_pdf(content=content_of(paper)) == []
    assert Paper.objects.get(pk=paper.pk).next_alarm_at is None


def test_a_paper_of_another_agency_is_not_signed_with_ours(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    Paper.objects.filter(pk=paper.pk).update(agency=cast.agency["le_thuy"])
    print_due_papers(at=NINE)
    assert sign_due_papers(at=NINE) == 0
    assert signing.signed == []


def test_the_clock_is_the_laws(cast: Cast, signing: SigningService) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    sign_due_papers(at=MONDAY + timedelta(hours=3))
    (seen,) = check_pdf(content=content_of(paper))
    assert seen.signed_at == MONDAY + timedelta(hours=3)


def test_verify_finds_a_signed_paper_whose_file_was_put_in_anothers_place(
    cast: Cast, signing: SigningService
) -> None:
    paper = receipt(cast)
    print_due_papers(at=NINE)
    sign_due_papers(at=NINE)
    findings = Findings()
    check_signatures(findings)
    assert findings.holds
    StoredFile.objects.filter(pk=Paper.objects.get(pk=paper.pk).file_id).update(digest="0" * 64)
    check_signatures(findings)
    assert not findings.holds
