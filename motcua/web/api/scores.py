"""Published evaluation, in the shape of `motcua score`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from motcua.kit.instants import local_date
from motcua.kit.periods import parse_period, quarter_of
from motcua.kit.refusal import Refused
from motcua.reports.scores import evaluations
from motcua.rules.scoring import plain_score
from motcua.services.clock import business_now
from motcua.services.errors import NotDone

router = Router(tags=["scores"])


@router.get("/scores", url_name="scores")
def scores(request: HttpRequest, period: str = "", agency: str = "") -> dict[str, Any]:
    """Every agency with dossiers in the period (default: the current quarter), or one."""
    wanted = parse_period(period) if period else quarter_of(local_date(business_now()))
    if isinstance(wanted, Refused):
        raise NotDone(wanted, {"period": wanted})
    found = evaluations(wanted, agency_codes=[agency] if agency else [])
    return {"agencies": [plain_score(one.agency.code, one.score) for one in found]}
