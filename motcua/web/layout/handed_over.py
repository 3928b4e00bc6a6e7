"""A hand-over of results or originals as the pages tell it, to officers and to the applicant."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from motcua.records.releases.models import HandedOver, Release
from motcua.services.dossiers.facts.collecting import Sealed, open_hand_over
from motcua.services.procedures.frozen import FrozenProcedure
from motcua.web.layout.reader import named


@dataclass(frozen=True, slots=True)
class Written:
    """`returned` and `kept` are originals by name and number."""

    row: HandedOver
    is_result: bool
    sealed: Sealed
    returned: list[str]
    kept: list[str]


def written(frozen: FrozenProcedure, row: HandedOver) -> Written:
    is_result = isinstance(row, Release)
    kept = row.kept if is_result else {}
    return Written(
        row,
        is_result,
        open_hand_over(row),
        [original(frozen, key, count) for key, count in row.returned.items()],
        [original(frozen, key, count) for key, count in kept.items()],
    )


def original(frozen: FrozenProcedure, key: str, count: int) -> str:
    """`Giấy chứng sinh (1 bản gốc)`."""
    asked = frozen.requirement(key)
    name = named(asked) if asked else key
    # Outside the braces: what stands in them is not found by the collector of texts.
    sheets = ngettext("%(count)s bản gốc", "%(count)s bản gốc", count) % {"count": count}
    return f"{name} ({sheets})"
