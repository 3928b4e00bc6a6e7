"""Derives anew what the database claims, and lists what does not hold. Reads only, while others write."""

from __future__ import annotations

from motcua.services.verification.append_only import check_append_only
from motcua.services.verification.dossiers import check_dossiers
from motcua.services.verification.findings import Findings
from motcua.services.verification.frozen_versions import check_frozen_versions
from motcua.services.verification.roll_ups import check_roll_ups
from motcua.services.verification.seals import check_seals, logged_seals
from motcua.services.verification.signatures import check_signatures
from motcua.services.verification.slips import check_slips
from motcua.services.verification.snapshot import one_snapshot
from motcua.services.verification.stored_files import check_files
from motcua.services.verification.streams import check_accounts, check_configuration


def verify(*, sample: int | None = None) -> Findings:
    """All dossiers and files, or `sample` drawn ones of each; everything else in full."""
    findings = Findings()
    lines = logged_seals(findings)
    with one_snapshot():
        check_accounts(findings)
        check_configuration(findings)
        check_dossiers(findings, sample)
        check_seals(findings, lines)
        check_files(findings, sample)
        check_signatures(findings)
        check_slips(findings)
        check_roll_ups(findings)
        check_frozen_versions(findings)
        check_append_only(findings)
    return findings
