"""The applicant's form as an officer reads it, page by page, beside what it said before it was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.rules.eform_show import describe_payload
from motcua.services.agencies.areas import commune_names
from motcua.services.dossiers.facts.answer import open_former
from motcua.services.dossiers.facts.content import SealedContent
from motcua.services.procedures.frozen import frozen_procedure
from motcua.web.desk.compare import Page, compared
from motcua.web.layout.reader import is_english


def form_pages(dossier: Dossier, content: SealedContent, requests: Sequence[SupplementRequest]) -> list[Page]:
    """`requests` are the dossier's, oldest first: the last one that was answered by a new form counts."""
    former = next((form for one in reversed(requests) if (form := open_former(one))), None)
    shown = partial(
        describe_payload,
        frozen_procedure(dossier.procedure_version_id).form,
        language="en" if is_english() else "vi",
        areas=commune_names(dossier.rulebook_version_id),
    )
    return compared(shown(content.form), shown(former) if former else None)
