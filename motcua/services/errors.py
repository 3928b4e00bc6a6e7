"""How a verb says no: nothing was written, and here is what a person can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.kit.refusal import Refused


class NotDone(Exception):
    """Raised by a verb after which nothing has changed (its transaction rolled back).

    `refused.code` and the message go to the page or, as problem+json, to the API. `fields` names
    what was wrong field by field, where the input had fields.
    """

    def __init__(self, refused: Refused, fields: Mapping[str, Refused] | None = None) -> None:
        super().__init__(refused.code)
        self.refused = refused
        self.fields = dict(fields or {})
