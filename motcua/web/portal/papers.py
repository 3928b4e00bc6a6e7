"""Documents, issued forms and results of a dossier as `layout/_file_list.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kit.words import N_
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.services.procedures.frozen import FrozenProcedure
from motcua.web.layout.reader import named
from motcua.web.layout.words import long_instant, short_date

FORMS = {
    "01": N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "02": N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "03": N_("Phiếu từ chối giải quyết hồ sơ"),
    "04": N_("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    name: str
    href: str
    note: str = ""
    size: int | None = None


def document_rows(documents: Sequence[Document], frozen: FrozenProcedure) -> list[FileRow]:
    """What the citizen gave, and for what; the form where it stands for a declaration."""
    forms = [
        FileRow(named(asked), "#form", note=_("tờ khai điện tử"))
        for asked in frozen.requirements
        if asked.is_met_by_form
    ]
    return forms + [
        FileRow(
            document.name,
            reverse("portal:file", args=[document.pk]),
            note=f"{asked_name(frozen, document.requirement)} · {short_date(document.given_at)}",
            size=document.file.size,
        )
        for document in documents
    ]


def dated_rows(documents: Iterable[Document]) -> list[FileRow]:
    """Documents of one kind: results, or what was given for one requirement."""
    return [
        FileRow(
            one.name, reverse("portal:file", args=[one.pk]), note=short_date(one.given_at), size=one.file.size
        )
        for one in documents
    ]


def paper_rows(papers: Sequence[Paper]) -> list[FileRow]:
    return [
        FileRow(
            _(FORMS.get(paper.form, paper.form)),
            reverse("portal:paper", args=[paper.pk]),
            note=f"{long_instant(paper.issued_at)} · PDF",
        )
        for paper in papers
        if paper.form in FORMS
    ]


def asked_name(frozen: FrozenProcedure, key: str) -> str:
    """The requirement's name, or the form's."""
    asked = frozen.requirement(key)
    if asked is None:
        return _("Tờ khai điện tử") if frozen.is_form(key) else key
    return named(asked)
