"""The citizen answers a request for completion: a file for each paper, the form where it is asked."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.kit.instants import local_date
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementItem
from motcua.rules.eform_check import check_payload
from motcua.rules.eform_posted import read_posted
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.request_supplement import FORM
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import Store, all_or_none
from motcua.services.files.inspect_upload import LARGEST
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.web.accounts.permit import require
from motcua.web.layout.eform_fields import PageAnswers, field_views
from motcua.web.layout.fields import ErrorLine, FieldView, errors_in
from motcua.web.layout.reader import told
from motcua.web.portal.uploads import ACCEPT, picked
from motcua.web.portal.views.dossiers import own_dossier

DEFECTS = {
    "missing": N_("còn thiếu"),
    "unreadable": N_("không đọc được"),
    "wrong": N_("chưa đúng"),
    "expired": N_("đã hết hạn"),
    "other": N_("cần xem lại"),
}


class AskedItem(NamedTuple):
    """An item of the request with its box; the form has its questions in `FormPart`."""

    name: str
    defect: str
    reason: str
    is_met: bool
    field: FieldView | None


class FormPart(NamedTuple):
    title: str
    fields: list[FieldView]


def supplement(request: HttpRequest, ref: str) -> HttpResponse:
    found = own_dossier(request, ref)
    require(request, "dossiers.supplement", found)
    asked = found.supplement_requests.filter(answered_at=None).order_by("-at").first()
    if asked is None:
        return redirect("portal:dossier", ref=ref)
    items = list(asked.items.all())
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _take(request, found, items)
        if not errors:
            messages.success(request, _("Đã gửi. Cơ quan sẽ xem tiếp hồ sơ của bạn."))
            return redirect("portal:dossier", ref=ref)
    frozen = frozen_procedure(found.procedure_version_id)
    shown = [_shown(item, frozen, errors) for item in items]
    form = _form_parts(request, found, frozen, errors) if _asks_form(items) else []
    lines = errors_in([one.field for one in shown if one.field])
    for part in form:
        lines += errors_in(part.fields)
    if "" in errors:
        lines.insert(0, ErrorLine(errors[""]))
    context = {"dossier": found, "asked": asked, "items": shown, "form": form, "errors": lines}
    return render(request, "portal/supplement.html", context)


def _take(request: HttpRequest, dossier: Dossier, items: list[SupplementItem]) -> dict[str, str]:
    """Calls the verb; what is wrong, by box."""
    frozen = frozen_procedure(dossier.procedure_version_id)
    form = read_posted(frozen.form, dict(request.POST.lists())) if _asks_form(items) else None
    at = business_now()
    try:
        with all_or_none(at=at) as store:
            documents = _stored(request, {item.requirement for item in items}, store)
            supplement_dossier(dossier=dossier, by=request.user, at=at, documents=documents, form=form)
    except NotDone as no:
        found = {name.removeprefix("form."): told(refused) for name, refused in no.fields.items()}
        return found or {"": told(no.refused)}
    return {}


def _stored(request: HttpRequest, asked: set[str], store: Store) -> list[GivenDocument]:
    """Raises NotDone with every box whose file can't be taken."""
    stored, wrong = [], {}
    for requirement, upload in picked(request):
        if requirement not in asked:
            continue
        try:
            kept = store(upload.file, upload.name or "")
            stored.append(GivenDocument(requirement, kept.name, kept.file))
        except NotDone as no:
            wrong.setdefault(f"documents.{requirement}", no.refused)
    if wrong:
        raise NotDone(next(iter(wrong.values())), wrong)
    return stored


def _asks_form(items: list[SupplementItem]) -> bool:
    return any(item.requirement == FORM and item.met_at is None for item in items)


def _shown(item: SupplementItem, frozen: FrozenProcedure, errors: dict[str, str]) -> AskedItem:
    asked = frozen.requirement(item.requirement)
    name = asked.name if asked else _("Tờ khai điện tử")
    box = f"documents.{item.requirement}"
    field = FieldView(
        box,
        _("Gửi lại “%(name)s”") % {"name": name},
        kind="file",
        accept=ACCEPT,
        max_bytes=LARGEST,
        is_multiple=True,
        why=errors.get(box, ""),
    )
    has_box = asked is not None and item.met_at is None
    return AskedItem(
        name, _(DEFECTS[item.defect]), item.reason, bool(item.met_at), field if has_box else None
    )


def _form_parts(
    request: HttpRequest, dossier: Dossier, frozen: FrozenProcedure, errors: dict[str, str]
) -> list[FormPart]:
    """The whole form with the answers of the dossier, or what was typed just now."""
    form = frozen.form
    answers: dict[str, Any] = dict(open_content(dossier).form)
    if request.method == "POST":
        answers = read_posted(form, dict(request.POST.lists()))
        clean = check_payload(form, answers, today=local_date(business_now())).clean
        answers = {**clean, **answers}
    every = tuple(form.fields)
    views = {view.name: view for view in field_views(PageAnswers(every, answers, errors))}
    return [
        FormPart(page.title, [views[one.name] for one in page.fields if one.name in views])
        for page in form.pages
    ]
