"""Reads a JSON file that somebody hands to a command, and refuses what a plain parser would let through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading, shown


@dataclass(frozen=True, slots=True)
class _NamedTwice:
    """Stands for an object that names `key` twice; a plain parser keeps the last value and says nothing."""

    key: str


def read_json(path: Path) -> object:
    """The parsed document (UTF-8, with or without a byte order mark); raises Unusable, naming the place."""
    try:
        document = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=_object)
        _refuse_named_twice(Reading(document))
    except OSError as error:
        raise Unusable(f"{path} cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not UTF-8; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Unusable(
            f"{path} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    except RecursionError:
        raise Unusable(f"{path} is nested too deeply") from None
    except ValueError:
        raise Unusable(f"{path} holds a number with thousands of digits") from None
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | _NamedTwice:
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            return _NamedTwice(key)
        members[key] = value
    return members


def _refuse_named_twice(reading: Reading) -> None:
    if isinstance(reading.value, _NamedTwice):
        place = reading.place or "the document"
        raise Unusable(f"{place} names the key {shown(reading.value.key)} twice; keep one")
    if isinstance(reading.value, dict):
        for member in reading.members().values():
            _refuse_named_twice(member)
    if isinstance(reading.value, list):
        for item in reading.each():
            _refuse_named_twice(item)
