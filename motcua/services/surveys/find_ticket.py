"""Finds a survey ticket by the code on the paper, as people type it."""

from __future__ import annotations

from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import blind_index, open_sealed
from motcua.records.surveys.models import Ticket


def ticket_index(code: str) -> str:
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return blind_index(typed, "ticket")


def find_ticket(code: str) -> Ticket | None:
    return (
        Ticket.objects.select_related(
            "dossier__procedure", "dossier__lead_agency", "dossier__receiving_agency"
        )
        .filter(code_index=ticket_index(code))
        .first()
    )


def ticket_code_of(dossier: Dossier) -> str:
    """The printed code of the dossier's own ticket, for its papers and its owner's page."""
    ticket = Ticket.objects.filter(dossier=dossier).first()
    return str(open_sealed(ticket.sealed_code, "ticket.sealed_code")) if ticket else ""
