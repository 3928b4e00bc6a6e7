"""Random words given to people: tracking codes, secrets, tickets."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError

from motcua.rules.dossier_codes import TRACKING_BYTES, format_tracking_code

Made = TypeVar("Made")

_chance: random.Random = secrets.SystemRandom()
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_tracking_code() -> str:
    return format_tracking_code(_chance.randbytes(TRACKING_BYTES))


def new_secret() -> str:
    """A look-up secret a person can type: 10 letters of 28, about 48 bits."""
    return _word(10)


def new_ticket() -> str:
    """A survey ticket: 12 letters of 28, about 57 bits."""
    word = _word(12)
    return f"{word[:4]}-{word[4:8]}-{word[8:]}"


def drawn_again(make: Callable[[], Made], *, clash: str, tries: int = 5) -> Made:
    """What `make` makes, tried again where the random word it drew was taken (unique column `clash`)."""
    for _ in range(tries - 1):
        try:
            return make()
        except IntegrityError as problem:
            if clash not in str(problem):
                raise
    return make()


def _word(length: int) -> str:
    return "".join(_chance.choice(_LETTERS) for _ in range(length))


@contextmanager
def drawn_from(chance: random.Random) -> Iterator[None]:
    """Words drawn from a seeded generator, so that the demo is the same each time: for it alone."""
    global _chance
    before, _chance = _chance, chance
    try:
        yield
    finally:
        _chance = before
