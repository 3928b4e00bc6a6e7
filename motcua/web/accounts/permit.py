"""Asks whether this person may do this to that: `require` in views, `may` in templates."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from motcua.rules.permissions import Actor, is_allowed
from motcua.web.accounts.policy import policy
from motcua.web.accounts.subjects import subject_of


class Forbidden(PermissionDenied):
    """They may know of it, but not do this (403)."""


class NotFound(Http404):
    """They may not even know of it (404)."""


def require(request: HttpRequest, permission: str, record: object = None) -> None:
    """Goes on quietly, or raises: NotFound where the actor may not know of it, Forbidden where they may.

    `record` is a Dossier, Task, Account, Agency or a ready Subject; None asks whether any role could give it.
    """
    _note_asked(request, permission)
    if may(request, permission, record):
        return
    reading = f"{permission.partition('.')[0]}.read"
    if record is not None and not (reading in policy().permissions and may(request, reading, record)):
        raise NotFound(permission)
    raise Forbidden(permission)


def may(request: HttpRequest, permission: str, record: object = None) -> bool:
    """Whether it would be granted."""
    asked = policy().permissions[permission]
    actor: Actor | None = request.actor
    if actor is None or record is None:
        return is_allowed(asked, actor)
    return is_allowed(asked, actor, subject_of(record, asked.of))


def asked_permissions(request: HttpRequest) -> frozenset[str]:
    """What this request's view has asked so far."""
    return getattr(request, "asked", frozenset())


def _note_asked(request: HttpRequest, permission: str) -> None:
    request.asked = asked_permissions(request) | {permission}
