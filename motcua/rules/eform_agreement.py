"""What the parts of a form must agree on: who controls whom, what is given beforehand, how many rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_model import BLANK, Asked, DateLimit, FormField
from motcua.rules.eform_problems import Problems

# Only the shape of a default or example is asked here, so the day does not matter.
_ANY_DAY = Asked(today=date(2000, 1, 1), is_strict=True, areas=None)


def check_agreement(fields: Sequence[FormField], problems: Problems) -> None:
    """Adds a problem for each condition, limit, default or example that does not fit its form."""
    _check_level(fields, (), "", problems)


def _check_level(
    fields: Sequence[FormField], top_before: Sequence[FormField], pointer: str, problems: Problems
) -> None:
    is_top = pointer == ""
    for place, one in enumerate(fields):
        here = f"{pointer}/properties/{one.name}"
        before = fields[:place]
        _check_condition(one, before if is_top or not _is_top(one) else top_before, here, problems)
        _check_date_limits(one, before, here, problems)
        _check_given(one, here, problems)
        if one.kind == "rows":
            _check_rows(one, here, problems)
        if one.fields:
            inside = here + ("/items" if one.kind == "rows" else "")
            _check_level(one.fields, before, inside, problems)


def _is_top(one: FormField) -> bool:
    return one.show_if is not None and one.show_if.is_top


def _check_condition(one: FormField, before: Sequence[FormField], pointer: str, problems: Problems) -> None:
    if one.show_if is None:
        return
    named = {earlier.name: earlier for earlier in before}
    controlling = named.get(one.show_if.name)
    if controlling is None or not controlling.options:
        problems.add(
            f"{pointer}/x-show-if",
            "no_controlling_field",
            N_("“%(name)s” phải là một câu chọn đứng trước trường này."),
            name=one.show_if.name,
        )
        return
    allowed = [option.value for option in controlling.options]
    for value in one.show_if.values:
        if not any(value is choice or (value == choice and isinstance(value, str)) for choice in allowed):
            problems.add(
                f"{pointer}/x-show-if",
                "not_a_choice",
                N_("“%(name)s” không có lựa chọn “%(value)s”."),
                name=one.show_if.name,
                value=value,
            )


def _check_date_limits(one: FormField, before: Sequence[FormField], pointer: str, problems: Problems) -> None:
    dates = {earlier.name for earlier in before if earlier.format in ("date", "partial-date")}
    for limit in (one.not_before, one.not_after):
        if isinstance(limit, DateLimit) and limit.beside and limit.beside not in dates:
            problems.add(
                pointer,
                "no_such_date",
                N_("“%(name)s” phải là một trường ngày đứng trước."),
                name=limit.beside,
            )


def _check_given(one: FormField, pointer: str, problems: Problems) -> None:
    if one.read is None:
        return
    given = ([] if one.default is None else [("default", one.default)]) + [
        ("examples", example) for example in one.examples
    ]
    for keyword, value in given:
        answer = one.read(value, _ANY_DAY)
        if answer is BLANK or isinstance(answer, Refused):
            problems.add(
                f"{pointer}/{keyword}",
                "wrong_value",
                N_("“%(value)s” không phải là một câu trả lời đúng của trường này."),
                value=value,
            )


def _check_rows(one: FormField, pointer: str, problems: Problems) -> None:
    if one.is_required and not one.min_items:
        problems.add(pointer, "no_least", N_("Bảng bắt buộc phải có “minItems” từ 1."))
    if not one.max_items:
        problems.add(pointer, "no_most", N_("“maxItems” phải từ 1."))
