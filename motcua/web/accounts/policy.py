"""Reads config/authorisation.toml: every permission, and for every route which one it asks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.kit.reading import Reading
from motcua.rules.permissions import CITIZEN, Permission, Relation

PUBLIC, SIGNED_IN = "public", "signed_in"
_VIEWPOINTS = ("desk", "lead", "task", "parts", "account")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Route:
    """What a route asks before its view runs. `on`: the kind of object its view must ask again with."""

    name: str
    permission: str
    methods: tuple[str, ...]
    on: str = ""
    is_before_second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole file."""

    roles: tuple[str, ...]
    permissions: Mapping[str, Permission]
    routes: Mapping[str, Route]


@cache
def policy() -> Policy:
    """The file of this installation, read once."""
    return read_policy(settings.MOTCUA_AUTHORISATION)


def read_policy(path: Path) -> Policy:
    """Raises Unusable, with the place, for anything the file must not say."""
    parts = Reading(tomllib.loads(path.read_text("utf-8"))).fields(
        ("roles", "relations", "permissions", "routes")
    )
    roles = tuple(role.text() for role in parts["roles"].each())
    words = {word: _relations(value, {}) for word, value in parts["relations"].members().items()}
    permissions = {
        name: _permission(name, entry, (*roles, CITIZEN), words)
        for name, entry in parts["permissions"].members().items()
    }
    askable = (PUBLIC, SIGNED_IN, *permissions)
    routes = {name: _route(name, entry, askable) for name, entry in parts["routes"].members().items()}
    return Policy(roles, permissions, routes)


def _permission(
    name: str, entry: Reading, roles: Iterable[str], words: Mapping[str, frozenset[Relation]]
) -> Permission:
    members = entry.fields((), ("of", "anyone", *roles))
    of = members.pop("of").one_of(_VIEWPOINTS) if "of" in members else ""
    is_public = "anyone" in members and members.pop("anyone").flag()
    grants = {role: _relations(value, words) for role, value in members.items()}
    return Permission(name, of, is_public, grants)


def _relations(value: Reading, words: Mapping[str, frozenset[Relation]]) -> frozenset[Relation]:
    known = (*words, *Relation)
    named = [one.one_of(known) for one in value.each()]
    return frozenset().union(*(words.get(word) or {Relation(word)} for word in named))


def _route(name: str, entry: Reading, askable: Iterable[str]) -> Route:
    members = entry.fields(("permission", "methods"), ("on", "before_second_factor"))
    return Route(
        name=name,
        permission=members["permission"].one_of(tuple(askable)),
        methods=tuple(method.one_of(_METHODS) for method in members["methods"].each()),
        on=members["on"].text() if "on" in members else "",
        is_before_second_factor="before_second_factor" in members and members["before_second_factor"].flag(),
    )
