"""One sealer at a time on this machine; the unique seal number keeps other machines' sealers apart."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sealing_alone(folder: Path) -> Iterator[bool]:
    """Yields whether this process now is the sealer; a crash gives the lock back by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "seals.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
