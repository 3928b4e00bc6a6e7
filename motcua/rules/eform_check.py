"""Checks what was filled in: the clean payload, and for every wrong answer what was typed and what is needed.

A dossier is asked to be completed once only (NĐ 61/2018 Art. 11.2c, 17.2a), so everything that can be
seen at filing is said at filing, all at once.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_limits import outside_limits
from motcua.rules.eform_model import BLANK, Asked, CheckedPayload, CompiledForm, FieldError, FormField
from motcua.rules.eform_text import shortened

_MISSING: Final = object()
_MOST_UNKNOWN = 20
_MOST_ROWS_READ = 1000

_NOT_ANSWERED = Refused("missing", N_("Hãy điền mục này."))
_NOT_CHOSEN = Refused("missing", N_("Hãy chọn một câu trả lời."))
_NOT_TICKED = Refused("missing", N_("Hãy đánh dấu vào ô này. Thiếu dấu này thì chưa nộp được."))
_NO_DATE = Refused("missing", N_("Hãy ghi ngày, tháng, năm, ví dụ 25/08/2020."))
_BLANK_THERE = Refused("blank", N_("Mục này để trống. Nếu không có câu trả lời, hãy bỏ hẳn trường này ra."))
_UNKNOWN = Refused("unknown_field", N_("Mẫu đơn này không có trường “%(typed)s”. Hãy bỏ trường này ra."))
_NOT_AN_OBJECT = Refused("wrong_type", N_("Nội dung tờ khai phải là một đối tượng JSON."))
_NOT_A_GROUP = Refused("wrong_type", N_("Không đọc được phần này. Hãy nhập lại."))
_NOT_A_TABLE = Refused("wrong_type", N_("Không đọc được bảng này. Hãy nhập lại."))
_NO_ROWS = Refused("missing", N_("Hãy thêm ít nhất %(least)s dòng."))
_TOO_FEW = Refused("too_few", N_("Bạn đã khai %(count)s dòng. Cần ít nhất %(least)s dòng."))
_TOO_MANY = Refused("too_many", N_("Bạn đã khai %(count)s dòng. Chỉ khai được nhiều nhất %(most)s dòng."))


def check_payload(
    form: CompiledForm,
    payload: object,
    *,
    today: date,
    strict: bool = False,
    areas: Container[str] | None = None,
) -> CheckedPayload:
    """`payload` against `form`; never raises, whatever the payload is.

    A page posts text only and leaves boxes empty: numbers, ticks and blanks are read as people mean
    them, and what the form does not know is left out. With `strict` (the API) JSON types are taken
    exactly and an unknown field is an error. Hidden fields are dropped in both.
    """
    run = _Run(Asked(today, strict, areas))
    if not isinstance(payload, Mapping):
        return CheckedPayload({}, (_error("", form.title, form.title_en, _NOT_AN_OBJECT),))
    clean: dict[str, object] = {}
    run.check_object(form.fields, payload, clean, clean, "")
    return CheckedPayload(clean, tuple(run.errors))


@dataclass(slots=True)
class _Run:
    asked: Asked
    errors: list[FieldError] = field(default_factory=list)

    def check_object(
        self,
        fields: Sequence[FormField],
        raw: Mapping[object, object],
        clean: dict[str, object],
        top: dict[str, object],
        path: str,
    ) -> None:
        """Fills `clean` from `raw`; `path` ends in a dot or is empty."""
        for asked_for in fields:
            if asked_for.show_if is not None and not asked_for.show_if.holds(clean, top):
                continue
            value = raw.get(asked_for.name, _MISSING)
            if value is _MISSING and not asked_for.is_required and asked_for.widget != "checkbox":
                continue  # only what is required, or a box to tick, is heard when it is silent
            if asked_for.read is not None:
                self.check_answer(asked_for, value, clean, path)
            elif asked_for.kind == "rows":
                self.check_rows(asked_for, value, clean, top, path)
            else:
                self.check_group(asked_for, value, clean, top, path)
        if self.asked.is_strict and len(raw) > len(clean):
            self.refuse_unknown(fields, raw, path)

    def check_answer(self, asked_for: FormField, value: object, clean: dict[str, object], path: str) -> None:
        read = asked_for.read
        answer = BLANK if value is _MISSING or read is None else read(value, self.asked)
        if answer is BLANK:
            answer = self._unanswered(asked_for, value)
        if answer is BLANK:
            return
        if not isinstance(answer, Refused) and (asked_for.not_before or asked_for.not_after):
            answer = outside_limits(asked_for, str(answer), clean, self.asked.today) or answer
        if isinstance(answer, Refused):
            self.refuse(asked_for, path + asked_for.name, answer)
        else:
            clean[asked_for.name] = answer

    def _unanswered(self, asked_for: FormField, value: object) -> object:
        if asked_for.widget == "checkbox" and not self.asked.is_strict and len(asked_for.options) > 1:
            return False  # a browser sends nothing for a box that is not ticked
        if asked_for.is_required:
            return _missing(asked_for)
        if self.asked.is_strict and value is not _MISSING:
            return _BLANK_THERE
        return BLANK

    def check_group(
        self,
        asked_for: FormField,
        value: object,
        clean: dict[str, object],
        top: dict[str, object],
        path: str,
    ) -> None:
        if value is _MISSING and self.asked.is_strict:
            self.refuse(asked_for, path + asked_for.name, _NOT_ANSWERED)
            return
        # A page that was left blank posts no group at all: each of its questions is then said to be missing.
        group = {} if value is _MISSING else value
        if not isinstance(group, Mapping):
            self.refuse(asked_for, path + asked_for.name, _NOT_A_GROUP)
            return
        if not self.asked.is_strict and not asked_for.is_required and is_empty(asked_for, group):
            return
        inside: dict[str, object] = {}
        self.check_object(asked_for.fields, group, inside, top, f"{path}{asked_for.name}.")
        if inside or asked_for.is_required:
            clean[asked_for.name] = inside

    def check_rows(
        self,
        asked_for: FormField,
        value: object,
        clean: dict[str, object],
        top: dict[str, object],
        path: str,
    ) -> None:
        here = path + asked_for.name
        rows = [] if value is _MISSING else value
        if not isinstance(rows, list | tuple):
            self.refuse(asked_for, here, _NOT_A_TABLE)
            return
        # A row keeps its number among those posted, so that its error finds its boxes again.
        numbered = list(enumerate(rows[:_MOST_ROWS_READ]))
        if not self.asked.is_strict:
            numbered = [(n, row) for n, row in numbered if not is_empty(asked_for, row)]
        if not numbered and asked_for.is_required:
            self.refuse(asked_for, here, _NO_ROWS, {"least": asked_for.min_items})
        elif not numbered and not self.asked.is_strict:
            return
        elif refused := _wrong_count(asked_for, len(rows) if self.asked.is_strict else len(numbered)):
            self.refuse(asked_for, here, refused)
        else:
            clean[asked_for.name] = [
                self._check_row(asked_for, row, top, f"{here}.{n}") for n, row in numbered
            ]

    def _check_row(self, asked_for: FormField, row: object, top: dict[str, object], path: str) -> object:
        inside: dict[str, object] = {}
        if isinstance(row, Mapping):
            self.check_object(asked_for.fields, row, inside, top, path + ".")
        else:
            self.refuse(asked_for, path, _NOT_A_GROUP)
        return inside

    def refuse_unknown(self, fields: Sequence[FormField], raw: Mapping[object, object], path: str) -> None:
        known = {asked_for.name for asked_for in fields}
        unknown = [name for name in raw if name not in known]
        for name in unknown[:_MOST_UNKNOWN]:
            typed = shortened(name)
            self.errors.append(_error(path + typed, typed, typed, _UNKNOWN, {"typed": typed}))

    def refuse(
        self, asked_for: FormField, box: str, refused: Refused, params: Mapping[str, object] | None = None
    ) -> None:
        self.errors.append(_error(box, asked_for.title, asked_for.title_en, refused, params))


def is_empty(asked_for: FormField, answers: object) -> bool:
    """Is nothing filled in in this group or row, as far as the form asks for it?

    What was filled in for the citizen beforehand (a default) does not count as an answer.
    """
    return isinstance(answers, Mapping) and all(
        _is_untouched(inner, answers.get(inner.name, "")) for inner in asked_for.fields
    )


def _is_untouched(asked_for: FormField, value: object) -> bool:
    if isinstance(value, str):
        return value == asked_for.default or not value.strip()
    return value is None or (type(value) is type(asked_for.default) and value == asked_for.default)


def _missing(asked_for: FormField) -> Refused:
    if asked_for.kind == "boolean" and asked_for.widget == "checkbox":
        return _NOT_TICKED
    if asked_for.options or asked_for.format == "area":
        return _NOT_CHOSEN
    return _NO_DATE if asked_for.format == "date" else _NOT_ANSWERED


def _wrong_count(asked_for: FormField, count: int) -> Refused | None:
    if count < asked_for.min_items:
        return Refused(_TOO_FEW.code, _TOO_FEW.message, {"count": count, "least": asked_for.min_items})
    if count > asked_for.max_items:
        return Refused(_TOO_MANY.code, _TOO_MANY.message, {"count": count, "most": asked_for.max_items})
    return None


def _error(
    box: str, label: str, label_en: str, refused: Refused, params: Mapping[str, object] | None = None
) -> FieldError:
    return FieldError(
        pointer="".join("/" + part.replace("~", "~0").replace("/", "~1") for part in box.split(".") if box),
        field=box,
        code=refused.code,
        message=refused.message,
        params=refused.params if params is None else params,
        label=label,
        label_en=label_en,
    )
