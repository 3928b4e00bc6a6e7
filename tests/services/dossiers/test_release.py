"""services/dossiers/release: the result is handed over, once."""

from __future__ import annotations

import pytest

from motcua.records.tasks.models import Task
from motcua.services.dossiers.release import release_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast, stored_file
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    finished,
    nothing_changes,
    received,
    sent_count,
    story,
)


@pytest.mark.parametrize("way", ["counter", "post"])
def test_a_finished_dossier_is_handed_over(cast: Cast, way: str) -> None:
    dossier = release_dossier(dossier=finished(cast), by=cast.dung, at=TUESDAY, way=way)
    assert (dossier.status, dossier.released_at) == ("released", TUESDAY)
    assert dossier.tasks.get(step="release").outcome == way
    assert not dossier.tasks.filter(status=Task.OPEN).exists()
    assert story(dossier)[-1] == "dossier.released"


def test_the_national_portal_hears_of_it(cast: Cast) -> None:
    dossier = finished(cast)
    before = sent_count(dossier)
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter")
    assert sent_count(dossier) == before + 1


def test_online_the_result_file_goes_with_it(cast: Cast) -> None:
    result = [("Giấy xác nhận.pdf", stored_file("result"))]
    dossier = release_dossier(dossier=finished(cast), by=cast.dung, at=TUESDAY, way="online", results=result)
    assert dossier.documents.get(is_result=True).name == "Giấy xác nhận.pdf"


def test_online_without_a_file_there_is_nothing_to_download(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="online")
    assert said.value.fields["result"].code == "no_result_file"


def test_a_refusal_is_handed_over_like_a_result(cast: Cast) -> None:
    dossier = finished(cast, thu="refuse")
    assert release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="online").status == "released"
    assert dossier.outcome == "refused"


def test_a_way_nobody_knows_is_refused(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="pigeon")
    assert said.value.refused.code == "unknown_way"


def test_before_there_is_a_result_there_is_nothing_to_hand_over(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=NINE, way="counter")
    assert said.value.refused.code == "no_result"


def test_who_hands_over_second_is_told_who_was_first_and_when(cast: Cast) -> None:
    dossier = finished(cast)
    first, second = again(dossier), again(dossier)
    release_dossier(dossier=first, by=cast.dung, at=TUESDAY, way="counter")
    for late in (second, again(dossier)):
        with nothing_changes(dossier), pytest.raises(NotDone) as said:
            release_dossier(dossier=late, by=cast.hoa, at=TUESDAY, way="post")
        assert said.value.refused.params == {
            "who": "Trần Văn Dũng",
            "when": "09:00 15/09/2020",
            "at": "2020-09-15T09:00:00+07:00",
        }


def test_a_stale_version_is_refused(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", version=3)
    assert said.value.refused.code == "changed_meanwhile"
