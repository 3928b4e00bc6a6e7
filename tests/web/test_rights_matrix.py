"""Every permission × role × relation, and every address × role × relation, against config/authorisation.toml.

Nothing here names a page: routes, roles and relations come from the file. tests/web/objects.py makes what
the addresses speak of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from motcua.records.people.models import Account
from motcua.rules.permissions import (
    CITIZEN_RELATIONS,
    OFFICER_RELATIONS,
    Actor,
    Holding,
    Relation,
    Subject,
    is_allowed,
)
from motcua.web.accounts.policy import SIGNED_IN, Route, read_policy
from motcua.web.accounts.subjects import subject_of
from tests.cast import Cast, bearer, signed_in_client
from tests.web.objects import World, make_world

POLICY = read_policy(settings.MOTCUA_AUTHORISATION)
HERE, ABOVE, BELOW, BESIDE = (1, 2, 3), (1, 2), (1, 2, 3, 4), (1, 2, 9)
ME, SOMEBODY = 70, 71


def subject_in(relation: Relation, role: str) -> Subject:
    """An object to which an officer ME with `role` at HERE stands in `relation`."""
    lies = {
        Relation.AGENCY_BELOW: BELOW,
        Relation.AGENCY_ABOVE: ABOVE,
        Relation.AGENCY_BESIDE: BESIDE,
    }.get(relation, HERE)
    assignee = {Relation.OWN: ME, Relation.SAME_UNIT: None}.get(relation, SOMEBODY)
    return Subject((lies,), SOMEBODY, ((role, lies[-1], assignee),))


@pytest.mark.parametrize("name", POLICY.permissions)
def test_an_officer_is_given_a_permission_in_the_relations_the_file_names(name: str) -> None:
    permission = POLICY.permissions[name]
    wrong = [
        (role, relation)
        for role in POLICY.roles
        for relation in OFFICER_RELATIONS
        if is_allowed(permission, _officer(role), subject_in(relation, role))
        is not (permission.is_public or relation in permission.grants.get(role, ()))
    ]
    assert wrong == []


def _officer(role: str) -> Actor:
    return Actor(ME, "officer", "Nguyễn Văn Nam", (Holding(role, HERE[-1], HERE),))


@pytest.mark.parametrize("name", POLICY.permissions)
def test_a_citizen_is_given_a_permission_on_what_the_file_names(name: str) -> None:
    permission = POLICY.permissions[name]
    owners = {Relation.CITIZEN_OWN: ME, Relation.CITIZEN_OTHER: SOMEBODY}
    wrong = [
        relation
        for relation in CITIZEN_RELATIONS
        if is_allowed(permission, Actor(ME, "citizen", "Lan"), Subject((HERE,), owners[relation]))
        is not (permission.is_public or relation in permission.grants.get("citizen", ()))
    ]
    assert wrong == []


def test_no_citizen_may_do_anything_to_anothers_dossier() -> None:
    others = {
        name
        for name, permission in POLICY.permissions.items()
        if Relation.CITIZEN_OTHER in permission.grants.get("citizen", ())
    }
    assert others == {"dossiers.submit"}


def test_agencies_above_and_beside_are_open_to_the_controlling_office_and_administrators_only() -> None:
    far = {Relation.AGENCY_ABOVE, Relation.AGENCY_BESIDE}
    who = {
        role
        for permission in POLICY.permissions.values()
        for role, relations in permission.grants.items()
        if relations & far
    }
    assert who == {"controller", "administrator"}


def test_administrators_see_no_dossier() -> None:
    seen = [name for name in POLICY.permissions if name.split(".")[0] in {"dossiers", "papers", "files"}]
    assert seen
    assert not any("administrator" in POLICY.permissions[name].grants for name in seen)


# ── Addresses ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, route in POLICY.routes.items() if route.on])
def test_an_address_on_an_object_answers_whom_the_file_allows(world: World, name: str) -> None:
    route = POLICY.routes[name]
    wrong = [
        f"{method} {who}: {answer.status_code}, should be {'let in' if expected else 'refused'}"
        for method in route.methods
        for who, expected, answer in every_answer(world, route, method)
        if is_refused(answer) is expected
    ]
    assert wrong == []


@pytest.mark.parametrize("name", [name for name, route in POLICY.routes.items() if not route.on])
def test_an_address_without_an_object_answers_whom_the_file_allows(world: World, name: str) -> None:
    route = POLICY.routes[name]
    wrong = [
        f"{method} {who}: {answer.status_code}"
        for method in route.methods
        for who, expected, answer in every_role(world, route, method)
        if is_barred(answer) is expected
    ]
    assert wrong == []


def every_answer(world: World, route: Route, method: str) -> Iterator[tuple[str, bool, HttpResponse]]:
    yield "stranger", may(world, route, None), ask(world, route, method, None)
    for relation in CITIZEN_RELATIONS:
        account = world.citizen(relation)
        yield relation, may(world, route, account), ask(world, route, method, account)
    for role in POLICY.roles:
        for relation in OFFICER_RELATIONS:
            account = world.officer(role, relation)
            expected = may(world, route, account)
            yield f"{role} {relation}", expected, ask(world, route, method, account)


def every_role(world: World, route: Route, method: str) -> Iterator[tuple[str, bool, HttpResponse]]:
    yield "stranger", may(world, route, None), ask(world, route, method, None)
    yield "citizen", may(world, route, world.cast.lan), ask(world, route, method, world.cast.lan)
    for role in POLICY.roles:
        account = world.officer(role, Relation.SAME_AGENCY)
        yield role, may(world, route, account), ask(world, route, method, account)


def may(world: World, route: Route, account: Account | None) -> bool:
    """What the file says, asked directly."""
    permission = POLICY.permissions.get(route.permission)
    if permission is None:
        return account is not None or route.permission != SIGNED_IN
    actor = account and actor_for(account)
    return is_allowed(
        permission, actor, subject_of(world.record(route.on), permission.of) if route.on else None
    )


def actor_for(account: Account) -> Actor:
    holdings = [
        Holding(held.role, held.agency_id, tuple(held.agency.path))
        for held in account.assignments.select_related("agency")
    ]
    return Actor(account.pk, account.kind, account.name, tuple(holdings))


def ask(world: World, route: Route, method: str, account: Account | None) -> HttpResponse:
    address = address_of(world, route)
    with undone():
        if address.startswith("/api/"):
            client, headers = Client(), bearer(account) if account else {}
        else:
            client, headers = signed_in_client(account) if account else Client(), {}
        body = {} if method == "GET" else {"content_type": "application/json"} if headers else {}
        return client.generic(method, address, headers=headers, **body)


def address_of(world: World, route: Route) -> str:
    places = world.places(route.on)
    return reverse(route.name, kwargs={word: places[word] for word in words_in(route.name)})


def words_in(name: str) -> list[str]:
    """The words of a route's address: `ref` in `dossiers/<ref>/`."""
    resolver, _, last = get_resolver(), *name.rpartition(":")[1:]
    for namespace in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[namespace][1]
    possibilities = resolver.reverse_dict.getlist(last)
    return list(possibilities[0][0][0][1])


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_barred(answer: HttpResponse) -> bool:
    """Sent to sign in, or told that they may not."""
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login") + "?")
    return to_sign_in or answer.status_code in {401, 403}


def is_refused(answer: HttpResponse) -> bool:
    """Barred, or told that there is no such thing."""
    return is_barred(answer) or answer.status_code == 404
