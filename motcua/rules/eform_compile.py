"""Compiles an e-form's file, once, into what the pages, the API, the print and the checks read.

The file is written in our subset of JSON Schema 2020-12 (`province/quang-binh/eforms/README.md`).
Whatever is not in the subset is a problem with its place and its reason; nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.kit.words import N_
from motcua.rules.eform_agreement import check_agreement
from motcua.rules.eform_build import build_fields, build_pages
from motcua.rules.eform_model import CompiledForm, FormField
from motcua.rules.eform_problems import FormProblem, FormUnsound, Problems
from motcua.rules.eform_references import with_fragments
from motcua.rules.eform_structure import check_structure


def compile_form(schema: object) -> CompiledForm:
    """The form of `schema` (parsed JSON). Raises `FormUnsound`, which lists every problem found."""
    problems = Problems()
    if not isinstance(schema, Mapping):
        raise FormUnsound((FormProblem("", "wrong_type", N_("Mẫu đơn phải là một đối tượng JSON."), {}),))
    plain = with_fragments(schema, problems)
    check_structure(plain, problems)
    _check_pages_whole(plain, problems)
    problems.raise_any()
    form = _built(plain, schema)
    check_agreement(form.fields, problems)
    problems.raise_any()
    return form


def form_problems(schema: object) -> tuple[FormProblem, ...]:
    """Everything that keeps `schema` from being a form; empty when it is one."""
    try:
        compile_form(schema)
    except FormUnsound as unsound:
        return unsound.problems
    return ()


def _built(plain: Mapping[str, Any], schema: Mapping[str, object]) -> CompiledForm:
    fields: tuple[FormField, ...] = build_fields(plain)
    return CompiledForm(
        procedure=plain["x-procedure"],
        title=plain["title"],
        title_en=plain["x-title-en"],
        source=plain["x-source"],
        fields=fields,
        pages=build_pages(plain, fields),
        schema=schema,
    )


def _check_pages_whole(plain: Mapping[str, Any], problems: Problems) -> None:
    """Every field stands on exactly one page."""
    properties, pages = plain.get("properties"), plain.get("x-pages")
    if not isinstance(properties, Mapping) or not isinstance(pages, list):
        return
    on_pages = [name for page in pages if isinstance(page, Mapping) for name in _names(page.get("fields"))]
    for name in on_pages:
        if name not in properties:
            problems.add("/x-pages", "unknown_field", N_("Không có trường “%(name)s”."), name=name)
    for name in properties:
        if on_pages.count(name) != 1:
            problems.add(
                f"/properties/{name}",
                "not_on_one_page",
                N_("Trường “%(name)s” phải ở đúng một trang."),
                name=name,
            )


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
