"""Errors of the API as application/problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from motcua.services.errors import NotDone
from motcua.web.layout.refusals import is_conflict, translated

_TOLD = ("who", "when", "at")  # of whoever was first


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, **more}
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    return answer


def not_done(problem_: NotDone) -> HttpResponse:
    """409 where somebody or something else was first, 422 where the input must be mended."""
    refused = problem_.refused
    status = HTTPStatus.CONFLICT if is_conflict(refused) else HTTPStatus.UNPROCESSABLE_ENTITY
    errors: Mapping[str, str] = {name: translated(one) for name, one in problem_.fields.items()}
    more: dict[str, Any] = {"code": refused.code}
    if is_conflict(refused):
        more |= {name: refused.params[name] for name in _TOLD if name in refused.params}
    return problem(status, translated(refused), **more, **({"errors": errors} if errors else {}))


def not_found() -> HttpResponse:
    return problem(404, _("Không tìm thấy, hoặc mã truy cập này không được xem."))
