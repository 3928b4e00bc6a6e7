"""An expected no: what was refused, in words a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule's no, returned and never raised.

    `code` is a stable word for machines (`already_asked`). `message` is the Vietnamese sentence, a
    gettext msgid with `%(name)s` places; `params` fills them.
    """

    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
