"""The newest rulebook on evaluations: the index set, when a period closes, what is too few to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from motcua.kit.periods import Period
from motcua.records.calendars.models import RulebookVersion
from motcua.rules.evaluation_periods import last_day_to_count
from motcua.rules.index_sets import IndexSet, read_index_set
from motcua.rules.time_limit import parse_limit

INDEX_SET = "quang-binh-1902"


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """`limits` are the rulebook's parameters by key, each a list of dated entries."""

    index_set: IndexSet
    limits: dict[str, list[dict[str, Any]]]

    def last_day(self, period: Period) -> date:
        """The last day on which something said of the period counts in it."""
        after = self._value("period_closes_after", period.ends_before)
        return last_day_to_count(period, int(parse_limit(after).amount))

    def smallest_group(self, on: date) -> int:
        """Fewer slips than these are not shown by month (NĐ 61/2018 Art. 27.3)."""
        return int(self._value("smallest_group_shown", on))

    def _value(self, key: str, on: date) -> Any:
        entries = self.limits[key]
        in_force = (one for one in entries if one["valid_from"] <= on.isoformat() <= (one["valid_to"] or "9"))
        # A period before the first entry is judged by it: there was no other rule to close it by.
        return next(in_force, entries[0])["value"]


def score_rules() -> ScoreRules:
    newest = RulebookVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    return _score_rules(newest or 0)


@lru_cache(maxsize=8)
def _score_rules(rulebook_id: int) -> ScoreRules:
    content = RulebookVersion.objects.values_list("content", flat=True).get(pk=rulebook_id)
    limits: dict[str, list[dict[str, Any]]] = {}
    for entry in content["limits"]["limits"]:
        limits.setdefault(entry["key"], []).append(entry)
    return ScoreRules(read_index_set(content["index_sets"][INDEX_SET]), limits)
