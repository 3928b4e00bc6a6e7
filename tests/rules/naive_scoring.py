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
    groups = [group for procedure in procedures for group in naive_groups(procedure, index) if group[0] > 0]
    if not groups:
        return None
    common = 1
    for _, given in groups:
        common *= len(given) or 1
    numerator = 0
    for dossiers, given in groups:
        for points in given:
            numerator += dossiers * points * (common // len(given))
    return half_up(numerator, common * sum(dossiers for dossiers, _ in groups))


def naive_groups(procedure: dict[str, Any], index: str) -> list[tuple[int, list[int]]]:
    """The dossiers of a procedure and what was said of them; then everyone who stands for one alone."""
    dossiers, told = procedure["dossiers"], list(procedure["slips"])
    if index == "2" and "parts" in procedure:
        dossiers += procedure["parts"]["dossiers"]
        told += procedure["parts"]["slips"]
    alone = list(procedure.get("late", []))
    if index in ("3", "4", "7"):
        alone += procedure.get("declined", [])
    ones = [(1, [slip[index]]) for slip in alone if index in slip]
    return [(dossiers, [slip[index] for slip in told if index in slip]), *ones]


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
