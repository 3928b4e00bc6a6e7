"""Beginning a filing: what to have at hand, where to file, what was begun before."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.reports.dossier_progress import own_drafts
from motcua.reports.procedure_page import Place, find_procedure, procedure_page
from motcua.services.clock import business_now
from motcua.services.drafts.discard_draft import discard_draft
from motcua.services.drafts.save_draft import save_draft
from motcua.services.drafts.start_draft import start_draft
from motcua.services.errors import NotDone
from motcua.web.layout.fields import Choice, FieldView, errors_in
from motcua.web.layout.reader import told
from motcua.web.portal.filing import Filing
from motcua.web.portal.views._draft import back_link, filed_already, onward, opened, own_draft


def start(request: HttpRequest) -> HttpResponse:
    """`?procedure=` which one; a GET begins nothing."""
    code = request.POST.get("procedure") or request.GET.get("procedure", "")
    procedure = find_procedure(code)
    if procedure is None:
        return redirect("portal:procedures")
    if request.method == "POST":
        try:
            draft = start_draft(procedure=procedure, by=request.user, at=business_now())
        except NotDone as no:
            messages.error(request, told(no.refused))
            return redirect("portal:procedure", procedure=code)
        return redirect(opened(draft).steps[0].href)
    requirements = procedure_page(procedure).content["requirements"]
    context = {
        "procedure": procedure,
        "by_form": [one for one in requirements if one.get("is_met_by_form")],
        "to_bring": [one for one in requirements if not one.get("is_met_by_form")],
        "drafts": own_drafts(request.user.pk, procedure=code),
    }
    return render(request, "portal/filing/start.html", context)


@require_POST
def discard(request: HttpRequest, draft: int) -> HttpResponse:
    found = own_draft(request, draft)
    try:
        discard_draft(draft=found, by=request.user, at=business_now())
        messages.success(request, _("Đã xoá bản nháp cùng giấy tờ đính kèm."))
    except NotDone as no:
        messages.error(request, told(no.refused))
    return redirect("portal:dossiers")


def agency(request: HttpRequest, draft: int) -> HttpResponse:
    """First the district, then the commune; a single list where there is one agency a district."""
    found = own_draft(request, draft)
    if answer := filed_already(found):
        return answer
    filing = opened(found)
    chosen = found.agency.code if found.agency else ""
    district = request.POST.get("district", request.GET.get("district", ""))
    is_list = _is_one_list(filing)
    why = ""
    if request.method == "POST" and "agency" in request.POST:
        chosen = request.POST["agency"]
        try:
            saved = save_draft(draft=found, by=request.user, at=business_now(), agency=chosen)
            return onward(request, saved, "agency")
        except NotDone as no:
            why = told(no.refused)
    elif request.method == "POST":
        why = "" if district else _("Hãy chọn một dòng.")
    question = (
        _agency_question(filing, chosen, district, why)
        if is_list or district
        else _district_question(filing, why)
    )
    context = {
        "filing": filing,
        "progress": filing.progress("agency"),
        "back": back_link(request, filing, "agency"),
        "fields": [question],
        "errors": errors_in([question]),
        "district": district,
        "other_district": bool(district) and not is_list,
    }
    return render(request, "portal/filing/agency.html", context)


def _is_one_list(filing: Filing) -> bool:
    return len({place.district for place in filing.places}) == len(filing.places) or (
        len({place.district for place in filing.places}) == 1
    )


def _by_district(filing: Filing) -> dict[str, list[Place]]:
    return {name: list(places) for name, places in groupby(filing.places, key=lambda place: place.district)}


def _district_question(filing: Filing, why: str) -> FieldView:
    choices = [
        Choice(name, name, hint=_("%(n)s xã, phường, thị trấn") % {"n": len(places)})
        for name, places in _by_district(filing).items()
    ]
    return FieldView(
        "district",
        _("Bạn nộp ở huyện nào?"),
        kind="radio",
        choices=choices,
        why=why,
        hint=_("Chọn huyện nơi bạn ở, hoặc nơi việc này thuộc về."),
    )


def _agency_question(filing: Filing, chosen: str, district: str, why: str) -> FieldView:
    places = _by_district(filing).get(district) or filing.places
    return FieldView(
        "agency",
        _("Bạn nộp ở đâu?"),
        kind="radio",
        value=chosen,
        choices=[Choice(place.agency.code, place.agency.name, hint=place.agency.address) for place in places],
        why=why,
        hint=_("Bộ phận Một cửa ở đó tiếp nhận hồ sơ và trả kết quả cho bạn."),
    )
