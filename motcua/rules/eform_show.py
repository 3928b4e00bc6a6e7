"""A form and its answers as people read them: on the check page, on the officer's screen, in print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from motcua.rules.eform_model import CompiledForm, FieldError, FormField
from motcua.rules.eform_numbers import shown_date, shown_number
from motcua.rules.eform_text import shortened
from motcua.rules.eform_words import date_in_words, number_in_words

Language = Literal["vi", "en"]
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One answer; `group` names the group or row it stands in, `value` is empty if unanswered."""

    field: str
    group: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What one page of the form holds; `number` leads back to it."""

    number: int
    title: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    top: Answers
    areas: Mapping[str, str]
    language: Language
    for_print: bool

    def label(self, vietnamese: str, english: str) -> str:
        return english if self.language == "en" else vietnamese


def describe_payload(
    form: CompiledForm,
    payload: Answers,
    *,
    areas: Mapping[str, str] | None = None,
    language: Language = "vi",
    for_print: bool = False,
) -> tuple[ShownPage, ...]:
    """Page by page, each visible question with its answer in words; pages without a visible one are left out.

    `payload` is a clean one (of an older version of the form, too: what does not fit is shown as it is).
    `areas` gives a commune's name by its code. `for_print` leaves out what is marked `x-print: false`.
    """
    reading = _Reading(payload, areas or {}, language, for_print)
    pages = (
        ShownPage(
            number, reading.label(page.title, page.title_en), tuple(_lines(page.fields, payload, reading))
        )
        for number, page in enumerate(form.pages)
    )
    return tuple(page for page in pages if page.lines)


def page_fields(form: CompiledForm, page: int, answers: Answers | None = None) -> tuple[FormField, ...]:
    """The fields of one page; with the clean `answers` so far, without those an earlier page has ruled out.

    A field controlled from its own page stays: it is the browser that hides and shows it.
    """
    fields = form.pages[page].fields
    if answers is None:
        return fields
    here = {one.name for one in fields}
    return tuple(one for one in fields if _may_show(one, here, answers))


def pages_to_fill(form: CompiledForm, answers: Answers) -> tuple[int, ...]:
    """Numbers of the pages that ask something, given the clean answers so far."""
    return tuple(number for number in range(len(form.pages)) if page_fields(form, number, answers))


def errors_on_page(form: CompiledForm, errors: Iterable[FieldError], page: int) -> tuple[FieldError, ...]:
    """Those of `errors` whose box stands on page number `page`."""
    names = {one.name for one in form.pages[page].fields}
    return tuple(error for error in errors if error.field.partition(".")[0] in names)


def page_of(form: CompiledForm, field: str) -> int | None:
    """The number of the page where the box `relatives.0.name` stands."""
    name = field.partition(".")[0]
    for number, page in enumerate(form.pages):
        if any(one.name == name for one in page.fields):
            return number
    return None


def blank_values(form: CompiledForm, facts: Mapping[str, str] | None = None) -> dict[str, object]:
    """What the boxes hold before anyone has typed: defaults, and what is known already (`applicant.name` …).

    Groups are there with their boxes, tables with the rows they need at least.
    """
    return {one.name: _blank(one, facts or {}) for one in form.fields}


def blank_row(rows: FormField) -> dict[str, object]:
    """A fresh row of a table."""
    return {one.name: _blank(one, {}) for one in rows.fields}


def _may_show(one: FormField, here: set[str], answers: Answers) -> bool:
    condition = one.show_if
    return condition is None or condition.name in here or condition.holds(answers, answers)


def _blank(one: FormField, facts: Mapping[str, str]) -> object:
    if one.kind == "group":
        return {inner.name: _blank(inner, facts) for inner in one.fields}
    if one.kind == "rows":
        return [blank_row(one) for _ in range(one.min_items)]
    if one.autofill in facts:
        return facts[one.autofill]
    return "" if one.default is None else one.default


def _lines(fields: Sequence[FormField], answers: Answers, reading: _Reading) -> Iterator[ShownLine]:
    for one in fields:
        if reading.for_print and not one.is_printed:
            continue
        if one.show_if is not None and not one.show_if.holds(answers, reading.top):
            continue
        value = answers.get(one.name)
        label = reading.label(one.title, one.title_en)
        if one.kind == "group":
            yield from _inside(one, value, f"{one.name}.", label, reading)
        elif one.kind == "rows":
            yield from _rows(one, value, label, reading)
        else:
            yield ShownLine(one.name, "", label, _shown(one, value, reading))


def _inside(one: FormField, value: object, path: str, group: str, reading: _Reading) -> Iterator[ShownLine]:
    answers = value if isinstance(value, Mapping) else {}
    for line in _lines(one.fields, answers, reading):
        yield ShownLine(path + line.field, group, line.label, line.value)


def _rows(one: FormField, value: object, label: str, reading: _Reading) -> Iterator[ShownLine]:
    rows = value if isinstance(value, list | tuple) else ()
    if not rows:
        yield ShownLine(one.name, "", label, "")
    row_title = reading.label(one.row_title, one.row_title_en)
    for number, row in enumerate(rows):
        yield from _inside(one, row, f"{one.name}.{number}.", f"{row_title} {number + 1}", reading)


def _shown(one: FormField, value: object, reading: _Reading) -> str:
    if value is None:
        return ""
    for option in one.options:
        if value == option.value and type(value) is type(option.value):
            return reading.label(option.label, option.label_en)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _shown_figure(one, value, reading)
    if not isinstance(value, str):
        return shortened(value)
    if one.format in ("date", "partial-date"):
        return _shown_day(one, value, reading)
    return reading.areas.get(value, value) if one.format == "area" else value


def _shown_figure(one: FormField, value: int | float, reading: _Reading) -> str:
    figure = shown_number(value)
    if one.widget == "money":
        figure += " " + reading.label("đồng", "VND")
    if one.is_put_in_words and reading.language == "vi" and isinstance(value, int) and 0 <= value < 10**18:
        figure += f" ({number_in_words(value)})"
    return figure


def _shown_day(one: FormField, value: str, reading: _Reading) -> str:
    day = shown_date(value)
    if one.is_put_in_words and reading.language == "vi" and value.replace("-", "").isdecimal():
        day += f" ({date_in_words(value)})"
    return day
