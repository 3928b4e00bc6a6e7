"""What forms 01–05 of TT 01/2018 say of a dossier, as the typst templates take it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import segno
from django.conf import settings

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.records.sealing import open_sealed
from motcua.rules.reckoning import describe_counting, reckon_days
from motcua.rules.sheets import Sheets
from motcua.rules.time_limit import describe_limit_vi
from motcua.services.dossiers.facts.clock import calendar_of, limit_of
from motcua.services.dossiers.facts.content import SealedContent, open_content
from motcua.services.papers._control_slip import control_slip
from motcua.services.papers.issue import PURPOSE
from motcua.services.procedures.frozen import FORM, Requirement, frozen_procedure
from motcua.services.surveys.find_ticket import ticket_code_of

DESK = "Bộ phận Tiếp nhận và Trả kết quả"
TEMPLATES = {
    "01": "receipt",
    "02": "supplement_notice",
    "03": "refusal_notice",
    "04": "apology_notice",
    "05": "control_slip",
}
_DEFECTS = {"missing": "Thiếu", "unreadable": "Không đọc được", "wrong": "Chưa đúng", "expired": "Hết hạn"}
_PLACE_KINDS = ("Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Phường ", "Xã ", "Tỉnh ")


def sheet_of(paper: Paper) -> dict[str, Any]:
    """The fields of the paper's form; what has no value is left out by the template."""
    dossier = paper.dossier
    content = open_content(dossier)
    sealed = open_sealed(paper.sealed, PURPOSE)
    more = _FORMS[paper.form](dossier, content, sealed)
    return _common(paper, content) | more


def lookup_address(dossier: Dossier) -> str:
    """Where the dossier is looked up by anybody: printed, and in the QR."""
    return f"{_site()}/lookup/{dossier.code or dossier.tracking_code}/"


def _site() -> str:
    return str(settings.MOTCUA_PUBLIC_ADDRESS or "https://dichvucong.quangbinh.gov.vn").rstrip("/")


def _shown_site() -> str:
    return _site().partition("://")[2]


def _common(paper: Paper, content: SealedContent) -> dict[str, Any]:
    dossier, agency = paper.dossier, paper.agency
    ticket = ticket_code_of(dossier)
    return {
        "number": paper.number,
        "place": _place(agency.area.name),
        "issued_on": local(paper.issued_at).date().isoformat(),
        "parent_agency": agency.parent.name if agency.parent else None,
        "agency": agency.name,
        "desk": DESK,
        "qr_svg": _qr(lookup_address(dossier)),
        "lookup_address": f"{_shown_site()}/lookup/",
        "dossier_code": dossier.code or dossier.tracking_code,
        "applicant": content.applicant["name"],
        "submitter": _submitter(dossier, content),
        "address": content.applicant.get("address"),
        "phone": content.applicant.get("phone"),
        "email": content.applicant.get("email"),
        "procedure": frozen_procedure(dossier.procedure_version_id).content["name_vi"],
        "ticket": {"code": ticket, "address": f"{_shown_site()}/survey/"} if ticket else None,
        "is_demo": dossier.is_demo,
    }


def _submitter(dossier: Dossier, content: SealedContent) -> str:
    if content.delegation:
        return f"{content.delegation['name']} (được ủy quyền: {content.delegation['ground']})"
    return str(dossier.submitter.name if dossier.submitter else content.applicant["name"])


def _receipt(dossier: Dossier, content: SealedContent, sealed: Mapping[str, Any]) -> dict[str, Any]:
    if dossier.received_at is None:
        raise ValueError(f"{dossier}: a receipt before receipt")
    frozen, limit = frozen_procedure(dossier.procedure_version_id), limit_of(dossier)
    words = describe_limit_vi(limit)
    days = reckon_days(local(dossier.received_at), limit, calendar_of(dossier))
    return {
        "received_by_desk": f"{DESK}, {dossier.receiving_agency.name}",
        "identity": content.applicant.get("identity"),
        "documents": _given(dossier, content),
        "set_count": frozen.content["sets"],
        "time_limit": words,
        "received_at": _minute(dossier.received_at),
        "due_at": _minute_of_text(sealed["due_at"]),
        "days": [{"on": day.date.isoformat(), "kind": day.kind} for day in days],
        "reckoning": f"{words[:1].upper()}{words[1:]}; {describe_counting(limit)}.",
        "collect_at": f"{DESK}, {dossier.receiving_agency.name}",
        "secret": content.secret,
        "received_by": sealed["by"],
    }


