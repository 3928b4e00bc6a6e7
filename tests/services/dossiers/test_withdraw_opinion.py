"""services/dossiers/withdraw_opinion: a question is taken back while nobody has answered."""

from __future__ import annotations

import pytest

from motcua.services.dossiers.answer_opinion import answer_opinion
from motcua.services.dossiers.withdraw_opinion import withdraw_opinion
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.consulting import consulted
from tests.services.dossiers.steps import TUESDAY, again, nothing_changes, story


def test_the_same_agency_may_be_asked_again_afterwards(cast: Cast) -> None:
    asked = consulted(cast)
    withdraw_opinion(dossier=again(asked.dossier), consultation=asked, by=cast.son, at=TUESDAY)
    assert story(asked.dossier)[-1] == "dossier.opinion_withdrawn"
    assert consulted(cast, asked.dossier).is_open


def test_what_was_answered_stays(cast: Cast) -> None:
    asked = consulted(cast)
    answer_opinion(consultation=asked, by=cast.hang, at=TUESDAY, text="Không có gì vướng.")
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        withdraw_opinion(dossier=again(asked.dossier), consultation=asked, by=cast.son, at=TUESDAY)
    assert said.value.refused.code == "already_done"


def test_a_stale_tab_takes_nothing_back(cast: Cast) -> None:
    asked = consulted(cast)
    stale = again(asked.dossier).version - 1
    with nothing_changes(asked.dossier), pytest.raises(NotDone) as said:
        withdraw_opinion(
            dossier=again(asked.dossier), consultation=asked, by=cast.son, at=TUESDAY, version=stale
        )
    assert said.value.refused.code == "changed_meanwhile"
