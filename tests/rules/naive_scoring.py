"""A second reckoning of scores, slow and plain on purpose: whole numbers, long division, digits as text.

It takes an agency as `motcua score` does and shares nothing with the rules but the index set's data.
"""

from __future__ import annotations

from typing import Any

Agency = dict[str, Any]


def naive_scores(agency: Agency, data: dict[str, Any]) -> dict[str, str | None]:
    """Each index as text with one decimal ("1.3"), or None."""
    return {index: naive_index(agency, data, index) for index in data["indices"]}


def naive_index(agency: Agency, data: dict[str, Any], index: str) -> str | None:
    if index in data["per_agency"]:
        return naive_declared(agency, index)
    return naive_mean(agency["procedures"], index)


def naive_declared(agency: Agency, index: str) -> str | None:
    for source in ("appraised", "self"):
        if index in agency.get(source, {}):
            points = agency[source][index]
            return None if points is None else f"{points}.0"
    return "0.0"


def naive_mean(procedures: list[dict[str, Any]], index: str) -> str | None:
    """The common denominator is the product of all slip counts: no fraction is ever reduced or rounded."""
    running = [procedure for procedure in procedures if procedure["dossiers"] > 0]
    if not running:
        return None
    answers = [[slip[index] for slip in procedure["slips"] if index in slip] for procedure in running]
    common = 1
    for given in answers:
        common *= len(given) or 1
    numerator = 0
    for procedure, given in zip(running, answers, strict=True):
        for points in given:
            numerator += procedure["dossiers"] * points * (common // len(given))
    return half_up(numerator, common * sum(procedure["dossiers"] for procedure in running))


def half_up(numerator: int, denominator: int) -> str:
    """Long division to two decimals; the second one alone decides whether the first goes up."""
    digits = str(numerator * 100 // denominator).rjust(3, "0")
    tenths = int(digits[:-1]) + (digits[-1] in "56789")
    return f"{tenths // 10}.{tenths % 10}"


def naive_total(scores: dict[str, str | None]) -> tuple[str, int]:
    """Total and maximum, added up in tenths."""
    counted = [score for score in scores.values() if score is not None]
    tenths = sum(int(score.replace(".", "")) for score in counted)
    return f"{tenths // 10}.{tenths % 10}", 2 * len(counted)


def naive_band(scores: dict[str, str | None], data: dict[str, Any]) -> str | None:
    if all(scores[index] is None for index in data["per_dossier"]):
        return None
    total, maximum = naive_total(scores)
    tenths = int(total.replace(".", ""))
    for minimum, band in ((150, "xuat_sac"), (120, "tot"), (90, "kha"), (60, "trung_binh")):
        if tenths * 18 >= minimum * maximum:
            return band
    return "yeu"
