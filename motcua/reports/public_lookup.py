"""What anybody may see who has a dossier's code, and what more with its secret (TT 01/2018 Art. 16.2d)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.tasks.models import Task
from motcua.rules.dossier_codes import DossierCode, parse_reference

# All that a page without the secret needs: it is the most asked page of all.
_PUBLIC = ("tracking_code", "code", "status", "secret_hash")


@dataclass(frozen=True, slots=True)
class PublicView:
    """Without identification: the code and how far the handling has got."""

    code: str
    status: str


@dataclass(frozen=True, slots=True)
class KnownView:
    """With the secret: down to the unit that has it now, and the papers that were given."""

    procedure: str
    procedure_en: str
    receiving_agency: str
    units: Sequence[str]
    documents: Sequence[str]
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    appointed_at: datetime | None


def dossier_by_reference(text: str) -> Dossier | Refused | None:
    """The dossier a typed code means; Refused where it is no code, None where there is no such dossier."""
    reference = parse_reference(text)
    if isinstance(reference, Refused):
        return reference
    rows = Dossier.objects.only(*_PUBLIC)
    if isinstance(reference, DossierCode):
        return next(iter(rows.filter(code__in=reference.spellings)), None)
    return next(iter(rows.filter(tracking_code=reference.text)), None)


def public_view(dossier: Dossier) -> PublicView:
    return PublicView(dossier.code or dossier.tracking_code, dossier.status)


def known_view(found: Dossier) -> KnownView:
    dossier = Dossier.objects.select_related("procedure", "receiving_agency").defer("sealed").get(pk=found.pk)
    open_tasks = Task.objects.filter(dossier=dossier, status=Task.OPEN).select_related("agency")
    given = Document.objects.filter(dossier=dossier, is_result=False, replaced_at=None)
    return KnownView(
        procedure=dossier.procedure.name,
        procedure_en=dossier.procedure.name_en,
        receiving_agency=dossier.receiving_agency.name,
        units=list(dict.fromkeys(task.agency.name for task in open_tasks.order_by("id"))),
        documents=list(given.order_by("id").values_list("name", flat=True)),
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        appointed_at=dossier.appointed_at,
    )
