"""A hall to queue in: Phong Thủy's desk with counters, dũng and hoa at them, on a Tuesday morning."""

from __future__ import annotations

from datetime import timedelta

from motcua.records.procedures.models import Field
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.services.queueing.open_counter import open_counter
from motcua.services.queueing.set_counter import set_counter
from motcua.services.queueing.take_ticket import fields_at, take_ticket
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY

MINUTE = timedelta(minutes=1)


def counter(cast: Cast, number: int = 1, *fields: str, officer: str = "dung") -> Counter:
    """Set up and, unless `officer` is empty, opened."""
    made = set_counter(
        agency=cast.agency["phong_thuy"],
        number=str(number),
        name="",
        field_codes=fields,
        by=cast.hoa,
        at=TUESDAY,
    )
    return open_counter(counter=made, by=cast.accounts[officer], at=TUESDAY) if officer else made


def field(cast: Cast) -> Field:
    return fields_at(cast.agency["phong_thuy"])[0]


def ticket(cast: Cast, *grounds: str, minute: int = 0) -> QueueTicket:
    return take_ticket(
        agency=cast.agency["phong_thuy"],
        field=field(cast).code,
        at=TUESDAY + minute * MINUTE,
        grounds=grounds,
    )
