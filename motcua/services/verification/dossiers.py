"""Every dossier (or a sample), then what only all of them together can show."""

from __future__ import annotations

from collections import Counter
from datetime import date

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Serial
from motcua.services.dossiers.facts.version import stream_of
from motcua.services.journal.configuration_stream import STREAM as CONFIGURATION
from motcua.services.verification.dossier_checks import CODES, check_dossier
from motcua.services.verification.findings import Findings
from motcua.services.verification.streams import check_strays
from motcua.services.verification.whole_dossier import whole_dossiers


def check_dossiers(findings: Findings, sample: int | None) -> None:
    """Run after the accounts and the configuration: the strays are what is left."""
    known, received = {CONFIGURATION}, Counter[tuple[int, date]]()
    for whole in whole_dossiers(sample):
        check_dossier(findings, whole)
        known.add(stream_of(whole.dossier))
        if whole.dossier.received_at:
            received[whole.dossier.receiving_agency_id, local_date(whole.dossier.received_at)] += 1
    if sample is None:
        _check_serials(findings, received)
        check_strays(findings, known)


def _check_serials(findings: Findings, received: Counter[tuple[int, date]]) -> None:
    """A serial is given back with a failed receipt, so an agency's day has neither gaps nor doubles."""
    check = findings.check(CODES)
    given = {(agency, on): last for agency, on, last in Serial.objects.values_list("agency_id", "on", "last")}
    for (agency, on), count in received.items():
        if given.get((agency, on), 0) != count:
            last = given.get((agency, on), 0)
            check.problem(f"agency {agency} on {on}: {count} dossiers received, the last serial is {last}")
