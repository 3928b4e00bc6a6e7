"""services/dossiers/pause: the clock stops only for a wait that the published procedure lists."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Dossier, Pause
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast, filed
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    complete,
    finished,
    nothing_changes,
    publish,
    received,
    story,
)

COUNCIL = {"key": "council", "name_vi": "Chờ hội đồng thẩm định họp"}


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    publish(pauses=[COUNCIL])
    return complete(cast, received(cast), steps=1)


def test_a_listed_pause_stops_the_clock_and_says_why(cast: Cast, dossier: Dossier) -> None:
    pause = pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    assert (pause.began_at, pause.began_by, pause.cause) == (TUESDAY, cast.son, COUNCIL["name_vi"])
    assert dossier.status == "processing"
    assert dossier.next_alarm_at is None
    assert story(dossier)[-1] == "dossier.paused"


def test_a_pause_the_procedure_does_not_list_is_refused(cast: Cast, dossier: Dossier) -> None:
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="leader_on_leave")
    assert said.value.refused.code == "pause_not_listed"
    assert not Pause.objects.exists()


def test_before_receipt_there_is_no_clock_to_stop(cast: Cast) -> None:
    publish(pauses=[COUNCIL])
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    assert said.value.refused.code == "not_running"


def test_a_stopped_clock_cannot_be_stopped_again(cast: Cast, dossier: Dossier) -> None:
    pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    assert said.value.refused.code == "not_running"


def test_a_handled_dossier_has_no_clock_to_stop(cast: Cast) -> None:
    publish(pauses=[COUNCIL])
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    assert said.value.refused.code == "after_finish"


def test_a_withdrawn_dossier_has_no_clock_to_stop(cast: Cast, dossier: Dossier) -> None:
    withdraw_dossier(dossier=dossier, by=cast.lan, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=dossier, by=cast.son, at=TUESDAY, cause="council")
    assert said.value.refused.code == "closed"


def test_two_officers_pause_at_once_and_the_second_is_told_who_was_first(
    cast: Cast, dossier: Dossier
) -> None:
    first, second = again(dossier), again(dossier)
    pause_dossier(dossier=first, by=cast.son, at=TUESDAY, cause="council")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        pause_dossier(dossier=second, by=cast.thu, at=TUESDAY, cause="council", version=second.version - 1)
    assert said.value.refused.params["who"] == "Phan Ngọc Sơn"
    assert Pause.objects.count() == 1
