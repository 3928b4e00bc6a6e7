"""The pages that say no, and what machines are told instead; urls.py names them as handlers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from motcua.web.layout.problems import is_for_machines, problem

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, _TOO_MUCH):
        return _no(request, 413, _("Gửi quá nhiều trong một lần: nội dung gọi nặng nhất 12 MB."))
    return _no(request, 400, _("Không đọc được yêu cầu này."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _no(request, 403, _("Mã truy cập này không được làm việc đó."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _no(request, 404, _("Không có gì ở địa chỉ này. Danh sách các địa chỉ: /api/v1/docs."))


def not_allowed(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """An address that takes forms only was opened, or a call used another method than `methods`."""
    answer = _no(request, 405, _("Địa chỉ này chỉ nhận %(methods)s.") % {"methods": ", ".join(methods)})
    answer["Allow"] = ", ".join(methods)
    return answer


def conflict(
    request: HttpRequest,
    *,
    message: str = "",
    changed_by: str = "",
    changed_at: datetime | None = None,
    back_href: str = "",
) -> HttpResponse:
    """Somebody else was first: who, when, and the way back to the dossier as it is now."""
    said = {"message": message, "changed_by": changed_by, "changed_at": changed_at, "back_href": back_href}
    return render(request, "409.html", said, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_for_machines(request):
        return problem(500, _("Hệ thống gặp lỗi. Hãy gọi lại sau với cùng một Idempotency-Key."))
    # No context processors: what they read may be what is broken.
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def _no(request: HttpRequest, status: int, for_machines: str) -> HttpResponse:
    if is_for_machines(request):
        return problem(status, for_machines)
    return render(request, f"{status}.html", status=status)
