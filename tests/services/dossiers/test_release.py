"""services/dossiers/release: the result is handed over, once."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.releases.models import Release
from motcua.records.tasks.models import Task
from motcua.services.dossiers.facts.collecting import Sealed, hand_over_digest, open_hand_over
from motcua.services.dossiers.facts.version import stream_of
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.take_in import Handover
from motcua.services.errors import NotDone
from tests.cast import Cast, stored_file
from tests.services.dossiers.handing_over import KEPT, PROXY, SELF, owed, ready, with_originals
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    finished,
    nothing_changes,
    publish,
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


def test_who_collected_showing_what_and_the_originals_are_written_down(cast: Cast) -> None:
    dossier = ready(cast)
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=SELF)
    row = again(dossier).release
    assert (row.collector, row.shown, row.by, row.at) == ("self", "receipt", cast.dung, TUESDAY)
    assert row.returned == dict.fromkeys(owed(), 2)
    assert last_entry(dossier).data["release"] == hand_over_digest(row)


def test_a_proxy_takes_it_with_the_authorisation_and_what_stays_has_a_reason(cast: Cast) -> None:
    dossier = ready(cast)
    told = {
        "collector": "proxy",
        "shown": "receipt",
        "delegation": PROXY,
        "returned": [],
        "kept_reason": KEPT,
    }
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=told)
    row = again(dossier).release
    assert (row.returned, row.kept) == ({}, dict.fromkeys(owed(), 2))
    assert open_hand_over(row) == Sealed(PROXY, "", KEPT)
    assert PROXY["name"].encode() not in bytes(row.sealed)


def test_by_post_the_items_number_is_kept(cast: Cast) -> None:
    told = {"post_item": "eb123456789vn"}
    dossier = release_dossier(dossier=ready(cast), by=cast.dung, at=TUESDAY, way="post", collected=told)
    assert open_hand_over(again(dossier).release).post_item == "EB123456789VN"


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_handed_over(cast: Cast) -> None:
    dossier = ready(cast)
    told = {"collector": "proxy", "returned": []}
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=told)
    assert said.value.fields.keys() == {"shown", "kept_reason", *(f"delegation.{one}" for one in PROXY)}
    assert not Release.objects.exists()


def test_online_nobody_collects(cast: Cast) -> None:
    result = [("Giấy xác nhận.pdf", stored_file("result"))]
    release_dossier(
        dossier=ready(cast), by=cast.dung, at=TUESDAY, way="online", results=result, collected=SELF
    )
    assert not Release.objects.exists()


def test_a_result_given_at_once_goes_to_who_stands_there_with_every_original(cast: Cast) -> None:
    publish("1.001193", is_immediate=True)
    dossier = with_originals(cast, how=Handover(is_by_proxy=True, delegation=PROXY))
    row = again(dossier).release
    assert (row.collector, row.shown, row.returned) == ("proxy", "present", dict.fromkeys(owed(), 2))
    assert open_hand_over(row).delegation == PROXY


def test_only_there_nothing_has_to_be_shown(cast: Cast) -> None:
    dossier, told = ready(cast), {**SELF, "shown": "present"}
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=told)
    assert said.value.refused.code == "nothing_shown"


def last_entry(dossier: Dossier) -> Entry:
    return Entry.objects.filter(stream=stream_of(dossier)).order_by("number").last()
