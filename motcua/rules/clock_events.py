"""What can happen to a dossier's clock, and what the clock answers (NĐ 61/2018 Art. 11, 17–19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal, get_args

from motcua.kit.errors import Unusable
from motcua.kit.reading import shown
from motcua.kit.refusal import Refused
from motcua.kit.wall_clock import format_wall_clock
from motcua.rules.pauses import PAUSE, RETURN, Pause
from motcua.rules.timeliness import Timeliness

What = Literal[
    "receive", "request_supplement", "supplement_complete", "pause", "resume", "reappoint", "finish"
]
Resume = Literal["restart", "continue"]
Status = Literal["running", "stopped", "finished"]
WHATS: tuple[What, ...] = get_args(What)
RESUMES: tuple[Resume, ...] = get_args(Resume)


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One event at a naive local minute.

    `has_override`: a superior has signed for a request the law would no longer allow.
    `new_due_at`: the date promised by `reappoint`. `kind`: what a `pause` waits for (rules.pauses).
    """

    at: datetime
    what: What
    has_override: bool = False
    new_due_at: datetime | None = None
    kind: str = PAUSE


@dataclass(frozen=True, slots=True)
class ClockState:
    """Where the clock stands after the events.

    While stopped `due_at` is the one from before the stop. `pauses` are the closed ones since
    `started_at`: with `started_at` and the limit they give `due_at` (rules.pauses.continued_due_at).
    `appointed_at` is the promise to the citizen and never moves `due_at`.
    """

    status: Status
    received_at: datetime
    started_at: datetime
    due_at: datetime
    pauses: tuple[Pause, ...]
    stopped_at: datetime | None
    finished_at: datetime | None
    timeliness: Timeliness | None
    appointed_at: datetime | None
    is_reappointment_late: bool | None
    request_count: int
    has_late_request: bool  # a request after its deadline, signed for
    was_late_at_request: bool  # late when returned: stays late whatever the clock does next
    refused: tuple[tuple[datetime, Refused], ...]


def check_events(events: Sequence[ClockEvent]) -> None:
    """Refuses a story that can't have happened: no receipt first, a second receipt, time running back."""
    if not events or events[0].what != "receive":
        raise Unusable("the clock starts with a “receive”: make it the first event")
    for earlier, later in pairwise(events):
        if later.at < earlier.at:
            raise Unusable(
                f"“{later.what}” at {format_wall_clock(later.at)} stands after “{earlier.what}” at "
                f"{format_wall_clock(earlier.at)}: put the events in time order"
            )
    for event in events[1:]:
        if event.what == "receive":
            raise Unusable(f"a dossier is received once: drop the “receive” at {format_wall_clock(event.at)}")
    for event in events:
        _check_event(event)


def _check_event(event: ClockEvent) -> None:
    if event.what not in WHATS:
        raise Unusable(f"{shown(event.what)} is not an event of the clock: use {', '.join(WHATS)}")
    if (event.what == "reappoint") != (event.new_due_at is not None):
        raise Unusable(
            f"“{event.what}” at {format_wall_clock(event.at)}: “reappoint” takes a “new_due_at”, and it alone"
        )
    if event.what == "pause" and event.kind == RETURN:
        raise Unusable(f"a return at {format_wall_clock(event.at)} is a “request_supplement”, not a “pause”")
