"""Version 1 of the API: the same verbs as the pages, for machines (docs at /api/v1/docs)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from motcua.services.errors import NotDone
from motcua.web.accounts.permit import Forbidden
from motcua.web.api import absences, acts, consultations, dossiers, procedures, scores, surveys
from motcua.web.api.parsing import StorableJson
from motcua.web.api.problems import not_done, not_found, problem

api = NinjaAPI(
    title="Một cửa",
    version="1",
    description="Cổng Dịch vụ công và một cửa điện tử. Lỗi theo RFC 9457, giờ theo ISO 8601.",
    urls_namespace="api-v1",
    docs_url=None,
    parser=StorableJson(),
)
api.add_router("", procedures.router)
api.add_router("", dossiers.router)
api.add_router("", acts.router)
api.add_router("", absences.router)
api.add_router("", consultations.router)
api.add_router("", surveys.router)
api.add_router("", scores.router)


@api.get("/", url_name="root", summary="What is here")
def root(request: HttpRequest) -> dict[str, Any]:
    """Says what this is, in Vietnamese."""
    return {
        "ten": "Một cửa điện tử tỉnh Quảng Bình",
        "phien_ban": "1",
        "tai_lieu": "/api/v1/docs",
        "openapi": "/api/v1/openapi.json",
    }


@api.exception_handler(NotDone)
def _not_done(request: HttpRequest, raised: NotDone) -> HttpResponse:
    return not_done(raised)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, raised: Http404) -> HttpResponse:
    return not_found()


@api.exception_handler(Forbidden)
def _forbidden(request: HttpRequest, raised: Forbidden) -> HttpResponse:
    if getattr(request, "actor", None) is None:
        return problem(401, _("Hãy gửi mã truy cập trong tiêu đề Authorization: Bearer."))
    return problem(403, _("Mã truy cập này không được làm việc đó."))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, raised: ValidationError) -> HttpResponse:
    errors = {".".join(str(part) for part in one["loc"][1:]): one["msg"] for one in raised.errors}
    return problem(422, _("Nội dung gửi lên chưa đúng mẫu. Hãy xem từng chỗ trong errors."), errors=errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, raised: HttpError) -> HttpResponse:
    return problem(raised.status_code, _("Không đọc được nội dung gửi lên: cần JSON, mã UTF-8."))
