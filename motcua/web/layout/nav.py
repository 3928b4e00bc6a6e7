"""The few addresses at the top of every citizen's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    href: str
    is_current: bool


def top_nav(request: HttpRequest) -> list[NavItem]:
    """Finding, looking up, the scores; then one's own dossiers, an officer's work, or signing in."""
    items = [
        (_("Tìm thủ tục"), "portal:procedures"),
        (_("Tra cứu hồ sơ"), "portal:lookup"),
        (_("Đánh giá"), "open:scores"),
        (_("Trợ giúp"), "portal:help"),
        *_own(request),
    ]
    return [item for label, name in items if (item := _item(request, label, name))]


def _own(request: HttpRequest) -> list[tuple[str, str]]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return [(_("Đăng nhập"), "account_login")]
    if actor.is_citizen:
        return [(_("Hồ sơ của tôi"), "portal:dossiers")]
    return [(_("Bàn làm việc"), "accounts:home")]


def _item(request: HttpRequest, label: str, name: str) -> NavItem | None:
    try:
        href = reverse(name)
    except NoReverseMatch:  # an installation may leave an audience out
        return None
    return NavItem(label, href, request.path.startswith(href))
