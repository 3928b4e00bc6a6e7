"""Finds the agency a lane means (its BPMN `where`), seen from the agency that received the dossier."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from motcua.records.agencies.models import Agency


class NoSuchAgency(Exception):
    """A published process names an agency that does not exist: the province's data is wrong."""


def find_agencies(wheres: Iterable[str], *, receiving: Agency) -> dict[str, Agency]:
    """The agency for each `where`, in at most one query."""
    wanted = set(wheres)
    found = {where: receiving for where in wanted if _is_receiving(where, receiving)}
    conditions = {where: _condition(where, receiving) for where in wanted - found.keys()}
    if conditions:
        any_of = Q()
        for condition in conditions.values():
            any_of |= condition
        candidates = list(Agency.objects.filter(any_of, is_active=True))
        for where in conditions:
            found[where] = _pick(where, receiving, candidates)
    return found


def _is_receiving(where: str, receiving: Agency) -> bool:
    return where in {"receiving", receiving.tier}


def _condition(where: str, receiving: Agency) -> Q:
    place, _, name = where.partition(":")
    if place == "fixed":
        return Q(code=name)
    if place == "province":
        return Q(tier="province", abbr=name)
    if place == "district":
        district = _district_id(receiving)
        return Q(parent_id=district, abbr=name, tier="district") if name else Q(pk=district)
    raise NoSuchAgency(where)


def _district_id(receiving: Agency) -> int | None:
    """The district above (or at) the receiving agency: `path` is province, district, …"""
    return receiving.path[1] if len(receiving.path) > 1 else None


def _pick(where: str, receiving: Agency, candidates: list[Agency]) -> Agency:
    place, _, name = where.partition(":")
    for agency in candidates:
        if place == "fixed" and agency.code == name:
            return agency
        if place == "province" and agency.tier == "province" and agency.abbr == name:
            return agency
        if place == "district" and name and agency.abbr == name and agency.tier == "district":
            return agency
        if place == "district" and not name and agency.pk == _district_id(receiving):
            return agency
    raise NoSuchAgency(f"{where} từ {receiving.code}")
