"""What machines are told where people see a page that says no: application/problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse


def is_for_machines(request: HttpRequest) -> bool:
    """API calls: a bearer token says who asks, a cookie never does, so no other site can ask in our name."""
    return request.path_info.startswith("/api/")


def problem(status: int, title: str, **more: Any) -> JsonResponse:
    body = {"type": "about:blank", "title": title, "status": status, **more}
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
