"""The province's files as the tests read them: no Django, no database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from motcua.bpmn.parse import parse_definitions
from motcua.bpmn.read import Drawing, read_drawings
from motcua.kit.refusal import Refused

PROVINCE = Path(__file__).parents[2] / "province" / "quang-binh"
SOURCE_FIGURES = Path(__file__).parent / "source-figures"

Row = Mapping[str, str]


@cache
def rows(file: str) -> tuple[Row, ...]:
    """The rows of a CSV file of the province."""
    with (PROVINCE / file).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, strict=True))


@cache
def document(file: str) -> Any:
    """A JSON file of the province; nobody changes what it holds."""
    return json.loads((PROVINCE / file).read_text("utf-8"))


@cache
def procedures() -> Mapping[str, Mapping[str, Any]]:
    """Every procedure by its file's name."""
    return {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted((PROVINCE / "procedures").glob("*.json"))
    }


PROCEDURE_CODES = sorted(procedures())


def drawing(path: Path) -> Drawing:
    """The one process of a BPMN file."""
    definitions = parse_definitions(path.read_bytes())
    assert not isinstance(definitions, Refused), f"{path.name}: {definitions}"
    (only,) = read_drawings(definitions)
    return only


@cache
def process_of(code: str) -> Drawing:
    """The process a procedure is handled by."""
    return drawing(PROVINCE / "processes" / f"{code}.bpmn")


@cache
def agencies() -> Mapping[str, Row]:
    return {row["code"]: row for row in rows("agencies.csv")}


def desks(tier: str) -> list[Row]:
    """The agencies of a tier that have a one-stop desk."""
    return [row for row in rows("agencies.csv") if row["tier"] == tier and row["has_desk"] == "true"]


@cache
def _by_place() -> Mapping[tuple[str, str, str], list[Row]]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows("agencies.csv"):
        parent = row["parent_code"] if row["tier"] == "district" else ""
        found.setdefault((row["tier"], parent, row["abbr"]), []).append(row)
    return found


def agencies_meant(where: str, receiving: Row) -> list[Row]:
    """Every agency a lane's `where` can mean, seen from the receiving one: exactly one if all is well."""
    place, _, name = where.partition(":")
    if where in ("receiving", receiving["tier"]):
        return [receiving]
    if place == "province":
        return _by_place().get(("province", "", name), [])
    if place == "fixed":
        return [agencies()[name]] if name in agencies() else []
    if place == "district":
        district = receiving["parent_code"] if receiving["tier"] == "commune" else receiving["code"]
        return _by_place().get(("district", district, name), []) if name else [agencies()[district]]
    return []


def posts_at(agency: Row) -> list[Mapping[str, Any]]:
    """The demo posts of an agency: those of the first rule of officers.json that fits it."""
    for rule in document("officers.json")["rules"]:
        if _fits(rule, agency):
            posts: list[Mapping[str, Any]] = rule["posts"]
            return posts
    return []


def _fits(rule: Mapping[str, Any], agency: Row) -> bool:
    same = rule["tier"] == agency["tier"] and rule["kind"] == agency["kind"]
    return same and ("only" not in rule or agency["abbr"] in rule["only"])


def texts(value: object) -> Iterable[str]:
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
