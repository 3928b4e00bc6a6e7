"""Dossiers with originals on the counter, ready to be handed over."""

from __future__ import annotations

from typing import Any

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.complete_step import complete_task
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY, again, open_task
from tests.services.dossiers.test_take_in import birth, take_in

PROXY = {"name": "Trương Văn Bình", "identity": "044088000025", "ground": "Giấy ủy quyền số 12/2020"}
SELF = {"collector": "self", "shown": "receipt"}
KEPT = "Cơ quan điều tra đang giữ."


def owed() -> list[str]:
    return [one.key for one in birth().requirements if one.is_owed]


def with_originals(cast: Cast, **how: Any) -> Dossier:
    """A birth registered at the counter, two originals of every paper on it; received."""
    papers = {key: {"originals": 2} for key in owed()}
    return take_in(cast, handed_in=papers, is_repeat_confirmed=True, **how).dossier


def ready(cast: Cast) -> Dossier:
    """Handled, the result waits at the desk."""
    dossier = with_originals(cast)
    while (task := open_task(dossier)).step != "release":
        officer = {"specialist": cast.son, "leader": cast.thu, "clerk": cast.mai}.get(task.role, cast.dung)
        outcome = "approve" if task.role == "leader" else ""
        complete_task(task=task, by=officer, at=TUESDAY, outcome=outcome)
    return again(dossier)
