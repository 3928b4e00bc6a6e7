"""Makes, once per field, the function that reads one answer into its clean value.

A reader never raises: it gives the value, `BLANK`, or a `Refused` saying what was typed and what is
needed. `tests/rules/test_eform_oracle.py` holds them to a full JSON Schema validator.
"""

from __future__ import annotations

import math
import re

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_formats import FORMATS, FormatReader
from motcua.rules.eform_model import BLANK, Asked, FormField, Reader
from motcua.rules.eform_numbers import read_integer, read_number, shown_number
from motcua.rules.eform_text import shortened, tidy_line, tidy_lines

_TICKED = {"on": True, "true": True, "1": True, "yes": True, "có": True}
_UNTICKED = {"off": False, "false": False, "0": False, "no": False, "không": False}
_YES_NO = _TICKED | _UNTICKED
_SHOWN_CHOICES = 12
_JSON_TYPES = {str: "string", bool: "boolean", dict: "object", list: "array", type(None): "null"}


def reader_of(asked_for: FormField) -> Reader:
    """The reader of a question (not of a group or of rows)."""
    match asked_for.kind:
        case "boolean":
            return _boolean_reader(asked_for)
        case "integer" | "number":
            return _number_reader(asked_for)
        case _ if asked_for.options:
            return _choice_reader(asked_for)
        case _:
            return _text_reader(asked_for)


def _text_reader(asked_for: FormField) -> Reader:
    tidy = tidy_lines if asked_for.widget == "textarea" else tidy_line
    least, most = asked_for.min_length, asked_for.max_length
    # Nobody's text shrinks to a quarter when tidied; longer ones are not worth the reading.
    hopeless = 4 * most + 64
    judge = _format_judge(asked_for) or _pattern_judge(asked_for)

    def read(raw: object, asked: Asked) -> object:
        if not isinstance(raw, str):
            return _wrong_type(raw, asked, "string")
        if len(raw) > hopeless:
            return _too_long(len(raw), most)
        text = tidy(raw)
        if isinstance(text, Refused):
            return text
        if not text:
            return BLANK
        if len(text) > most:
            return _too_long(len(text), most)
        if len(text) < least:
            return _too_short(len(text), least)
        return judge(text, asked) if judge is not None else text

    return read


def _format_judge(asked_for: FormField) -> Reader | None:
    if not asked_for.format:
        return None
    read_format: FormatReader = FORMATS[asked_for.format]
    if asked_for.format == "area":
        return lambda text, asked: _known_area(str(text), asked)
    return lambda text, asked: read_format(str(text))


def _known_area(text: str, asked: Asked) -> str | Refused:
    code = FORMATS["area"](text)
    if isinstance(code, Refused) or asked.areas is None or code in asked.areas:
        return code
    return Refused(
        "unknown_area",
        N_("Không có xã, phường, thị trấn nào mang mã “%(typed)s”. Hãy chọn trong danh sách."),
        {"typed": text},
    )


def _pattern_judge(asked_for: FormField) -> Reader | None:
    if not asked_for.pattern:
        return None
    matches = compiled_pattern(asked_for.pattern).search
    example = asked_for.examples[0]

    def judge(text: object, asked: Asked) -> object:
        if matches(str(text)):
            return text
        return Refused(
            "wrong_pattern",
            N_("Bạn đã gõ “%(typed)s”. Hãy gõ theo mẫu, ví dụ %(example)s."),
            {"typed": shortened(text), "example": example},
        )

    return judge


def compiled_pattern(pattern: str) -> re.Pattern[str]:
    """An ECMA pattern as Python reads it: `$` is the very end, `\\d` and `\\w` are ASCII."""
    whole = pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern
    return re.compile(whole, re.ASCII)


