"""Dates that cannot be: a birth tomorrow, a death before the birth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_model import DateLimit, FormField
from motcua.rules.eform_numbers import shown_date


def outside_limits(
    asked_for: FormField, answer: str, here: Mapping[str, object], today: date
) -> Refused | None:
    """Why the date `answer` (ISO, perhaps only a month or year) cannot be, or None."""
    limit = _instant(asked_for.not_after, here, today)
    # Compared at the precision both have: 2020 is not after 2020-08-25.
    if limit and answer[: len(limit)] > limit[: len(answer)]:
        return _too_late(asked_for, answer, limit)
    limit = _instant(asked_for.not_before, here, today)
    if limit and answer[: len(limit)] < limit[: len(answer)]:
        return Refused(
            "too_early",
            N_("Bạn đã gõ %(typed)s. Ngày này không thể trước %(limit)s."),
            {"typed": shown_date(answer), "limit": shown_date(limit)},
        )
    return None


def _too_late(asked_for: FormField, answer: str, limit: str) -> Refused:
    params = {"typed": shown_date(answer), "limit": shown_date(limit)}
    if asked_for.not_after is not None and asked_for.not_after.is_today:
        return Refused(
            "in_the_future",
            N_("Bạn đã gõ %(typed)s. Ngày này chưa tới; hãy xem lại, hôm nay là %(limit)s."),
            params,
        )
    return Refused("too_late", N_("Bạn đã gõ %(typed)s. Ngày này không thể sau %(limit)s."), params)


def _instant(limit: DateLimit | None, here: Mapping[str, object], today: date) -> str:
    if limit is None:
        return ""
    if limit.is_today:
        return today.isoformat()
    return limit.fixed or str(here.get(limit.beside) or "")
