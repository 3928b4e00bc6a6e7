"""Signs a printed form with the certificate of the agency that issued it (NĐ 61/2018 Art. 17.2; PAdES)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.records.files.models import StoredFile
from motcua.records.papers.models import Paper
from motcua.records.signing.models import Signature
from motcua.rules.signatures import check_form_signature
from motcua.services.files.read_file import read_whole_file
from motcua.services.files.store_file import store_own_file
from motcua.services.signing.certificates import agency_certificate, facts_of, key_of
from motcua.services.signing.sign_pdf import sign_pdf


def sign_paper(*, paper: Paper, at: datetime) -> bool:
    """Whether it is signed now. Without a valid certificate of the agency's it stays as it is, for good.

    The service is asked outside of any transaction; what comes back becomes the paper's file only where
    nobody was quicker. Raises NotDone where the service does not do it: nothing has changed then.
    """
    certificate = agency_certificate(paper.agency_id)
    if certificate is None or check_form_signature(
        facts_of(certificate), agency=paper.agency_id, at=local(at)
    ):
        Paper.objects.filter(pk=paper.pk).exclude(file_id=None).update(next_alarm_at=None)
        return False
    before = StoredFile.objects.get(pk=paper.file_id or 0)
    signed = sign_pdf(
        content=read_whole_file(file=before),
        key=key_of(certificate),
        name=certificate.name,
        reason=f"Mẫu {paper.form} số {paper.number}",
        at=at,
    )
    after = store_own_file(content=signed, media_type=before.media_type, at=at)
    with transaction.atomic():
        due = Paper.objects.filter(pk=paper.pk, file_id=before.pk, next_alarm_at__isnull=False)
        is_first = bool(due.update(file_id=after.pk, next_alarm_at=None))
        if is_first:
            Signature.objects.create(
                dossier_id=paper.dossier_id,
                paper=paper,
                certificate=certificate,
                at=at,
                digest_before=before.digest,
                size_before=before.size,
                digest_after=after.digest,
                size_after=after.size,
            )
        else:
            # Somebody else was quicker: theirs is the paper, ours goes with the sweep.
            after.delete()
    return is_first
