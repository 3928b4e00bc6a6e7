"""Which period a score page is asked for, and how that period stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.kit.instants import local_date
from motcua.kit.periods import Period, parse_period, quarter_of
from motcua.kit.refusal import Refused
from motcua.reports.score_rulebook import ScoreRules, score_rules
from motcua.services.clock import business_now


@dataclass(frozen=True, slots=True)
class Asked:
    """`problem` says what is wrong with a period that was typed and is none."""

    period: Period
    problem: Refused | None
    today: date
    rules: ScoreRules

    @property
    def last_day(self) -> date:
        """Until when something said of the period counts in it."""
        return self.rules.last_day(self.period)

    @property
    def is_closed(self) -> bool:
        return self.today > self.last_day

    @property
    def periods(self) -> list[Period]:
        """Those to choose from: the last four quarters, their years, and the one that is shown."""
        current = quarter_of(self.today)
        recent = [current.neighbour(-steps) for steps in range(4)]
        years = {Period(one.year) for one in recent}
        return sorted({*recent, *years, self.period}, reverse=True)

    @property
    def next_period(self) -> Period:
        return self.period.neighbour(1)


def asked_period(request: HttpRequest) -> Asked:
    """The period asked for; the current quarter, with what is wrong, where it makes no sense."""
    today = local_date(business_now())
    typed = request.GET.get("period", "")
    parsed = parse_period(typed) if typed else quarter_of(today)
    period = quarter_of(today) if isinstance(parsed, Refused) else parsed
    problem = parsed if isinstance(parsed, Refused) else None
    return Asked(period, problem, today, score_rules())


def period_words(period: Period) -> str:
    """`Quý 2/2020`, `Năm 2020`."""
    if period.quarter:
        return _("Quý %(q)s/%(y)s") % {"q": period.quarter, "y": period.year}
    return _("Năm %(y)s") % {"y": period.year}
