"""The citizen answers a request for completion: every item that is right is sent, the others stay asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.records.dossiers.models import Dossier
from motcua.services.clock import business_now
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.web.accounts.permit import require
from motcua.web.layout.reader import told
from motcua.web.portal.answering import Answering, open_answering
from motcua.web.portal.papers import asked_name
from motcua.web.portal.supplement_page import Problem, form_problem, page_context
from motcua.web.portal.uploads import picked
from motcua.web.portal.views.dossiers import own_dossier


def supplement(request: HttpRequest, ref: str) -> HttpResponse:
    found = own_dossier(request, ref)
    require(request, "dossiers.supplement", found)
    answering = open_answering(found)
    if answering is None:
        return redirect("portal:dossier", ref=ref)
    whys: dict[str, str] = {}
    problems: list[Problem] = []
    if request.method == "POST":
        whys, problems = _send(request, answering)
        answering = open_answering(found)
        if answering is None:
            messages.success(request, _("Đã gửi đủ. Cơ quan xem tiếp hồ sơ của bạn."))
            return redirect("portal:dossier", ref=ref)
        if not problems:
            messages.success(request, _left_words(answering))
            return redirect("portal:dossier-supplement", ref=ref)
    return render(request, "portal/supplement.html", page_context(answering, whys, problems))


def _left_words(answering: Answering) -> str:
    left = len([item for item in answering.items if item.met_at is None])
    return ngettext(
        "Đã nhận phần bạn gửi. Còn %(left)s mục cần bổ sung.",
        "Đã nhận phần bạn gửi. Còn %(left)s mục cần bổ sung.",
        left,
    ) % {"left": left}


def _send(request: HttpRequest, answering: Answering) -> tuple[dict[str, str], list[Problem]]:
    """Sends every item that is right; what is wrong by requirement, and the lines of the summary.

    Each item is an answer of its own: a file that cannot be taken does not send the others back.
    """
    asked = {item.requirement for item in answering.open_papers}
    uploads = sorted((one for one in picked(request) if one[0] in asked), key=itemgetter(0))
    whys = {}
    for requirement, group in groupby(uploads, key=itemgetter(0)):
        if why := _send_paper(request, answering.dossier, requirement, [upload for _key, upload in group]):
            whys[requirement] = why
    problems = [
        Problem(why, f"#f-documents-{key}", asked_name(answering.frozen, key)) for key, why in whys.items()
    ]
    if answering.open_form and answering.typed is not None:
        problems += _send_form(request, answering)
    elif not uploads:
        problems.append(Problem(_("Hãy chọn tệp cho ít nhất một giấy tờ, hoặc mở tờ khai ra sửa.")))
    return whys, problems


def _send_paper(
    request: HttpRequest, dossier: Dossier, requirement: str, uploads: Sequence[UploadedFile[Any]]
) -> str:
    """Why the paper cannot be taken; empty where it was."""
    at = business_now()
    try:
        with all_or_none(at=at) as store:
            kept = [store(upload.file, upload.name or "") for upload in uploads]
            documents = [GivenDocument(requirement, one.name, one.file) for one in kept]
            supplement_dossier(dossier=dossier, by=request.user, at=at, documents=documents)
    except NotDone as no:
        return told(no.refused)
    return ""


def _send_form(request: HttpRequest, answering: Answering) -> list[Problem]:
    if answering.checked.errors:
        return [form_problem(answering, error) for error in answering.checked.errors]
    try:
        supplement_dossier(
            dossier=answering.dossier, by=request.user, at=business_now(), documents=[], form=answering.typed
        )
    except NotDone as no:
        return [Problem(told(no.refused))]
    return []
