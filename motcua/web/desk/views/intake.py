"""A walk-in at the counter: choose the procedure, then take all in on one page (NĐ 61/2018 Art. 16–17)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kit.folding import clean_text
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Offer
from motcua.reports.desk_offers import desk_offers, offer_at
from motcua.services.clock import business_now
from motcua.services.dossiers.take_in import AtOnce, take_in_dossier
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.web.accounts.permit import require
from motcua.web.desk.carry import carried_over, carried_query
from motcua.web.desk.page import desk_agencies, show
from motcua.web.desk.take_in import TakeIn, blank_take_in, read_take_in
from motcua.web.desk.uploads import stored_documents, stored_results
from motcua.web.layout.eform_rows import row_button


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The desk's list: searched without diacritics, what was taken in of late on top."""
    text = clean_text(request.GET.get("q", "")[:120])
    offers = desk_offers(desk_agencies(request), text)
    desks = {offer.agency_id for offer in offers.found}
    context = {
        "offers": offers,
        "q": text,
        "has_several_desks": len(desks) > 1,
        "carried": carried_query(request),
    }
    return show(request, "desk/intake.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, code: str, procedure: str) -> HttpResponse:
    """The one page: who asks, the e-form, the papers on the counter."""
    desk = Agency.objects.filter(code=code).first()
    if desk is None:
        raise Http404(code)
    require(request, "dossiers.take_in", desk)
    offer = offer_at(desk, procedure)
    if offer is None:
        raise Http404(procedure)
    if request.method != "POST":
        return _show(request, offer, carried_over(request, blank_take_in(offer)))
    typed = read_take_in(offer, request.POST)
    if row_button(request.POST):
        return _show(request, offer, typed)
    return _file(request, offer, typed)


def _file(request: HttpRequest, offer: Offer, typed: TakeIn) -> HttpResponse:
    at = business_now()
    try:
        with all_or_none(at=at) as store:
            filed = take_in_dossier(
                procedure=offer.procedure.code,
                agency=offer.agency.code,
                applicant=typed.applicant,
                form=typed.form,
                documents=stored_documents(request, store),
                handed_in=typed.counts,
                how=typed.how,
                at_once=AtOnce(stored_results(request, store), typed.has_receipt),
                by=request.user,
                at=at,
                is_repeat_confirmed=typed.is_repeat_confirmed,
            )
    except NotDone as problem:
        return _show(request, offer, typed, problem)
    told = (
        _("Đã tiếp nhận và trả kết quả ngay.")
        if typed.frozen.is_immediate
        else _("Đã tiếp nhận tại quầy. Hãy in Giấy tiếp nhận và hẹn trả kết quả (Mẫu 01) đưa cho người nộp.")
    )
    messages.success(request, told)
    return redirect("desk:dossier", ref=filed.dossier.code or filed.dossier.tracking_code)


def _show(request: HttpRequest, offer: Offer, typed: TakeIn, problem: NotDone | None = None) -> HttpResponse:
    context = {"offer": offer, **typed.page(problem)}
    return show(request, "desk/take_in.html", context, status=422 if problem else 200)
