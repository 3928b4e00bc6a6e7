"""What a piece of guidance keeps of people's words, sealed as one value."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from motcua.records.guidance.models import Guidance
from motcua.records.sealing import open_sealed, seal

PURPOSE = "guidance.sealed"


@dataclass(frozen=True, slots=True)
class GuidanceContent:
    """`who` asked, as they gave their name; `told` is what they heard."""

    who: str
    told: str

    @property
    def as_json(self) -> dict[str, str]:
        return asdict(self)


def sealed_guidance(content: GuidanceContent) -> bytes:
    return seal(content.as_json, PURPOSE)


def open_guidance(guidance: Guidance) -> GuidanceContent:
    """The words in clear, for an officer of the desk."""
    return GuidanceContent(**open_sealed(guidance.sealed, PURPOSE))
