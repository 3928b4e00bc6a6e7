"""The time that is left, as a tag: word, shape and colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kit.instants import local
from motcua.kit.phrase import Phrase
from motcua.rules.time_limit import parse_limit
from motcua.rules.timeliness import describe_remaining, open_state
from motcua.rules.working_calendar import WorkingCalendar

_TONES = {"on_track": "ok", "due_soon": "soon", "past_closing": "soon", "overdue": "late"}


@dataclass(frozen=True, slots=True)
class Remaining:
    tone: str
    word: str


def remaining(
    limit_text: str, due_at: datetime | None, *, now: datetime, calendar: WorkingCalendar
) -> Remaining:
    """How much is left until `due_at`; a step without a due instant is never late."""
    if due_at is None:
        return Remaining("neutral", _("không có hạn"))
    limit = parse_limit(limit_text or "8 working_hour")
    state = open_state(limit, local(due_at), local(now), calendar)
    phrase = describe_remaining(limit, local(due_at), local(now), calendar)
    return Remaining(_TONES[state], translated(phrase))


def translated(phrase: Phrase) -> str:
    """The phrase in the reader's language."""
    return _(phrase.message) % phrase.params if phrase.params else _(phrase.message)
