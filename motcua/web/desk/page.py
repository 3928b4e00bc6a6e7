"""What every desk page carries: the rail, the agency's name, who is asking in which roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.records.agencies.models import Agency
from motcua.web.accounts.permit import may
from motcua.web.layout.templatetags.roles import role

_DESK_ROLES = frozenset({"desk_officer", "desk_head"})


def show(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Renders a desk page."""
    return render(
        request,
        template,
        {
            **context,
            "rail": _rail(request),
            "agency_name": _agency_name(request),
            "role_name": ", ".join(dict.fromkeys(role(one.role) for one in request.actor.holdings)),
        },
        status=status,
    )


def holdings(request: HttpRequest) -> list[tuple[str, int]]:
    """(role, agency id) of everything the officer holds today."""
    return [(holding.role, holding.agency) for holding in request.actor.holdings]


def desk_agencies(request: HttpRequest) -> list[int]:
    """Agencies at whose desk the officer works."""
    return [agency for role, agency in holdings(request) if role in _DESK_ROLES]


def _agency_name(request: HttpRequest) -> str:
    first = next((holding.agency for holding in request.actor.holdings), None)
    return Agency.objects.filter(pk=first).values_list("name", flat=True).first() or "" if first else ""


def _rail(request: HttpRequest) -> list[dict[str, Any]]:
    queue = reverse("desk:queue")
    tasks = [
        (_("Tất cả việc"), queue),
        (_("Chờ tiếp nhận"), f"{queue}?kind=intake"),
        (_("Đang giải quyết"), f"{queue}?kind=steps"),
        (_("Chờ trả kết quả"), f"{queue}?kind=release"),
        (_("Việc của riêng tôi"), f"{queue}?holder=me"),
    ]
    late = [(_("Sắp hạn và trễ hạn"), reverse("desk:lateness"))] if may(request, "lateness.read") else []
    lying = [(_("Chưa đến nhận"), reverse("desk:uncollected"))] if may(request, "uncollected.read") else []
    opinions = (
        [(_("Xin ý kiến"), reverse("desk:consultations"))] if may(request, "consultations.read") else []
    )
    told = [(_("Tin nhắn với người nộp"), reverse("desk:letters"))] if may(request, "letters.read") else []
    away = [(_("Vắng mặt, làm thay"), reverse("desk:absences"))] if may(request, "absences.read") else []
    work = [*(tasks if may(request, "queue.read") else []), *lying, *late, *opinions, *told, *away]
    counter = (
        [(_("Sổ hồ sơ"), reverse("desk:register")), (_("Giấy tờ đã lập"), reverse("desk:issued-papers"))]
        if may(request, "register.read")
        else []
    )
    if desk_agencies(request):
        counter[:0] = [
            (_("Nhận hồ sơ tại quầy"), reverse("desk:intake")),
            (_("Quầy và lượt chờ"), reverse("desk:counters")),
        ]
    if may(request, "guidance.read"):
        counter.append((_("Sổ hướng dẫn"), reverse("desk:guidance")))
    console = [(_("Tổng quan"), reverse("console:overview"))] if may(request, "console.read") else []
    public = [(_("Điểm đánh giá"), reverse("open:scores"))]
    here = request.get_full_path()
    groups = [
        (_("Việc cần làm"), work),
        (_("Quầy"), counter),
        (_("Quản trị"), console),
        (_("Công khai"), public),
    ]
    return [
        {
            "title": title,
            "items": [{"label": label, "href": href, "is_current": href == here} for label, href in items],
        }
        for title, items in groups
        if items
    ]
