"""What a browser posts (`mother.name`, `relatives.0.name`, each a list of texts) → a payload to be checked.

Only boxes the form knows are read; a box posted twice keeps its list, which the check refuses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motcua.rules.eform_model import CompiledForm, FormField

Posted = Mapping[str, Sequence[str]]

_ROW_NUMBER = re.compile(r"[0-9]{1,3}")


def read_posted(form: CompiledForm, posted: Posted, page: int | None = None) -> dict[str, object]:
    """The payload of one page, or of the whole form. Boxes that were not posted are left out."""
    fields = form.fields if page is None else form.pages[page].fields
    return _read_fields(fields, posted, "")


def with_page(
    form: CompiledForm, answers: Mapping[str, object], posted: Posted, page: int
) -> dict[str, object]:
    """The draft's answers with those of one page put in the place of what that page held before."""
    names = {one.name for one in form.pages[page].fields}
    kept = {name: value for name, value in answers.items() if name not in names}
    return kept | read_posted(form, posted, page)


def _read_fields(fields: Sequence[FormField], posted: Posted, path: str) -> dict[str, object]:
    found = ((one.name, _read_field(one, posted, path + one.name)) for one in fields)
    return {name: value for name, value in found if value is not None}


def _read_field(one: FormField, posted: Posted, box: str) -> object:
    if one.kind == "group":
        return _read_fields(one.fields, posted, f"{box}.") or None
    if one.kind == "rows":
        return _read_rows(one, posted, box) or None
    values = posted.get(box, ())
    if not values:
        return None
    return values[0] if len(values) == 1 else list(values)


def _read_rows(one: FormField, posted: Posted, box: str) -> list[object]:
    start = len(box) + 1
    prefixed = [name[start:].partition(".")[0] for name in posted if name.startswith(f"{box}.")]
    # In the order of their numbers; gaps (a row taken out in the browser) close.
    numbers = sorted({int(number) for number in prefixed if _ROW_NUMBER.fullmatch(number)})
    return [_read_fields(one.fields, posted, f"{box}.{number}.") for number in numbers]
