"""Everything the house keeps by row id within a process."""

from __future__ import annotations

from motcua.services.calendars import frozen as calendars
from motcua.services.procedures import frozen as procedures
from motcua.services.processes import frozen as processes
from motcua.web.accounts.session_cache import session_cache


def forget_everything() -> None:
    session_cache.forget_all()
    for module in (calendars, procedures, processes):
        for name in vars(module):
            clear = getattr(getattr(module, name), "cache_clear", None)
            if clear is not None:
                clear()
