"""What every page needs: the business clock, whether this is the demo, who is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motcua.services.clock import business_now
from motcua.web.layout.nav import top_nav


def page(request: HttpRequest) -> dict[str, Any]:
    """`now` (business clock, aware), `is_demo`, `actor` (rights and name; None for a stranger), `nav`."""
    return {
        "now": business_now(),
        "is_demo": settings.MOTCUA_DEMO,
        "actor": getattr(request, "actor", None),
        "nav": lambda: top_nav(request),
    }
