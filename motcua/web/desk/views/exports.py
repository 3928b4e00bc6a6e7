"""The register as a file: asked for, watched, downloaded, no longer wanted."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.instants import local
from motcua.records.exports.models import Export
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.exports.cancel_export import cancel_export
from motcua.services.exports.start_export import start_export
from motcua.services.journal.account_stream import record_for_account
from motcua.web.accounts.permit import require
from motcua.web.desk.page import show
from motcua.web.desk.register_filter import register_filter
from motcua.web.desk.views.register import register_screen
from motcua.web.layout.downloads import streamed

_SHOWN = 20


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """What the register's boxes say, as a file of that kind."""
    require(request, "register.read")
    wanted = register_filter(request, request.POST)
    if wanted.refused is not None:
        return register_screen(request, wanted)
    try:
        start_export(
            kind=request.POST.get("kind", ""),
            agencies=wanted.agencies,
            by=request.user,
            at=business_now(),
            received=wanted.received,
            status=wanted.status,
        )
    except NotDone as problem:
        return register_screen(request, wanted, problem=problem)
    return redirect("desk:exports")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The newest exports of this officer; the page asks again by itself while one is being written."""
    found = list(Export.objects.filter(by=request.user).order_by("-pk")[:_SHOWN])
    context = {"exports": found, "is_running": any(one.ended_at is None for one in found)}
    return show(request, "desk/exports.html", context)


@require_safe
def file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The file, to whoever asked for it, until it expires; each download is journalled."""
    export = _mine(request, number, "exports.read")
    if export.file is None:
        raise Http404(str(number))
    data = {"export": export.pk, "rows": export.row_count}
    record_for_account(account=request.user, kind="register.downloaded", at=business_now(), data=data)
    return streamed(export.file, f"so-theo-doi-ho-so-{local(export.asked_at):%Y%m%d}.{export.kind}")


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    cancel_export(export=_mine(request, number, "exports.cancel"), at=business_now())
    return redirect("desk:exports")


def _mine(request: HttpRequest, number: int, permission: str) -> Export:
    found = Export.objects.select_related("file").filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404(str(number))
    require(request, permission, found)
    return found
