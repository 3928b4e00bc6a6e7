"""Whose certificates sign here, and what was signed with them. The keys stay with the service."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account


class SigningCertificate(models.Model):
    """A credential of a remote-signing service: an agency's own, or an officer's at an agency.

    `chain` is PEM, the signer's certificate first; `sha256` is of that one.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="certificates")
    officer = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="certificates")
    credential_id = models.CharField(max_length=120)
    place = models.CharField(max_length=120)  # the service that keeps the key
    name = models.CharField(max_length=200)  # whom it names
    organisation = models.CharField(max_length=200, default="", blank=True)
    issuer = models.CharField(max_length=300)
    serial = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    chain = models.TextField()
    algorithm = models.CharField(max_length=40)  # OID
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    needs_pin = models.BooleanField()
    needs_otp = models.BooleanField()
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(officer=None, ended_at=None),
                name="certificate_one_an_agency",
            ),
            models.UniqueConstraint(
                fields=["agency", "officer"],
                condition=models.Q(ended_at=None),
                name="certificate_one_an_officer",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SigningLeave(models.Model):
    """PIN or code were given once for a number of signatures: the leave (SAD) is sealed, the PIN forgotten.

    `expires_at` is the machine's time: the service counts by its own clock.
    """

    certificate = models.ForeignKey(SigningCertificate, on_delete=models.CASCADE, related_name="leaves")
    sealed = models.BinaryField()
    left_count = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class Signature(models.Model):
    """A PDF was signed. The digests are keyed (vault); the file before is the beginning of the file after."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="signatures")
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="signatures")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.CASCADE, related_name="signatures")
    certificate = models.ForeignKey(SigningCertificate, on_delete=models.PROTECT, related_name="signatures")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    digest_before = models.CharField(max_length=64)
    size_before = models.PositiveBigIntegerField()
    digest_after = models.CharField(max_length=64)
    size_after = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, paper__isnull=True)
                | models.Q(document__isnull=True, paper__isnull=False),
                name="signature_of_one",
            ),
            # The lock against two workers: one certificate signs a paper once, and a file as it stood once.
            models.UniqueConstraint(
                fields=["paper", "certificate"],
                condition=models.Q(paper__isnull=False),
                name="signature_paper_once",
            ),
            models.UniqueConstraint(
                fields=["document", "certificate"],
                condition=models.Q(document__isnull=False),
                name="signature_document_once",
            ),
        ]
