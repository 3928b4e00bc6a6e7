"""What was signed is what is kept, and each signature is on the file that was there before it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from motcua.records.files.models import StoredFile
from motcua.records.signing.models import Signature
from motcua.services.verification.findings import Findings

NAME = "signatures"


def check_signatures(findings: Findings) -> None:
    check = findings.check(NAME)
    for signed in _by_file():
        check.saw(len(signed))
        for earlier, later in pairwise(signed):
            if earlier.digest_after != later.digest_before:
                check.problem(f"signature {later.pk}: not on the file that signature {earlier.pk} left")
        if _digest_now(signed[-1]) != signed[-1].digest_after:
            check.problem(f"signature {signed[-1].pk}: what it signed has another file now")


def _by_file() -> Iterator[list[Signature]]:
    """The signatures of each document and each paper, in the order they were made."""
    rows = Signature.objects.select_related("document__file", "paper").order_by("document", "paper", "pk")
    for _, signed in groupby(rows.iterator(), key=lambda one: (one.document_id, one.paper_id)):
        yield list(signed)


def _digest_now(signature: Signature) -> str | None:
    if signature.document is not None:
        return signature.document.file.digest
    file_id = signature.paper.file_id if signature.paper else None
    return StoredFile.objects.filter(pk=file_id or 0).values_list("digest", flat=True).first()
