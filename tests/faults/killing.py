"""Kills a process of ours at a chosen point: before a statement, around a commit, before a flush to the disk.

Like SQLite's crash tests: the same act again and again, killed at point 1, 2, 3 … until it gets through.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, connections

MOST_POINTS = 400


def killed_at_every_point(act: Callable[[], str]) -> Iterator[str]:
    """Yields after each killing what `act` had said by then (nothing: it never got to an answer).

    Ends with the first run that was not killed, whose answer comes last.
    """
    for point in range(1, MOST_POINTS):
        said, is_killed = _run_in_child(act, point)
        yield said
        if not is_killed:
            return
    raise AssertionError(f"not through after {MOST_POINTS} points")


def _run_in_child(act: Callable[[], str], point: int) -> tuple[str, bool]:
    connections.close_all()  # a socket or a file handle must not be shared with the child
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _act_and_die(act, point, writing)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the act failed by itself; its traceback is on standard error")
    return said, os.WIFSIGNALED(status)


def _act_and_die(act: Callable[[], str], point: int, writing: int) -> None:
    try:
        _Reaper(point).watch()
        os.write(writing, act().encode())
        os._exit(0)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)


class _Reaper:
    """Counts the points this process passes and ends it, as the power would, at the chosen one."""

    def __init__(self, point: int) -> None:
        self._left = point

    def watch(self) -> None:
        connection.ensure_connection()
        connection.execute_wrappers.append(self._statement)
        connection.commit_for_real = connection._commit  # type: ignore[attr-defined]
        connection._commit = self._commit  # type: ignore[method-assign]
        self._fsync, os.fsync = os.fsync, self._flush

    def _pass(self) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def _statement(self, execute: Callable[..., Any], *args: Any) -> Any:
        self._pass()
        return execute(*args)

    def _commit(self) -> Any:
        self._pass()
        done = connection.commit_for_real()  # type: ignore[attr-defined]
        self._pass()
        return done

    def _flush(self, descriptor: int) -> None:
        self._pass()
        self._fsync(descriptor)
