"""`log_guidance`: who asked and what was told is kept, sealed, by whom and when (Art. 15.2)."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.records.guidance.models import Guidance
from motcua.records.journal.models import Entry
from motcua.records.procedures.models import Procedure
from motcua.services.errors import NotDone
from motcua.services.guidance.content import open_guidance
from motcua.services.guidance.log_guidance import log_guidance
from tests.cast import Cast
from tests.services.dossiers.steps import NINE

TOLD = "Mang theo căn cước và giấy chứng sinh, lệ phí 8.000 đồng."
WRONG = [
    ({"told": " "}, "told"),
    ({"told": "x" * 2001}, "told"),
    ({"who": "x" * 121}, "who"),
    ({"way": "pigeon"}, "way"),
]


def log(cast: Cast, **changed: Any) -> Guidance:
    call: dict[str, Any] = {
        "agency": cast.agency["phong_thuy"],
        "procedure": Procedure.objects.get(code="1.001193"),
        "way": "counter",
        "who": "Bà Lan, thôn Thượng Phong",
        "told": TOLD,
        "by": cast.dung,
        "at": NINE,
    }
    return log_guidance(**{**call, **changed})


def test_it_is_kept_sealed_with_who_told_it_and_when(cast: Cast) -> None:
    made = Guidance.objects.get(pk=log(cast).pk)
    assert (made.by, made.at, made.way) == (cast.dung, NINE, "counter")
    assert open_guidance(made).told == TOLD
    assert b"Lan" not in bytes(made.sealed)


def test_the_officers_story_keeps_its_digest_and_no_word_of_it(cast: Cast) -> None:
    made = log(cast)
    entry = Entry.objects.get(kind="guidance.logged")
    assert entry.data["guidance"] == made.pk
    assert "Lan" not in str(entry.data)


def test_nobody_has_to_give_a_name_or_ask_about_a_listed_procedure(cast: Cast) -> None:
    assert open_guidance(log(cast, who="", procedure=None)).who == ""


@pytest.mark.parametrize(("changed", "field"), WRONG)
def test_what_cannot_be_kept_is_named_by_its_box(cast: Cast, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(NotDone) as no:
        log(cast, **changed)
    assert set(no.value.fields) == {field}
    assert not Guidance.objects.exists()
