"""services/dossiers/return_originals: originals go back once, each, to whoever may take them."""

from __future__ import annotations

import pytest

from motcua.records.releases.models import Return
from motcua.services.dossiers.facts.collecting import open_hand_over
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.return_originals import return_originals
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.handing_over import KEPT, PROXY, SELF, owed, ready, with_originals
from tests.services.dossiers.steps import TUESDAY, again, nothing_changes, received, story


def test_what_was_kept_goes_back_later_to_a_proxy(cast: Cast) -> None:
    dossier = ready(cast)
    kept = {**SELF, "returned": [], "kept_reason": KEPT}
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter", collected=kept)
    told = {"collector": "proxy", "shown": "identity", "delegation": PROXY, "returned": owed()[:1]}
    row = return_originals(dossier=again(dossier), by=cast.hoa, at=TUESDAY, collected=told)
    assert (row.returned, open_hand_over(row).delegation) == ({owed()[0]: 2}, PROXY)
    assert PROXY["name"].encode() not in bytes(row.sealed)
    assert story(dossier)[-1] == "dossier.originals_returned"
    assert again(dossier).status == "released"


def test_originals_go_back_before_the_result_and_are_not_listed_with_it_again(cast: Cast) -> None:
    dossier = ready(cast)
    return_originals(dossier=dossier, by=cast.dung, at=TUESDAY, collected={**SELF, "returned": owed()[:1]})
    release_dossier(dossier=again(dossier), by=cast.dung, at=TUESDAY, way="counter", collected=SELF)
    assert set(again(dossier).release.returned) == set(owed()[1:])


def test_nothing_goes_back_twice(cast: Cast) -> None:
    dossier = with_originals(cast)
    return_originals(dossier=dossier, by=cast.dung, at=TUESDAY, collected=SELF)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        return_originals(dossier=again(dossier), by=cast.dung, at=TUESDAY, collected=SELF)
    assert said.value.refused.code == "no_originals"
    assert Return.objects.count() == 1


def test_who_takes_a_dossier_back_gets_the_originals_too(cast: Cast) -> None:
    dossier = with_originals(cast)
    withdraw_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, reason="Người nộp đổi ý.")
    item = {"post_item": "eb 123456789 vn"}
    row = return_originals(dossier=again(dossier), by=cast.dung, at=TUESDAY, way="post", collected=item)
    assert open_hand_over(row).post_item == "EB123456789VN"


@pytest.mark.parametrize(
    ("way", "told", "wrong"),
    [
        ("counter", {}, {"collector", "shown"}),
        ("counter", {**SELF, "collector": "proxy"}, {f"delegation.{one}" for one in PROXY}),
        ("counter", {**SELF, "returned": []}, {"returned"}),
        ("counter", {**SELF, "returned": ["passport"]}, {"returned"}),
        ("post", SELF, {"post_item"}),
        ("pigeon", SELF, set()),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes_back(
    cast: Cast, way: str, told: dict[str, object], wrong: set[str]
) -> None:
    dossier = with_originals(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        return_originals(dossier=dossier, by=cast.dung, at=TUESDAY, way=way, collected=told)
    assert said.value.fields.keys() == wrong
    assert not Return.objects.exists()


def test_where_no_original_was_taken_in_none_goes_back(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        return_originals(dossier=dossier, by=cast.dung, at=TUESDAY, collected=SELF)
    assert said.value.refused.code == "no_originals"


def test_an_old_page_gives_nothing_back(cast: Cast) -> None:
    dossier = with_originals(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        return_originals(dossier=dossier, by=cast.dung, at=TUESDAY, collected=SELF, version=1)
    assert said.value.refused.code == "changed_meanwhile"
