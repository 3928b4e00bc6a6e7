"""One survey ticket per filing (TT 01/2018 Art. 12.2), printed on forms 01–03."""

from __future__ import annotations

from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import seal
from motcua.records.surveys.models import Ticket
from motcua.services.surveys.find_ticket import ticket_index
from motcua.services.tokens import new_ticket


def issue_ticket(*, dossier: Dossier, at: datetime) -> str:
    """Makes the dossier's ticket and gives its code; called once, in the filing's transaction."""
    code = new_ticket()
    make_ticket(code, dossier=dossier, at=at).save(force_insert=True)
    return code


def make_ticket(code: str, *, dossier: Dossier, at: datetime) -> Ticket:
    """The unsaved ticket of a code."""
    return Ticket(
        code_index=ticket_index(code),
        sealed_code=seal(code, "ticket.sealed_code"),
        dossier=dossier,
        issued_at=at,
    )
