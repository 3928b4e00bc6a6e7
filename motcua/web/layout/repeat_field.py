"""The question whether one more dossier like a running one is meant: the same online and at the counter."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kit.refusal import Refused
from motcua.web.layout.fields import FieldView
from motcua.web.layout.refusals import translated

_BOX = "is_repeat_confirmed"
REPEAT_ID = f"f-{_BOX}"


def repeat_view(refused: Refused | None, *, is_ticked: bool) -> list[FieldView]:
    """The box with what is running already; none where nothing like it runs or it was never asked."""
    if refused is None and not is_ticked:
        return []
    return [
        FieldView(
            name=_BOX,
            label=_("Tôi đã xem hồ sơ đó và vẫn nộp thêm hồ sơ này"),
            kind="checkbox",
            value=is_ticked,
            why=translated(refused) if refused else "",
        )
    ]


def is_repeat_confirmed(posted: QueryDict) -> bool:
    return posted.get(_BOX) == "true"