def _choice_reader(asked_for: FormField) -> Reader:
    values = {str(option.value): option.value for option in asked_for.options}
    shown = [f"{option.label} ({option.value})" for option in asked_for.options[:_SHOWN_CHOICES]]
    choices = ", ".join(shown) + (", …" if len(asked_for.options) > _SHOWN_CHOICES else "")

    def read(raw: object, asked: Asked) -> object:
        if not isinstance(raw, str):
            return _wrong_type(raw, asked, "string")
        if raw in values:
            return values[raw]
        if len(raw) < 100 and not raw.strip():
            return BLANK
        return Refused(
            "not_a_choice",
            N_("“%(typed)s” không có trong danh sách. Hãy chọn một trong: %(choices)s."),
            {"typed": shortened(raw), "choices": choices},
        )

    return read


def _boolean_reader(asked_for: FormField) -> Reader:
    allowed = {option.value for option in asked_for.options}

    def read(raw: object, asked: Asked) -> object:
        answer: object = raw
        if isinstance(raw, str) and not asked.is_strict:
            answer = BLANK if not raw.strip()[:1] else _YES_NO.get(raw[:10].strip().lower(), raw)
        if answer is BLANK:
            return answer
        if not isinstance(answer, bool):
            return _wrong_type(raw, asked, "boolean")
        return answer if answer in allowed else _not_ticked(answer)

    return read


def _not_ticked(answer: bool) -> Refused:
    if answer:
        return Refused("must_be_unticked", N_("Mục này không áp dụng; hãy bỏ dấu chọn."))
    return Refused("must_be_ticked", N_("Hãy đánh dấu vào ô này. Thiếu dấu này thì chưa nộp được."))


def _number_reader(asked_for: FormField) -> Reader:
    is_whole = asked_for.kind == "integer"
    read_text = read_integer if is_whole else read_number
    needed = "integer" if is_whole else "number"
    least, most = asked_for.minimum, asked_for.maximum

    def read(raw: object, asked: Asked) -> object:
        answer: object = raw
        if isinstance(raw, str) and not asked.is_strict:
            text = tidy_line(raw[:200])
            answer = read_text(text) if text and isinstance(text, str) else (text or BLANK)
        if answer is BLANK or isinstance(answer, Refused):
            return answer
        number = _finite(answer, is_whole)
        if number is None:
            return _wrong_type(raw, asked, needed)
        if least is not None and number < least:
            return _out_of_bounds(
                "too_small", N_("Bạn đã gõ %(typed)s. Hãy gõ số từ %(limit)s trở lên."), number, least
            )
        if most is not None and number > most:
            return _out_of_bounds(
                "too_large", N_("Bạn đã gõ %(typed)s. Hãy gõ số không quá %(limit)s."), number, most
            )
        return number

    return read


def _finite(answer: object, is_whole: bool) -> int | float | None:
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return None
    if isinstance(answer, int):
        return answer
    if not math.isfinite(answer):
        return None
    if answer.is_integer():
        return int(answer)
    return None if is_whole else answer


def _out_of_bounds(code: str, message: str, number: int | float, limit: float) -> Refused:
    typed = shown_number(number) if abs(number) < 10**18 else "…"
    return Refused(code, message, {"typed": typed, "limit": shown_number(_finite(limit, False) or 0)})


def _too_long(count: int, most: int) -> Refused:
    return Refused(
        "too_long",
        N_("Bạn đã gõ %(count)s ký tự. Chỗ này viết được nhiều nhất %(most)s ký tự."),
        {"count": count, "most": most},
    )


def _too_short(count: int, least: int) -> Refused:
    return Refused(
        "too_short",
        N_("Bạn đã gõ %(count)s ký tự. Chỗ này cần ít nhất %(least)s ký tự."),
        {"count": count, "least": least},
    )


def _wrong_type(raw: object, asked: Asked, needed: str) -> Refused:
    if asked.is_strict:
        return Refused(
            "wrong_type",
            N_("Kiểu dữ liệu phải là %(needed)s, không phải %(typed)s."),
            {"needed": needed, "typed": _JSON_TYPES.get(type(raw), "number")},
        )
    return Refused("wrong_type", N_("Không đọc được câu trả lời này. Hãy nhập lại."))
