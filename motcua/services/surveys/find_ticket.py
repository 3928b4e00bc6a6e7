"""Finds a survey ticket by the code on the paper, as people type it."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import blind_index, open_sealed
from motcua.records.surveys.models import Ticket
from motcua.services.errors import NotDone
from motcua.services.people.throttle import LOOK_UP, is_locked, record_failure

_LOCKED = Refused("locked", N_("Đã nhập sai nhiều lần. Hãy chờ 15 phút rồi thử lại."))


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


def look_up_ticket(*, code: str, address: str, at: datetime) -> Ticket | None:
    """The ticket somebody at `address` typed; wrong codes are counted, too many raise NotDone.

    `at` is the machine's time. Page and API count together, or one would be the way round the other.
    """
    where = {"kind": LOOK_UP, "account": "", "address": address}
    if is_locked(**where, at=at):
        raise NotDone(_LOCKED, {"ticket": _LOCKED})
    ticket = find_ticket(code)
    if ticket is None:
        record_failure(**where, at=at)
    return ticket


def ticket_code_of(dossier: Dossier) -> str:
    """The printed code of the dossier's own ticket, for its papers and its owner's page."""
    ticket = Ticket.objects.filter(dossier=dossier).first()
    return str(open_sealed(ticket.sealed_code, "ticket.sealed_code")) if ticket else ""
