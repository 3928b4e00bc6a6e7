"""Whether a process fits its procedure's time limit, whatever day a dossier is received.

The due instants of the steps on the longest path, reckoned one after the other and unclamped, are never
later than the dossier's own (NĐ 61/2018 Art. 19; TT 01/2018 Art. 8). Units are compared as instants and
never as sums of numbers: 2 days are sometimes longer than 3 working hours and sometimes not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.kit.wall_clock import format_wall_clock
from motcua.kit.words import N_
from motcua.rules.calendar_bounds import OutsideCalendar
from motcua.rules.process_graph import forward_order
from motcua.rules.process_model import Problem, Process, Step, graph_of
from motcua.rules.time_limit import TimeLimit, due_at, parse_limit
from motcua.rules.working_calendar import WorkingCalendar

# The end of the counter's day for forwarding (18.1): a start before it and one after it may differ.
AFTERNOON = time(15, 0)


@dataclass(frozen=True, slots=True)
class Overrun:
    """A counter-example: received at `start`, the steps of `path` end after the dossier's `due_at`."""

    start: datetime
    due_at: datetime
    path: tuple[tuple[str, datetime], ...]

    @property
    def ends_at(self) -> datetime:
        return self.path[-1][1]


def find_overrun(
    process: Process, limit: TimeLimit, calendar: WorkingCalendar, *, first: date, last: date
) -> Overrun | None:
    """The first start from `first` to `last` from which the process does not fit; None if it always does.

    The process is compilable and every step's limit readable. A loop is reckoned without repeating a
    step. Raises OutsideCalendar where an instant lies past the calendar.
    """
    longest = _LongestPath(process, calendar)
    for start in starts(calendar, first, last):
        if (end := longest.ends_at(start)) is not None and end > (due := due_at(start, limit, calendar)):
            return Overrun(start, due, longest.path(start))
    return None


def check_timing(
    process: Process, limit: TimeLimit, calendar: WorkingCalendar, *, first: date, last: date
) -> Problem | None:
    """`find_overrun` as a problem to be shown."""
    try:
        overrun = find_overrun(process, limit, calendar, first=first, last=last)
    except OutsideCalendar as edge:
        return Problem("outside_calendar", process.id, edge.refused.message, edge.refused.params)
    return None if overrun is None else overrun_problem(overrun, process)


def overrun_problem(overrun: Overrun, process: Process) -> Problem:
    names = {step.id: step.name or step.id for step in process.steps}
    told = "; ".join(f"{names[step]}: {_written(at)}" for step, at in overrun.path)
    return Problem(
        "too_slow",
        overrun.path[-1][0],
        N_(
            "Hồ sơ tiếp nhận lúc %(start)s phải xong chậm nhất %(due_at)s, nhưng các bước nối nhau tới "
            "%(ends_at)s. Từng bước: %(steps)s."
        ),
        {
            "start": _written(overrun.start),
            "due_at": _written(overrun.due_at),
            "ends_at": _written(overrun.ends_at),
            "steps": told,
        },
        tuple(step for step, _ in overrun.path),
        {
            "start": format_wall_clock(overrun.start),
            "due_at": format_wall_clock(overrun.due_at),
            "steps": [{"id": step, "due_at": format_wall_clock(at)} for step, at in overrun.path],
        },
    )


def starts(calendar: WorkingCalendar, first: date, last: date) -> Iterator[datetime]:
    """Opening, 15:00 (where it is worked) and close of every working date from `first` to `last`."""
    for day in range((last - first).days + 1):
        on = first + timedelta(days=day)
        if calendar.is_working_date(on):
            afternoon = datetime.combine(on, AFTERNOON)
            yield calendar.opening(on)
            if calendar.is_working_time(afternoon):
                yield afternoon
            yield calendar.close_of_business(on)


class _LongestPath:
    """Reckons every node's latest instant in one pass over the drawing without its loops.

    A later start never gives an earlier due instant, so of several ways into a node the latest instant
    alone decides: the longest path needs no enumeration. Due instants are kept, as most starts of a day
    meet again at the same close of business.
    """

    def __init__(self, process: Process, calendar: WorkingCalendar) -> None:
        graph = graph_of(process)
        order, back = forward_order(process)
        place = {node_id: number for number, node_id in enumerate(order)}
        self._calendar = calendar
        self._order = order
        self._limits = [_limit(graph.nodes[node_id]) for node_id in order]
        self._before = [
            [
                place[flow.source]
                for flow in graph.incoming[node_id]
                if flow.id not in back and flow.source in place
            ]
            for node_id in order
        ]
        self._due: dict[tuple[datetime, TimeLimit], datetime] = {}

    def ends_at(self, start: datetime) -> datetime | None:
        """The latest instant of all; None for a process without steps."""
        return max(self._instants(start)) if any(self._limits) else None

    def path(self, start: datetime) -> tuple[tuple[str, datetime], ...]:
        """The steps of the longest path with their due instants."""
        instants = self._instants(start)
        here: int | None = max(range(len(instants)), key=lambda number: (instants[number], number))
        path: list[tuple[str, datetime]] = []
        while here is not None:
            if self._limits[here] is not None:
                path.append((self._order[here], instants[here]))
            here = max(self._before[here], key=instants.__getitem__, default=None)
        return tuple(reversed(path))

    def _instants(self, start: datetime) -> list[datetime]:
        instants: list[datetime] = []
        for limit, before in zip(self._limits, self._before, strict=True):
            at = max((instants[number] for number in before), default=start)
            instants.append(at if limit is None else self._due_at(at, limit))
        return instants

    def _due_at(self, at: datetime, limit: TimeLimit) -> datetime:
        key = (at, limit)
        found = self._due.get(key)
        if found is None:
            found = self._due[key] = due_at(at, limit, self._calendar)
        return found


def _limit(node: object) -> TimeLimit | None:
    return parse_limit(node.limit) if isinstance(node, Step) and node.limit else None


def _written(at: datetime) -> str:
    return f"{at:%H:%M} {at:%d/%m/%Y}"
