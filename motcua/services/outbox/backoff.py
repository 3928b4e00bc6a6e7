"""How long a message or a destination rests after a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
# A portal that only fails at what it is asked is not down; after so many in a row it is.
FAULTS_THAT_OPEN = 5


def wait_after(attempt: int, jitter: float) -> timedelta:
    """5 s, 10 s, 20 s … 1 h after the 1st, 2nd, 3rd attempt, times 0.5 to 1.5 by `jitter` (0 to 1)."""
    doubled = FIRST_WAIT * 2.0 ** min(attempt - 1, 20)
    return min(doubled, LONGEST_WAIT) * (0.5 + jitter)


@dataclass(slots=True)
class Breaker:
    """One worker's memory of a destination that does not answer: until when it is left alone."""

    open_until: datetime | None = None
    failure_count: int = 0

    def is_open(self, now: datetime) -> bool:
        return self.open_until is not None and now < self.open_until

    def worked(self) -> None:
        self.open_until, self.failure_count = None, 0

    def failed(self, now: datetime, jitter: float, *, is_sure: bool) -> None:
        """`is_sure`: it gave no answer at all, which opens the breaker at once."""
        self.failure_count += 1
        if is_sure or self.failure_count >= FAULTS_THAT_OPEN:
            self.open_until = now + wait_after(self.failure_count, jitter)
