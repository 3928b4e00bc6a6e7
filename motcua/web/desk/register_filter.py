"""What an officer asks the register for: which desks, days, state; the same for screen and file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest

from motcua.kit.day_spans import parse_day_span
from motcua.kit.folding import clean_text
from motcua.kit.instants import instant
from motcua.kit.refusal import Refused
from motcua.records.agencies.models import Agency
from motcua.reports.register import visible_agencies
from motcua.web.layout.statuses import DOSSIER

_ABOVE = frozenset({"desk_head", "unit_head", "leader"})


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """`agencies` are the desks shown (None: every one), `choices` those that could be."""

    text: str
    status: str
    on: str
    agency: str
    received: tuple[datetime, datetime] | None
    refused: Refused | None
    choices: Sequence[Agency]
    agencies: list[int] | None

    @property
    def kept(self) -> dict[str, str]:
        """What the address keeps."""
        named = (("q", self.text), ("status", self.status), ("on", self.on), ("agency", self.agency))
        return {name: value for name, value in named if value}


def register_filter(request: HttpRequest, asked: Mapping[str, str]) -> RegisterFilter:
    """Reads the boxes; a desk that is not the officer's to see is as if it had not been chosen."""
    roles = request.actor.roles
    is_everywhere = "controller" in roles
    choices = visible_agencies(
        [holding.agency for holding in request.actor.holdings],
        with_below=bool(roles & _ABOVE),
        everywhere=is_everywhere,
    )
    on, agency = clean_text(asked.get("on", "")[:20]), asked.get("agency", "")
    chosen = [one.pk for one in choices if str(one.pk) == agency]
    span = parse_day_span(on) if on else None
    is_refused = isinstance(span, Refused)
    status = asked.get("status", "")
    return RegisterFilter(
        text=clean_text(asked.get("q", "")[:120]),
        status=status if status in DOSSIER else "",
        on=on,
        agency=agency if chosen else "",
        received=None if span is None or isinstance(span, Refused) else _instants(*span),
        refused=span if is_refused else None,
        choices=choices,
        agencies=chosen or (None if is_everywhere else [one.pk for one in choices]),
    )


def _instants(first: date, after: date) -> tuple[datetime, datetime]:
    return _midnight(first), _midnight(after)


def _midnight(day: date) -> datetime:
    return instant(datetime.combine(day, time()))
