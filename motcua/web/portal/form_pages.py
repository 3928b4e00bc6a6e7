"""The e-form's pages as a citizen meets them, while filing and while mending what was filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from motcua.rules.eform_model import CompiledForm, FieldError, FormPage
from motcua.rules.eform_posted import read_posted
from motcua.rules.eform_show import ShownPage, describe_payload, errors_on_page, page_fields
from motcua.services.agencies.areas import commune_names
from motcua.web.layout.eform_fields import PageAnswers, field_views
from motcua.web.layout.eform_rows import with_rows_changed
from motcua.web.layout.fields import FieldView
from motcua.web.layout.reader import is_english, told


def page_title(page: FormPage) -> str:
    return page.title_en if is_english() and page.title_en else page.title


def page_help(page: FormPage) -> str:
    return page.help_en if is_english() and page.help_en else page.help


def posted_page(form: CompiledForm, page: int, posted: QueryDict) -> dict[str, Any]:
    """What was typed on page number `page`, with a row more or less where that button was pressed."""
    answers = read_posted(form, dict(posted.lists()), page)
    return with_rows_changed(form.pages[page].fields, answers, posted)


def page_errors(form: CompiledForm, errors: Iterable[FieldError], page: int) -> dict[str, str]:
    """What is wrong on the page, by box."""
    return {error.field: told(error) for error in errors_on_page(form, errors, page)}


def page_views(
    form: CompiledForm,
    page: int,
    answers: Mapping[str, Any],
    clean: Mapping[str, Any],
    errors: Mapping[str, str],
) -> list[FieldView]:
    """The page's questions with `answers` in their boxes; what other pages decide is decided by `clean`."""
    here = {one.name for one in form.pages[page].fields}
    beside = {name: value for name, value in clean.items() if name not in here}
    return field_views(PageAnswers(page_fields(form, page, clean), {**answers, **beside}, errors))


def shown_pages(form: CompiledForm, clean: Mapping[str, Any], *, rulebook: int) -> tuple[ShownPage, ...]:
    """The form as filled in, in the reader's language."""
    language = "en" if is_english() else "vi"
    return describe_payload(form, clean, areas=commune_names(rulebook), language=language)
