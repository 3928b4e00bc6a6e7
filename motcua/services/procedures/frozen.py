"""Procedure versions as the house uses them: read once by id, since a published version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from motcua.records.procedures.models import ProcedureVersion
from motcua.rules.eform_compile import compile_form
from motcua.rules.eform_model import CompiledForm


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper the procedure asks for: how many originals, certified and plain copies."""

    key: str
    name: str
    name_en: str
    originals: int
    certified: int
    copies: int
    is_required: bool
    is_shown_only: bool


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
    )
