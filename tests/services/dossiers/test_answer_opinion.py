"""services/dossiers/answer_opinion: one answer, kept for who asked; nothing once it is not needed."""

from __future__ import annotations

import pytest

from motcua.services.dossiers.answer_opinion import answer_opinion
from motcua.services.dossiers.facts.consultations import open_answer
from motcua.services.dossiers.withdraw_opinion import withdraw_opinion
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.consulting import consulted
from tests.services.dossiers.steps import TUESDAY, again, complete, nothing_changes, story

SAID = "Chưa đăng ký kết hôn tại huyện."


def test_the_answer_is_kept_and_told_in_the_dossiers_story(cast: Cast) -> None:
    asked = consulted(cast)
    told = answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text=SAID)
    assert open_answer(told) == SAID
    assert (told.answered_by, told.is_open) == (cast.hang, False)
    assert story(asked.dossier)[-1] == "dossier.opinion_given"


def test_the_dossier_may_have_gone_on_meanwhile(cast: Cast) -> None:
    asked = consulted(cast)
    complete(cast, asked.dossier, steps=1)
    assert not answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text=SAID).is_open


def test_whoever_answers_second_hears_who_was_first(cast: Cast) -> None:
    asked = consulted(cast)
    answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text=SAID)
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        answer_opinion(consultation=asked, by=cast.quang, at=TUESDAY, text="Không rõ.")
    assert (said.value.refused.code, said.value.refused.params["who"]) == ("already_done", cast.hang.name)


def test_a_withdrawn_question_needs_no_answer(cast: Cast) -> None:
    asked = consulted(cast)
    withdraw_opinion(dossier=again(asked.dossier), consultation=asked, by=cast.son, at=TUESDAY)
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text=SAID)
    assert said.value.refused.code == "already_handled"


def test_a_dossier_that_has_ended_needs_no_answer(cast: Cast) -> None:
    asked = consulted(cast)
    complete(cast, asked.dossier)
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text=SAID)
    assert said.value.refused.code == "final"


def test_an_empty_answer_is_none(cast: Cast) -> None:
    asked = consulted(cast)
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text="  ")
    assert "text" in said.value.fields
