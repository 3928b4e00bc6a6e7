"""The rows of Mẫu 06: which dossiers a register holds, and what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.exports.models import Export
from motcua.records.tasks.models import Task
from motcua.rules.lifecycle import label
from motcua.services.dossiers.facts.content import open_content
from motcua.services.procedures.frozen import frozen_procedure

COLUMNS = (
    *("TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số bộ", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại"),
    *("Cơ quan chủ trì giải quyết", "Ngày nhận", "Ngày hẹn trả", "Ngày chuyển đến cơ quan giải quyết"),
    *("Ngày nhận kết quả từ cơ quan giải quyết", "Ngày trả kết quả", "Phương thức nhận kết quả"),
    *("Ký nhận", "Ghi chú"),
)
_WAYS = {"counter": "Tại quầy", "post": "Qua bưu chính", "online": "Trên mạng"}
_TIMELINESS = {"early": "trước hạn", "on_time": "đúng hạn", "late": "quá hạn"}


@dataclass(frozen=True, slots=True)
class _Way:
    """When the dossier was passed on to who handles it, and how its result was given out."""

    passed_on_at: datetime | None
    release_way: str


def register_ids(export: Export) -> list[int]:
    """Every dossier received that belongs in it, in the order of receipt."""
    wanted = Dossier.objects.filter(received_at__isnull=False)
    if export.agencies is not None:
        wanted = wanted.filter(receiving_agency_id__in=export.agencies)
    if export.received_from and export.received_before:
        wanted = wanted.filter(received_at__gte=export.received_from, received_at__lt=export.received_before)
    if export.status:
        wanted = wanted.filter(status=export.status)
    return list(wanted.order_by("received_at", "pk").values_list("pk", flat=True))


def register_rows(ids: Sequence[int], *, first: int) -> list[tuple[str, ...]]:
    """A text for each of COLUMNS, numbered from `first`; dates in Việt Nam's time."""
    found = Dossier.objects.filter(pk__in=ids).select_related("lead_agency").in_bulk()
    ways = _ways(ids)
    known = [found[one] for one in ids if one in found]
    return [_row(number, dossier, ways[dossier.pk]) for number, dossier in enumerate(known, first)]


def _ways(ids: Sequence[int]) -> dict[int, _Way]:
    tasks = Task.objects.filter(dossier_id__in=ids).exclude(status=Task.CANCELLED)
    passed: dict[int, datetime] = {}
    given: dict[int, str] = {}
    for dossier, step, opened_at, outcome in tasks.order_by("pk").values_list(
        "dossier_id", "step", "opened_at", "outcome"
    ):
        if step == Task.RELEASE:
            given[dossier] = outcome
        elif step != Task.INTAKE:
            passed.setdefault(dossier, opened_at)
    return {one: _Way(passed.get(one), given.get(one, "")) for one in ids}


def _row(number: int, dossier: Dossier, way: _Way) -> tuple[str, ...]:
    applicant = open_content(dossier).applicant
    procedure = frozen_procedure(dossier.procedure_version_id).content
    reach = [applicant.get("address"), applicant.get("phone")]
    notes = [label(dossier.status), _TIMELINESS.get(dossier.timeliness, "")]
    return (
        str(number),
        dossier.code or "",
        procedure["name_vi"],
        str(procedure["sets"]),
        dossier.applicant_name,
        ", ".join(part for part in reach if part),
        dossier.lead_agency.name,
        _minute(dossier.received_at),
        _minute(dossier.appointed_at or dossier.due_at),
        _minute(way.passed_on_at),
        _minute(dossier.finished_at),
        _minute(dossier.released_at),
        _WAYS.get(way.release_way, ""),
        "",
        ", ".join(part for part in notes if part),
    )


def _minute(at: datetime | None) -> str:
    return local(at).strftime("%d/%m/%Y %H:%M") if at else ""
