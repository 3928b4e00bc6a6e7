"""Reads plain data (parsed JSON or TOML) and names the place of whatever does not fit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.kit.errors import Unusable

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a document and where it stands (`agencies[0].procedures[2].dossiers`).

    Every method either returns what it promises or raises Unusable with one line that begins with the place.
    """

    value: object
    place: str = ""

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Reading]:
        """The members of an object that has all of `required` and nothing but `optional` beside them."""
        found = self.members()
        for key in required:
            if key not in found:
                raise self.wrong(f"lacks the key {shown(key)}")
        known = [*required, *optional]
        for key in found:
            if key not in known:
                raise self.wrong(f"has an unknown key {shown(key)}; known are {', '.join(known)}")
        return found

    def members(self) -> dict[str, Reading]:
        """The members of an object, whatever their names."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("must be an object")
        return {key: Reading(member, self._below(key)) for key, member in self.value.items()}

    def each(self) -> Iterator[Reading]:
        """The items of a list, in order."""
        if not isinstance(self.value, list | tuple):
            raise self.wrong("must be a list")
        return (Reading(item, f"{self.place}[{number}]") for number, item in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("must be a text")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong("must be true or false")
        return self.value

    def whole(self, minimum: int = 0) -> int:
        """A whole number; `true`, `2.0` and `"2"` are none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < minimum:
            raise self.wrong(f"must be a whole number, {minimum} or more")
        return self.value

    def one_of(self, known: Collection[str]) -> str:
        if not isinstance(self.value, str) or self.value not in known:
            raise self.wrong(f"must be one of {', '.join(known)}")
        return self.value

    def day(self) -> date:
        """A date: TOML's own, or text as YYYY-MM-DD."""
        if type(self.value) is date:
            return self.value
        try:
            return date.fromisoformat(self.text())
        except (ValueError, Unusable):
            raise self.wrong("must be a date such as 2020-09-14") from None

    def wrong(self, what: str) -> Unusable:
        """The error to raise: place, what is wrong, and what stands there if that is short enough to show."""
        given = "" if isinstance(self.value, Mapping | list | tuple) else f", not {shown(self.value)}"
        return Unusable(f"{self.place or 'the document'} {what}{given}")

    def _below(self, key: object) -> str:
        is_plain = isinstance(key, str) and len(key) <= _SHOWN and key.replace("_", "").isalnum()
        if not is_plain:
            return f"{self.place}[{shown(key)}]"
        return f"{self.place}.{key}" if self.place else str(key)


def shown(value: object) -> str:
    """A value on one line, unprintable characters escaped, cut to a readable length."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    printable = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in written[:_SHOWN]
    )
    return printable if len(written) <= _SHOWN else f"{printable}…"
