"""What every page of a filing does first: the draft, and the right to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Draft
from motcua.services.clock import business_now
from motcua.web.accounts.permit import NotFound, require
from motcua.web.portal.filing import Filing, open_filing

LATER = "later"


def own_draft(request: HttpRequest, pk: int) -> Draft:
    """The draft, if it is the citizen's own; else there is no such page."""
    found = Draft.objects.select_related("procedure", "agency", "dossier", "account").filter(pk=pk).first()
    if found is None:
        raise NotFound("drafts.edit")
    require(request, "drafts.edit", found)
    return found


def opened(draft: Draft) -> Filing:
    return open_filing(draft, today=local_date(business_now()))


def filed_already(draft: Draft) -> HttpResponse | None:
    """Whoever comes back to a filed draft is shown what became of it."""
    return redirect("portal:filing-done", draft=draft.pk) if draft.dossier_id else None


def onward(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    """Where a page that was saved and is right leads: on, back to the check page, or away for now."""
    if LATER in request.POST:
        return redirect("portal:dossiers")
    if request.GET.get("from") == "check":
        return redirect("portal:filing-check", draft=draft.pk)
    return redirect(opened(draft).step_after(key))


def back_link(request: HttpRequest, filing: Filing, key: str) -> dict[str, str]:
    """The link at the top of a page."""
    if request.GET.get("from") == "check":
        return {"href": filing.steps[-1].href, "label": _("Trang xem lại")}
    return {"href": filing.step_before(key), "label": _("Quay lại")}
