"""The buttons that give a table of an e-form one row more or less, without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from motcua.rules.eform_model import FormField
from motcua.rules.eform_show import blank_row


def row_button(posted: QueryDict) -> str:
    """`add.relatives` or `remove.relatives`, if that is what was pressed."""
    return next((name for name in posted if name.startswith(("add.", "remove."))), "")


def row_anchor(posted: QueryDict, answers: Mapping[str, Any]) -> str:
    """Where the page goes on once the button has done its work: at the fresh row, or at the table."""
    verb, _dot, box = row_button(posted).partition(".")
    return f"f-{box}-{len(answers.get(box, [])) - 1}" if verb == "add" else f"f-{box}"


def with_rows_changed(
    fields: Sequence[FormField], answers: dict[str, Any], posted: QueryDict
) -> dict[str, Any]:
    """The answers with one row more or less, where that button was pressed."""
    verb, _dot, box = row_button(posted).partition(".")
    rows = next((one for one in fields if one.name == box and one.kind == "rows"), None)
    if rows is None:
        return answers
    before = list(answers.get(box, []))
    if verb == "add" and (not rows.max_items or len(before) < rows.max_items):
        return {**answers, box: [*before, blank_row(rows)]}
    number = posted.get(f"remove.{box}", "")
    if verb == "remove" and number.isdecimal() and len(number) < 4 and int(number) < len(before):
        return {**answers, box: [row for at, row in enumerate(before) if at != int(number)]}
    return answers
