"""The papers of a filing: scanned or photographed, several for each requirement, taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.records.dossiers.models import Draft
from motcua.records.files.models import Document
from motcua.services.clock import business_now
from motcua.services.drafts.attach_to_draft import attach_to_draft
from motcua.services.drafts.remove_from_draft import remove_from_draft
from motcua.services.errors import NotDone
from motcua.services.files.inspect_upload import LARGEST
from motcua.services.procedures.frozen import Requirement
from motcua.web.layout.downloads import streamed
from motcua.web.layout.fields import FieldView, errors_in
from motcua.web.layout.reader import copies_of, is_english, told
from motcua.web.portal.filing import Filing
from motcua.web.portal.uploads import ACCEPT, KeptFile, picked
from motcua.web.portal.views._draft import LATER, back_link, filed_already, onward, opened, own_draft

STAY = "stay"


class Asked(NamedTuple):
    """A requirement with its box; one that is only shown, or met by the form, has none."""

    requirement: Requirement
    counts: str
    condition: str
    field: FieldView | None


def documents(request: HttpRequest, draft: int) -> HttpResponse:
    found = own_draft(request, draft)
    if answer := filed_already(found):
        return answer
    filing = opened(found)
    if "documents" not in [step.key for step in filing.steps]:
        return redirect(filing.steps[-1].href)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _take(request, found)
        if not errors and STAY in request.POST:
            return redirect(request.get_full_path())
        errors = errors or ({} if LATER in request.POST else _missing(opened(found)))
        if not errors:
            return onward(request, found, "documents")
        filing = opened(found)
    if request.method == "GET" and request.GET.get("from") == "check":
        errors = _missing(filing)
    asked = _asked(filing, errors)
    context = {
        "filing": filing,
        "progress": filing.progress("documents"),
        "back": back_link(request, filing, "documents"),
        "asked": [one for one in asked if one.field],
        "by_form": [one for one in asked if one.requirement.is_met_by_form and not one.field],
        "shown": [one for one in asked if one.requirement.is_shown_only],
        "errors": errors_in([one.field for one in asked if one.field]),
    }
    return render(request, "portal/filing/documents.html", context)


@require_safe
def file(request: HttpRequest, draft: int, document: int) -> StreamingHttpResponse:
    found = own_draft(request, draft)
    paper = Document.objects.select_related("file").filter(pk=document, draft=found).first()
    if paper is None:
        raise Http404
    return streamed(paper.file, paper.name)


def _take(request: HttpRequest, draft: Draft) -> dict[str, str]:
    """Attaches what was picked and takes out what was ticked; what is wrong, by box. Good files stay."""
    ticked = [name.removeprefix("remove-") for name in request.POST if name.startswith("remove-")]
    doomed = [int(number) for number in ticked if number.isdecimal() and len(number) < 19]
    errors: dict[str, str] = {}
    try:
        if doomed:
            remove_from_draft(draft=draft, documents=doomed, by=request.user, at=business_now())
        for requirement, upload in picked(request):
            _attach(request, draft, requirement, upload, errors)
    except NotDone as no:
        errors.setdefault("documents", told(no.refused))
    return errors


def _attach(
    request: HttpRequest, draft: Draft, requirement: str, upload: Any, errors: dict[str, str]
) -> None:
    try:
        attach_to_draft(
            draft=draft,
            requirement=requirement,
            content=upload.file,
            name=upload.name or "",
            by=request.user,
            at=business_now(),
        )
    except NotDone as no:
        for box, refused in (no.fields or {f"documents.{requirement}": no.refused}).items():
            before, why = errors.get(box, ""), told(refused)
            errors[box] = before if why in before else f"{before} {why}".strip()


def _missing(filing: Filing) -> dict[str, str]:
    given = {document.requirement for document in filing.documents}
    return {
        f"documents.{one.key}": _("Hãy chụp hoặc quét giấy tờ này rồi đính kèm.")
        for one in filing.frozen.requirements
        if one.is_owed and one.key not in given
    }


def _asked(filing: Filing, errors: Mapping[str, str]) -> list[Asked]:
    told_of = {entry["key"]: entry for entry in filing.frozen.content["requirements"]}
    # What was attached to a draft before the form stood for it can still be taken out.
    with_box = {one.key for one in filing.frozen.requirements if one.is_handed_over}
    with_box |= {document.requirement for document in filing.documents}
    return [
        Asked(
            one,
            copies_of(told_of[one.key]),
            told_of[one.key].get("condition_vi", ""),
            _box(filing, one, errors) if one.key in with_box else None,
        )
        for one in filing.frozen.requirements
    ]


def _box(filing: Filing, one: Requirement, errors: Mapping[str, str]) -> FieldView:
    kept = [
        KeptFile.of(document, draft=filing.draft.pk)
        for document in filing.documents
        if document.requirement == one.key
    ]
    name = f"documents.{one.key}"
    return FieldView(
        name,
        one.name_en if is_english() and one.name_en else one.name,
        kind="file",
        accept=ACCEPT,
        max_bytes=LARGEST,
        is_multiple=True,
        is_required=one.is_owed,
        kept=kept,
        why=errors.get(name, ""),
    )
