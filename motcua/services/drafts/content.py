"""A draft as its writer left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.records.dossiers.models import Draft
from motcua.records.sealing import open_sealed, seal

_PURPOSE = "draft.sealed"


@dataclass(frozen=True, slots=True)
class DraftContent:
    """`applicant` (rules.applicant) and `form`, as typed: right or wrong, nothing is thrown away."""

    applicant: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)


def open_draft(draft: Draft) -> DraftContent:
    """What was typed so far."""
    value = open_sealed(draft.sealed, _PURPOSE)
    return DraftContent(applicant=value.get("applicant", {}), form=value.get("form", {}))


def sealed_draft(content: DraftContent) -> bytes:
    return seal({"applicant": content.applicant, "form": content.form}, _PURPOSE)
