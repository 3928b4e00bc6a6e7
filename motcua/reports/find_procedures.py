"""The catalogue as people search it: in their own words, without diacritics (TT 32/2017/TT-BTTTT Art. 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf, StrIndex

from motcua.kit.folding import fold
from motcua.records.procedures.models import Field, Procedure

PAGE = 20
_MOST_WORDS = 12
_FAR = 1_000_000
# Words that everybody uses and that tell nothing apart.
_NOISE = frozenset({"toi", "muon", "can", "xin", "lam", "cho", "thu", "tuc", "ve", "o", "dau"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; empty means any. `page` begins with 1."""

    text: str = ""
    field: str = ""
    tier: str = ""
    level: int = 0
    event: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of procedures; `near` are what comes nearest where none fits every word."""

    procedures: list[Procedure] = field(default_factory=list)
    total: int = 0
    page: int = 1
    near: list[Procedure] = field(default_factory=list)

    @property
    def has_next(self) -> bool:
        return self.page * PAGE < self.total


def find_procedures(wanted: Wanted) -> Found:
    """Procedures in force whose name or keywords hold every word; who says it soonest stands first."""
    words = fold(wanted.text).split()[:_MOST_WORDS]
    fitting = _filtered(wanted)
    for word in words:
        fitting = fitting.filter(folded__contains=word)
    total = fitting.count()
    page = max(1, min(wanted.page, -(-total // PAGE)))
    found = list(
        fitting.order_by(nearness(words, "folded"), "folded", "code")[(page - 1) * PAGE : page * PAGE]
    )
    return Found(found, total, page, [] if found else _nearest(words))


def nearness(words: Sequence[str], column: str) -> Combinable:
    """Where the typed words stand in the name and keywords, as one phrase; far off if they do not."""
    return Coalesce(NullIf(StrIndex(column, Value(" ".join(words))), Value(0)), Value(_FAR))


def fields_in_use() -> list[Field]:
    """Fields with a procedure in force, by name."""
    in_force = Field.objects.filter(procedures__is_active=True, procedures__current__isnull=False)
    return list(in_force.distinct().order_by("name"))


def life_event_counts() -> Mapping[str, int]:
    """How many procedures each event of a life asks for."""
    rows = _in_force().exclude(life_event="").values_list("life_event").annotate(Count("id"))
    return dict(rows.order_by())


def _in_force() -> QuerySet[Procedure]:
    return Procedure.objects.filter(is_active=True, current__isnull=False)


def _filtered(wanted: Wanted) -> QuerySet[Procedure]:
    fitting = _in_force().select_related("field", "current").defer("current__eform")
    if wanted.field:
        fitting = fitting.filter(field__code=wanted.field)
    if wanted.tier:
        fitting = fitting.filter(tier=wanted.tier)
    if wanted.level:
        fitting = fitting.filter(declared_level=wanted.level)
    if wanted.event:
        fitting = fitting.filter(life_event=wanted.event)
    return fitting


def _nearest(words: list[str], most: int = 5) -> list[Procedure]:
    """Those that hold the most of the words that tell something."""
    telling = [word for word in words if word not in _NOISE and len(word) > 1]
    if not telling:
        return []
    any_word = reduce(or_, (Q(folded__contains=word) for word in telling))
    candidates = _in_force().filter(any_word).select_related("current").defer("current__eform")[:200]
    return sorted(candidates, key=lambda one: (-sum(word in one.folded for word in telling), one.name))[:most]
