"""`motcua proof REF`: a dossier's journal with its way up to the signed seals, for anybody to check."""

from __future__ import annotations

import argparse
import json

from django.db.models import Q

from motcua.jobs.database import require_database
from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier
from motcua.reports.journal_proof import journal_proof
from motcua.rules.dossier_codes import DossierCode, parse_reference
from motcua.services.dossiers.facts.version import stream_of

HELP = "print a dossier's journal with its proofs, for docs/tools/verify_journal.py"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="REF", help="a tracking code or a dossier code")


def run(options: argparse.Namespace) -> int:
    """One JSON document, with and without `--json`."""
    require_database()
    print(json.dumps(journal_proof(stream_of(_dossier(options.reference))), ensure_ascii=False, indent=1))
    return 0


def _dossier(text: str) -> Dossier:
    reference = parse_reference(text)
    if isinstance(reference, Refused):
        raise Unusable(f"“{text}” is neither a tracking code nor a dossier code")
    named = (
        Q(code__in=reference.spellings)
        if isinstance(reference, DossierCode)
        else Q(tracking_code=reference.text)
    )
    found = Dossier.objects.filter(named).first()
    if found is None:
        raise Unusable(f"there is no dossier {reference.text}")
    return found
