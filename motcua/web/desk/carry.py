"""One person with several errands, or a household: what was typed for the last dossier stands in the next."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest

from motcua.reports.dossier_page import find_dossier
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.take_in import Handover
from motcua.services.journal.record_reading import record_reading
from motcua.web.accounts.permit import may
from motcua.web.desk.take_in import TakeIn

HOUSEHOLD = "household"
_SHARED = ("kind", "phone", "address")


def carried_query(request: HttpRequest) -> str:
    """`?from=…` to hang on the links of the list; empty where nothing is carried over."""
    kept = {name: value[:60] for name in ("from", "for") if (value := request.GET.get(name, ""))}
    return f"?{urlencode(kept)}" if "from" in kept else ""


def carried_over(request: HttpRequest, blank: TakeIn) -> TakeIn:
    """The applicant of `?from=<dossier>` in the boxes; `for=household`: only where they live and their phone.

    A dossier this officer may not read is as if it had not been named; reading it is journalled.
    """
    ref = request.GET.get("from", "")[:60]
    last = find_dossier(ref) if ref else None
    if last is None or not may(request, "dossiers.read", last):
        return blank
    content = open_content(last)
    record_reading(by=request.user, dossiers=[last.pk], page="desk:intake-procedure", at=business_now())
    is_household = request.GET.get("for") == HOUSEHOLD
    person = {name: value for name, value in content.applicant.items() if not is_household or name in _SHARED}
    how = Handover(is_by_proxy=bool(content.delegation), delegation=content.delegation)
    return replace(blank, applicant={**blank.applicant, **person}, how=how)
