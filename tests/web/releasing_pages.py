"""Pages where originals wait to be given back, and where a result with originals is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from motcua.records.people.models import Account
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.handing_over import ready, with_originals


def releasing_pages(cast: Cast) -> Iterator[tuple[HttpResponse, str, Account]]:
    """The page, its address, and who looks."""
    for dossier in (with_originals(cast), ready(cast)):
        page = f"/desk/dossiers/{dossier.tracking_code}/"
        yield signed_in_client(cast.dung).get(page), page, cast.dung
