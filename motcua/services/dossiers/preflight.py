"""What must hold before a dossier may be filed: the same online, at the counter and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.rules.applicant import check_applicant
from motcua.rules.eform_check import check_payload
from motcua.rules.repeats import check_repeat
from motcua.services.agencies.areas import commune_names
from motcua.services.dossiers.facts.repeats import as_running, running_repeats
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FrozenProcedure

#: The field under which a filing like a running one is asked about.
REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class CheckedFiling:
    """Normalised and complete."""

    applicant: dict[str, Any]
    form: dict[str, Any]


def filing_errors(
    frozen: FrozenProcedure,
    *,
    applicant: Mapping[str, Any],
    form: Mapping[str, Any],
    given: Sequence[str],
    channel: str,
    today: date,
    rulebook_version: int,
    is_strict: bool = False,
) -> tuple[CheckedFiling, dict[str, Refused]]:
    """The clean filing, and what is wrong by field (`applicant.phone`, `form.child.name`, `documents.x`)."""
    person = check_applicant(applicant)
    payload = check_payload(
        frozen.form, form, today=today, strict=is_strict, areas=commune_names(rulebook_version)
    )
    errors = {f"applicant.{name}": refused for name, refused in person.errors.items()}
    for error in payload.errors:
        errors.setdefault(f"form.{error.field}", Refused(error.code, error.message, error.params))
    errors.update(_document_errors(frozen, given, channel))
    return CheckedFiling(applicant=dict(person.clean), form=dict(payload.clean)), errors


def check_filing(
    frozen: FrozenProcedure,
    *,
    applicant: Mapping[str, Any],
    form: Mapping[str, Any],
    given: Sequence[str],
    channel: str,
    today: date,
    rulebook_version: int,
    is_strict: bool = False,
) -> CheckedFiling:
    """The clean filing; raises NotDone naming every field that needs mending."""
    checked, errors = filing_errors(
        frozen,
        applicant=applicant,
        form=form,
        given=given,
        channel=channel,
        today=today,
        rulebook_version=rulebook_version,
        is_strict=is_strict,
    )
    if errors:
        raise NotDone(
            Refused(
                "invalid_filing",
                N_(
                    "Hồ sơ còn %(count)s chỗ cần sửa hoặc bổ sung. Hãy sửa các chỗ được đánh dấu rồi nộp lại."
                ),
                {"count": len(errors)},
            ),
            errors,
        )
    return checked


def check_repeats(
    *, procedure: Procedure, applicant: Mapping[str, Any], by: Account | None, is_confirmed: bool
) -> Sequence[Dossier]:
    """The running dossiers like this one; NotDone (field `repeat`) unless filing one more was confirmed."""
    repeats = running_repeats(procedure=procedure, applicant=applicant, by=by)
    if refused := check_repeat(as_running(repeats), is_confirmed=is_confirmed):
        raise NotDone(refused, {REPEAT: refused})
    return repeats


def _document_errors(frozen: FrozenProcedure, given: Sequence[str], channel: str) -> dict[str, Refused]:
    errors: dict[str, Refused] = {}
    for key in given:
        if frozen.requirement(key) is None:
            errors[f"documents.{key}"] = Refused(
                "unknown_requirement",
                N_("Thủ tục này không có thành phần hồ sơ “%(key)s”. Hãy bỏ giấy tờ này ra."),
                {"key": key[:60]},
            )
    for asked in frozen.requirements:
        if channel == "online" and asked.is_owed and asked.key not in given:
            errors[f"documents.{asked.key}"] = Refused(
                "missing_requirement",
                N_("Thiếu “%(name)s”. Hãy chụp hoặc quét giấy tờ này rồi đính kèm."),
                {"name": asked.name},
            )
    return errors
