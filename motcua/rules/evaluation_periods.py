"""When an evaluation period closes, and in which period a slip counts that comes late.

Source: TT 01/2018/TT-VPCP Art. 15.4 (quarters and years); that a period closes some days after its end, and
that a later slip counts in the next one, is the province's choice (`period_closes_after`).
"""

from __future__ import annotations

from datetime import date, timedelta

from motcua.kit.periods import Period, quarter_of


def last_day_to_count(period: Period, closes_after_days: int) -> date:
    """The last day on which something said of the period still counts in it: 15/07 for a second quarter."""
    return period.ends_before + timedelta(days=closes_after_days - 1)


def is_closed(period: Period, on: date, closes_after_days: int) -> bool:
    return on > last_day_to_count(period, closes_after_days)


def counted_in(month_on: date, answered_on: date, closes_after_days: int) -> Period:
    """The quarter a slip counts in: its dossier's own or, that being closed, the first that is still open."""
    quarter = quarter_of(month_on)
    while is_closed(quarter, answered_on, closes_after_days):
        quarter = quarter.neighbour(1)
    return quarter


def counted_month(month_on: date, answered_on: date, closes_after_days: int) -> date:
    """The month (its first day) a slip is counted in: its dossier's own, or the later quarter's first.

    A late slip is so told from one in time by its months alone: the two lie in different quarters.
    """
    quarter = counted_in(month_on, answered_on, closes_after_days)
    return month_on if quarter == quarter_of(month_on) else quarter.begins_on
