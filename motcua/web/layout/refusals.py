"""A verb's no in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.kit.refusal import Refused
from motcua.services.errors import NotDone

# Somebody or something else was first; nothing in the input would mend it.
_CONFLICTS = frozenset(
    {
        "already_done",
        "already_handled",
        "already_received",
        "already_there",
        "changed_meanwhile",
        "counter_taken",
        "final",
        "in-progress",
        "key_reused",
        "no_open_task",
        "not_at_counter",
        "wrong_move",
    }
)


def is_conflict(refused: Refused) -> bool:
    return refused.code in _CONFLICTS


def translated(refused: Refused) -> str:
    """The refusal's sentence, its parts filled in (those that are words of ours translated too)."""
    params = {
        name: _(value) if isinstance(value, str) and value else value
        for name, value in refused.params.items()
    }
    return _(refused.message) % params if params else _(refused.message)


def said(problem: NotDone) -> list[str]:
    """The sentences of an error summary: the fields' own where there are any, else the whole refusal."""
    if not problem.fields:
        return [translated(problem.refused)]
    return list(dict.fromkeys(translated(refused) for refused in problem.fields.values()))
