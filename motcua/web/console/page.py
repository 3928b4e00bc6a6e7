"""What every page of the console carries: its rail and name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.web.accounts.permit import may


def show(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Renders a page of the console."""
    more = {"agency_name": _("Quản trị hệ thống"), "rail": _rail(request)}
    return render(request, template, {**context, **more}, status=status)


def _rail(request: HttpRequest) -> list[dict[str, object]]:
    pages = [(_("Tổng quan"), "console:overview", True)]
    pages.append((_("Lịch làm việc"), "console:calendar", True))
    pages.append((_("Bàn làm việc"), "desk:queue", may(request, "queue.read")))
    pages.append((_("Sổ hồ sơ"), "desk:register", may(request, "register.read")))
    items = [_item(request, label, name) for label, name, is_open in pages if is_open]
    scores = _item(request, _("Điểm đánh giá"), "open:scores")
    return [{"title": _("Quản trị"), "items": items}, {"title": _("Công khai"), "items": [scores]}]


def _item(request: HttpRequest, label: str, name: str) -> dict[str, object]:
    href = reverse(name)
    return {"label": label, "href": href, "is_current": href == request.path}
