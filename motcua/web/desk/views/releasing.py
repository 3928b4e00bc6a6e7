"""Originals given back by themselves, before the result or later than it (NĐ 61/2018 Art. 20.2)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.services.dossiers.return_originals import return_originals as return_originals_of
from motcua.web.desk.releasing import read_collected
from motcua.web.desk.versions import version_of
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import load


@require_POST
def return_originals(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.return_originals")
    return do_act(
        request,
        dossier,
        lambda at: return_originals_of(
            dossier=dossier,
            by=request.user,
            at=at,
            way=request.POST.get("way", ""),
            collected=read_collected(request.POST),
            version=version_of(request),
        ),
        _("Đã trả lại bản gốc."),
        stays=True,
    )
