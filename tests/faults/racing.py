"""Many threads at one moment, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned or raised, in their order; none begins before all are ready."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait(30)
            return act()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def codes_of(outcomes: Sequence[Any]) -> list[str]:
    """`done`, the code of a refusal, or the bare exception, sorted: what a race ended in."""
    return sorted(_code_of(one) for one in outcomes)


def _code_of(outcome: Any) -> str:
    refused = getattr(outcome, "refused", None)
    if refused is not None:
        return str(refused.code)
    return repr(outcome) if isinstance(outcome, Exception) else "done"
