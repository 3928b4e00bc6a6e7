"""Home, the catalogue, a procedure's full information, help."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.reports.find_procedures import Wanted, fields_in_use, find_procedures, life_event_counts
from motcua.reports.procedure_page import find_procedure, procedure_page
from motcua.web.layout.fields import Choice, FieldView
from motcua.web.layout.reader import named

LIFE_EVENTS = {
    "birth": _("Sinh con"),
    "family": _("Kết hôn, gia đình"),
    "papers": _("Giấy tờ cá nhân, chứng thực"),
    "home": _("Nhà ở, đất đai, xây dựng"),
    "business": _("Kinh doanh, doanh nghiệp"),
    "welfare": _("Trợ cấp, người khuyết tật"),
    "merit": _("Người có công"),
    "study": _("Học hành, bằng cấp"),
    "health": _("Sức khỏe, thuốc men"),
    "death": _("Khi người thân qua đời"),
    "community": _("Tôn giáo, cộng đồng"),
}
TIERS = {"commune": _("Cấp xã"), "district": _("Cấp huyện"), "province": _("Cấp tỉnh")}
LEVELS = {
    "4": _("Mức độ 4: làm trọn trên mạng"),
    "3": _("Mức độ 3: nộp trên mạng"),
    "2": _("Mức độ 2: tải biểu mẫu"),
    "1": _("Mức độ 1: xem thông tin"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    counts = life_event_counts()
    events = [(key, word, counts[key]) for key, word in LIFE_EVENTS.items() if key in counts]
    return render(request, "portal/home.html", {"events": events, "total": sum(counts.values())})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    wanted = _wanted(request)
    found = find_procedures(wanted)
    context = {
        "wanted": wanted,
        "found": found,
        "filters": _filters(wanted),
        "event": LIFE_EVENTS.get(wanted.event),
        "previous": _address(request, found.page - 1) if found.page > 1 else "",
        "next": _address(request, found.page + 1) if found.has_next else "",
    }
    return render(request, "portal/procedures.html", context)


@require_safe
def procedure(request: HttpRequest, procedure: str) -> HttpResponse:
    found = find_procedure(procedure)
    if found is None:
        raise Http404(procedure)
    page = procedure_page(found)
    context = {
        "page": page,
        "procedure": found,
        "content": page.content,
        "tier": TIERS[found.tier],
        "level": LEVELS[str(found.declared_level)],
    }
    return render(request, "portal/procedure.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    level, page = asked.get("level", ""), asked.get("page", "")
    return Wanted(
        text=asked.get("q", "")[:200],
        field=asked.get("field", "")[:30],
        tier=asked.get("tier", "") if asked.get("tier") in TIERS else "",
        level=int(level) if level in LEVELS else 0,
        event=asked.get("event", "") if asked.get("event") in LIFE_EVENTS else "",
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def _filters(wanted: Wanted) -> list[FieldView]:
    def one(name: str, label: Any, value: Any, choices: list[Choice]) -> FieldView:
        return FieldView(name, str(label), kind="select", value=value, choices=choices)

    fields = [Choice(field.code, named(field)) for field in fields_in_use()]
    return [
        one("field", _("Lĩnh vực"), wanted.field, fields),
        one(
            "tier", _("Nơi giải quyết"), wanted.tier, [Choice(key, str(word)) for key, word in TIERS.items()]
        ),
        one(
            "level",
            _("Mức độ trực tuyến"),
            str(wanted.level or ""),
            [Choice(key, str(word)) for key, word in LEVELS.items()],
        ),
    ]


def _address(request: HttpRequest, page: int) -> str:
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    return f"?{urlencode({**kept, 'page': page})}"
