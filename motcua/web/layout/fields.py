"""The view-model of one question on a page, whichever form it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from django import forms
from django.forms.boundfield import BoundField

Kind: TypeAlias = Literal[
    "text",
    "textarea",
    "radio",
    "select",
    "area",  # a select grouped by district
    "checkbox",  # one yes
    "checkboxes",  # any number of options
    "date",
    "money",
    "file",
    "password",
    "group",  # questions that belong together, in `fields`
    "rows",  # a table of like rows, in `rows`
]
Size: TypeAlias = Literal["", "short", "medium", "long"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a radio, select or checkboxes field; `group` heads a run of like options."""

    value: str
    label: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question: what is asked, what was typed, what is wrong with it.

    `name` is the box's name in the POST (`relatives.0.name`), `value` what was typed, kept as typed.
    `why` is the error: what was typed and what is needed. `shown_when` (name, values) hides the
    question until another one is answered so; without JavaScript it is always there.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: Any = ""
    hint: str = ""
    why: str = ""
    is_required: bool = True
    choices: Sequence[Choice] = ()
    size: Size = ""
    autocomplete: str = ""
    inputmode: str = ""
    accept: str = ""  # file: ".pdf,.jpg"
    max_bytes: int = 0  # file: shown and checked beside the box before it is sent
    is_multiple: bool = False
    kept: Sequence[Any] = ()  # file: what was uploaded before, each with name, size, href, remove_name
    shown_when: tuple[str, Sequence[str]] | None = None
    fields: Sequence[FieldView] = ()  # group
    rows: Sequence[Sequence[FieldView]] = ()
    row_title: str = ""
    add_name: str = ""  # rows: the submit button that asks for one more row
    remove_name: str = ""  # rows: the submit button that takes one out; its value is the row's number

    @property
    def id(self) -> str:
        """The element an error links to; for a list of choices its first."""
        return "f-" + self.name.replace(".", "-")

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for screen readers."""
        parts = [(self.hint, "hint"), (self.why, "why")]
        return " ".join(f"{self.id}-{suffix}" for text, suffix in parts if text)

    @property
    def typed(self) -> str:
        """The value as it stands in the box; dates as people write them."""
        if self.value is None:
            return ""
        if isinstance(self.value, date):
            return self.value.strftime("%d/%m/%Y")
        return str(self.value)

    @property
    def chosen(self) -> frozenset[str]:
        """The values that are ticked."""
        many = self.value if isinstance(self.value, (list, tuple, set, frozenset)) else [self.value]
        return frozenset(str(one) for one in many if one is not None)

    @property
    def is_ticked(self) -> bool:
        return self.value not in (None, "", False, "false", "0")

    @property
    def shown_values(self) -> str:
        return " ".join(self.shown_when[1]) if self.shown_when else ""


_KINDS: dict[type[forms.Widget], Kind] = {
    forms.PasswordInput: "password",
    forms.Textarea: "textarea",
    forms.CheckboxInput: "checkbox",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radio",
    forms.Select: "select",
    forms.DateInput: "date",
    forms.FileInput: "file",
}


def field_of(bound: BoundField) -> FieldView:
    """The view-model of a Django form's field, so that both kinds of form look alike."""
    field = bound.field
    return FieldView(
        name=bound.html_name,
        label=str(bound.label),
        kind=_kind_of(field.widget),
        value=bound.value(),
        hint=str(bound.help_text or ""),
        why=" ".join(str(error) for error in bound.errors),
        is_required=field.required,
        choices=_choices_of(field),
        autocomplete=field.widget.attrs.get("autocomplete", ""),
        inputmode=field.widget.attrs.get("inputmode", ""),
        is_multiple=bool(getattr(field.widget, "allow_multiple_selected", False)),
    )


def _kind_of(widget: forms.Widget) -> Kind:
    # RadioSelect is a Select by inheritance: the most particular class that fits decides.
    for cls in type(widget).__mro__:
        if cls in _KINDS:
            return _KINDS[cls]
    return "text"


def _choices_of(field: forms.Field) -> tuple[Choice, ...]:
    """Flat and grouped choices alike."""
    found = []
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, (list, tuple)) else [(value, label)]
        group = str(value) if isinstance(label, (list, tuple)) else ""
        found += [Choice(str(one), str(text), group=group) for one, text in inner]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the error summary, begun with its question; without `name` it belongs to the whole form."""

    message: str
    name: str = ""
    label: str = ""

    @property
    def href(self) -> str:
        return "#f-" + self.name.replace(".", "-") if self.name else ""


def errors_of(form: forms.BaseForm) -> list[ErrorLine]:
    """The error summary of a Django form, in the order of its fields."""
    lines = [ErrorLine(str(error)) for error in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        lines += [ErrorLine(str(error), bound.html_name, str(bound.label)) for error in bound.errors]
    return lines


def errors_in(fields: Sequence[FieldView]) -> list[ErrorLine]:
    """The error summary of a page of questions, groups and rows included."""
    lines: list[ErrorLine] = []
    for one in fields:
        if one.why:
            lines.append(ErrorLine(one.why, one.name, one.label))
        lines += errors_in(one.fields)
        for row in one.rows:
            lines += errors_in(row)
    return lines
