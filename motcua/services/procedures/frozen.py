"""Procedure versions as the house uses them: read once by id, since a published version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from motcua.records.procedures.models import ProcedureVersion
from motcua.rules.eform_compile import compile_form
from motcua.rules.eform_model import CompiledForm

#: Names the e-form where else the key of a requirement stands: in a supplement request.
FORM = "form"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper the procedure asks for: how many originals, certified and plain copies.

    `is_met_by_form`: it is the declaration that the e-form takes the place of (TT 32/2017 Art. 3.8).
    """

    key: str
    name: str
    name_en: str
    originals: int
    certified: int
    copies: int
    is_required: bool
    is_shown_only: bool
    is_met_by_form: bool

    @property
    def is_handed_over(self) -> bool:
        """Sheets or files are given for it: it is neither only shown nor the e-form itself."""
        return not (self.is_shown_only or self.is_met_by_form)

    @property
    def is_owed(self) -> bool:
        """Without sheets or files for it a filing is not whole."""
        return self.is_required and self.is_handed_over


@dataclass(frozen=True, slots=True)
class FrozenProcedure:
    """A published version: `content` as in province/…/procedures/<code>.json, the e-form compiled."""

    version_id: int
    content: Mapping[str, Any]
    form: CompiledForm
    requirements: tuple[Requirement, ...]

    @property
    def limit_text(self) -> str:
        return str(self.content["limit"])

    @property
    def is_immediate(self) -> bool:
        return bool(self.content["is_immediate"])

    def requirement(self, key: str) -> Requirement | None:
        return next((asked for asked in self.requirements if asked.key == key), None)

    def is_form(self, key: str) -> bool:
        """Whether what the key names is the e-form, under its own name or that of a declaration."""
        asked = self.requirement(key)
        return key == FORM or (asked is not None and asked.is_met_by_form)


@lru_cache(maxsize=1024)
def frozen_procedure(version_id: int) -> FrozenProcedure:
    version = ProcedureVersion.objects.get(pk=version_id)
    return FrozenProcedure(
        version_id=version_id,
        content=version.content,
        form=compile_form(version.eform),
        requirements=tuple(_requirement(asked) for asked in version.content["requirements"]),
    )


def _requirement(asked: Mapping[str, Any]) -> Requirement:
    return Requirement(
        key=asked["key"],
        name=asked["name_vi"],
        name_en=asked["name_en"],
        originals=asked["originals"],
        certified=asked["certified"],
        copies=asked["copies"],
        is_required=asked["is_required"],
        is_shown_only=asked["is_shown_only"],
        # Versions published before the datum existed asked for the declaration on paper, and still do.
        is_met_by_form=asked.get("is_met_by_form", False),
    )
