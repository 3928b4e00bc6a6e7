"""Every address of the house is in config/authorisation.toml, and nothing stands there that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.kit.errors import Unusable
from motcua.web.accounts.policy import policy, read_policy


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    """(route name, pattern) of everything the resolver knows, third parties' included."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", f"{resolver.pattern}{entry.pattern}"
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)


def test_every_route_has_a_name_and_its_line_in_the_authorisation_file() -> None:
    unlisted = {
        pattern: name
        for name, pattern in addresses(get_resolver())
        if name not in policy().routes or name.endswith(":") or not name
    }
    assert unlisted == {}, "give each a name and a [routes] line that says which permission it asks"


def test_no_line_is_left_over_for_a_route_that_is_gone() -> None:
    known = {name for name, _ in addresses(get_resolver())}
    assert set(policy().routes) - known == set()


def test_a_permission_that_needs_no_object_is_not_asked_on_one() -> None:
    """A route with a place in its address (`<ref>`) is on something, or says that anybody may."""
    careless = [
        name
        for name, pattern in addresses(get_resolver())
        if "<" in pattern and not _may_be_without_object(name)
    ]
    assert careless == [], 'add on = "dossier" (or what it is) and require(request, permission, record)'


def _may_be_without_object(name: str) -> bool:
    route = policy().routes[name]
    granted = policy().permissions.get(route.permission)
    is_public = route.permission == "public" or (granted is not None and granted.is_public)
    return is_public or bool(route.on)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('[permissions."x.y"]\njanitor = ["own"]', "janitor"),
        ('[permissions."x.y"]\nleader = ["cousin"]', "cousin"),
        ('[routes.here]\npermission = "x.z"\nmethods = ["GET"]', "x.z"),
        ('[routes.here]\npermission = "public"\nmethods = ["LOOK"]', "LOOK"),
        ('[routes.here]\npermission = "public"', "methods"),
    ],
)
def test_a_slip_of_the_pen_in_the_file_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    table = "permissions" if line.startswith("[routes") else "routes"
    path = tmp_path / "authorisation.toml"
    path.write_text(f'roles = ["leader"]\n[relations]\n[{table}]\n{line}\n')
    with pytest.raises(Unusable, match=complaint):
        read_policy(path)
