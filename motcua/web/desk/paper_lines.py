"""The counter's check-list: sheets of every requirement, originals, certified and plain copies apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.services.procedures.frozen import Requirement

KINDS = ("originals", "certified", "copies")
_UNREADABLE = -1  # a count that is no number: the verb says how to write it


@dataclass(frozen=True, slots=True)
class CountBox:
    """One count of a requirement: the box's name, its id, the kind in words, what was typed."""

    name: str
    id: str
    label: str
    typed: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A requirement on the check-list with its boxes.

    The declaration that the form stands for may be handed over on paper all the same: its box is folded
    away until there is something in it.
    """

    asked: Requirement
    boxes: Sequence[CountBox]
    why: str

    @property
    def is_open(self) -> bool:
        return not self.asked.is_met_by_form or bool(self.why or any(box.typed for box in self.boxes))

    @property
    def id(self) -> str:
        """Where an error leads: the requirement's first box."""
        return f"f-documents-{self.asked.key}"


def read_counts(requirements: Sequence[Requirement], posted: QueryDict) -> dict[str, str]:
    """What was typed, by box (`originals-<requirement>`)."""
    names = (f"{kind}-{asked.key}" for asked in requirements for kind in KINDS)
    return {name: posted.get(name, "")[:20] for name in names}


def counts_of(requirements: Sequence[Requirement], typed: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The sheets by requirement and kind, as the verb takes them."""
    found = {
        asked.key: {
            kind: _count(text) for kind in KINDS if (text := typed.get(f"{kind}-{asked.key}", "").strip())
        }
        for asked in requirements
    }
    return {key: counts for key, counts in found.items() if counts}


def paper_line(asked: Requirement, typed: Mapping[str, str], why: str) -> PaperLine:
    line = f"f-documents-{asked.key}"
    labels = (_("Bản chính"), _("Chứng thực"), _("Bản sao"))
    boxes = [
        CountBox(
            name=f"{kind}-{asked.key}",
            id=line if kind == KINDS[0] else f"{line}-{kind}",
            label=label,
            typed=typed.get(f"{kind}-{asked.key}", ""),
        )
        for kind, label in zip(KINDS, labels, strict=True)
    ]
    return PaperLine(asked, boxes, why)


def _count(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else _UNREADABLE
