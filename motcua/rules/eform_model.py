"""What an e-form is once compiled, and what checking answers to it gives (TT 32/2017/TT-BTTTT Art. 3.8, 8).

`eform_compile` makes a `CompiledForm` of a file in our subset of JSON Schema
(`province/quang-binh/eforms/README.md`); `eform_check`, `eform_show`, `eform_schema`, `eform_posted`
and `eform_sample` read it. A compiled form never changes: keep it by the id of its procedure version.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "group", "rows"]
Widget: TypeAlias = Literal["text", "textarea", "radio", "select", "date", "area", "money", "checkbox", ""]

#: What the applicant's own page knows, by the names an `x-autofill` may use.
AUTOFILL_FACTS = (
    "applicant.name",
    "applicant.identity",
    "applicant.born_on",
    "applicant.gender",
    "applicant.phone",
    "applicant.email",
    "applicant.address",
    "applicant.area",
    "applicant.tax_code",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The circumstances of one check.

    `is_strict`: JSON types exactly, unknown fields refused (the API); else what a page posts, all text.
    `areas`: the commune codes that exist; None checks their shape only.
    """

    today: date
    is_strict: bool
    areas: Container[str] | None


#: Gives the clean value, `BLANK`, or a `Refused`.
Reader: TypeAlias = Callable[[object, Asked], object]


class _Blank:
    """There, but empty: the same as not answered."""

    def __repr__(self) -> str:
        return "BLANK"


BLANK = _Blank()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question."""

    value: str | bool
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is shown: the controlling field holds one of `values`."""

    name: str
    is_top: bool  # the controlling field stands at the top of the form, not beside the field it controls
    values: tuple[str | bool, ...]

    def holds(self, here: Mapping[str, object], top: Mapping[str, object]) -> bool:
        return (top if self.is_top else here).get(self.name) in self.values


@dataclass(frozen=True, slots=True)
class DateLimit:
    """`today`, a fixed date (ISO) or a neighbouring date field, the limit itself allowed."""

    is_today: bool = False
    fixed: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question, group of questions, or table of rows."""

    name: str
    kind: Kind
    title: str
    title_en: str
    is_required: bool
    hint: str = ""
    hint_en: str = ""
    widget: Widget = ""
    format: str = ""
    options: tuple[Option, ...] = ()
    min_length: int = 1
    max_length: int = 0
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    min_items: int = 0
    max_items: int = 0
    fields: tuple[FormField, ...] = ()
    row_title: str = ""
    row_title_en: str = ""
    default: str | int | float | bool | None = None
    examples: tuple[str | int | float, ...] = ()
    sample: str = ""
    autofill: str = ""
    show_if: Condition | None = None
    not_before: DateLimit | None = None
    not_after: DateLimit | None = None
    is_personal: bool = False
    is_printed: bool = True
    is_put_in_words: bool = False
    read: Reader | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class FormPage:
    """One thing a page asks; `fields` stand at the top of the form."""

    title: str
    title_en: str
    help: str
    help_en: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form ready to be shown and checked; `schema` is the file it came from."""

    procedure: str
    title: str
    title_en: str
    source: str
    fields: tuple[FormField, ...]
    pages: tuple[FormPage, ...]
    schema: Mapping[str, object] = field(repr=False, compare=False)

    def every_field(self) -> Iterator[FormField]:
        """Each field and the fields inside it, in the order of the file."""
        for one in self.fields:
            yield one
            yield from one.fields


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer: what was typed and what is needed.

    `pointer` is its JSON pointer (`/relatives/0/name`), `field` the name of its box on the page
    (`relatives.0.name`). `message` is a Vietnamese msgid that `params` fills.
    """

    pointer: str
    field: str
    code: str
    message: str
    params: Mapping[str, object]
    label: str
    label_en: str

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class CheckedPayload:
    """`clean` holds what is right, normalised, hidden fields dropped; it is whole where `errors` is empty."""

    clean: dict[str, object]
    errors: tuple[FieldError, ...]

    @property
    def is_valid(self) -> bool:
        return not self.errors