def _given(dossier: Dossier, content: SealedContent) -> list[dict[str, Any]]:
    """What was handed in by the time of receipt, a line for each requirement; the form counts no sheets."""
    asked = frozen_procedure(dossier.procedure_version_id).requirements
    keys = set(
        Document.objects.filter(dossier=dossier, is_result=False, given_at__lte=dossier.received_at)
        .values_list("requirement", flat=True)
        .distinct()
    )
    return [
        _sheets_of(one, content.sheets.get(one.key, Sheets()))
        if one.key in keys or one.key in content.handed_in
        else _electronic(one)
        for one in asked
        if one.key in keys or one.key in content.handed_in or one.is_met_by_form
    ]


def _sheets_of(asked: Requirement, given: Sheets) -> dict[str, Any]:
    """What was counted on the counter; for a file, or a bare count of before, what is asked for."""
    counted = given if given.is_sorted else asked
    return {
        "name": asked.name,
        "original_count": counted.originals,
        "certified_count": counted.certified,
        "copy_count": counted.copies,
    }


def _electronic(asked: Requirement) -> dict[str, Any]:
    return {"name": f"{asked.name} (tờ khai điện tử)"}


def _supplement(dossier: Dossier, content: SealedContent, sealed: Mapping[str, Any]) -> dict[str, Any]:
    restarts = dossier.resume_rule == "restart"
    return {
        "items": [_asked(dossier, item) for item in sealed["items"]],
        "reason": sealed["reason"],
        "clock_note": "tính lại từ đầu khi nhận đủ giấy tờ" if restarts else "tính tiếp khi nhận đủ giấy tờ",
        "adviser": sealed["by"],
        "adviser_phone": dossier.receiving_agency.phone,
    }


def _asked(dossier: Dossier, item: Sequence[str]) -> dict[str, Any]:
    key, defect, reason = item
    found = frozen_procedure(dossier.procedure_version_id).requirement(key)
    name = "Tờ khai điện tử" if key == FORM else (found.name if found else key)
    kind = _DEFECTS.get(defect)
    return {"name": name, "defect": f"{kind}: {reason}" if kind else reason, "count": 1}


def _refusal(dossier: Dossier, content: SealedContent, sealed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "is_after_appraisal": dossier.received_at is not None,
        "reason": sealed["reason"],
        "competent_agency": dossier.lead_agency.name,
        "contact": _contact(dossier),
        "signer_role": "Thủ trưởng cơ quan" if dossier.received_at else "Người tiếp nhận hồ sơ",
        "signer": sealed["by"],
    }


def _apology(dossier: Dossier, content: SealedContent, sealed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "received_at": _minute(dossier.received_at),
        "due_at": _minute_of_text(sealed["due_at"]),
        "appointed_at": _minute_of_text(sealed["appointed_at"]),
        "reason": sealed["reason"],
        "contact": _contact(dossier),
        "signer_role": "Thủ trưởng cơ quan",
        "signer": sealed["by"],
    }


_FORMS = {"01": _receipt, "02": _supplement, "03": _refusal, "04": _apology, "05": control_slip}


def _contact(dossier: Dossier) -> str:
    agency = dossier.receiving_agency
    return ", ".join(part for part in (f"{DESK}, {agency.name}", agency.phone) if part)


def _place(name: str) -> str:
    return next((name[len(kind) :] for kind in _PLACE_KINDS if name.startswith(kind)), name)


def _minute(at: datetime | None) -> str | None:
    return local(at).isoformat(timespec="minutes") if at else None


def _minute_of_text(text: str | None) -> str | None:
    return _minute(datetime.fromisoformat(text)) if text else None


def _qr(address: str) -> str:
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()
