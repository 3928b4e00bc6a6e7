"""rules/repeats: one more filing for the same thing is asked about, and never forbidden."""

from __future__ import annotations

from datetime import date

from motcua.rules.repeats import RunningDossier, check_repeat

OLD = RunningDossier("A-1", date(2020, 9, 1), "UBND xã Phong Thủy")
NEW = RunningDossier("A-2", date(2020, 9, 7), "UBND xã Võ Ninh")


def test_nothing_running_asks_nothing() -> None:
    assert check_repeat([], is_confirmed=False) is None


def test_the_latest_running_one_is_named_with_its_day_and_place() -> None:
    refused = check_repeat([OLD, NEW], is_confirmed=False)
    assert refused is not None
    assert refused.code == "repeat"
    assert refused.params == {"ref": "A-2", "on": "07/09/2020", "agency": "UBND xã Võ Ninh"}


def test_who_has_confirmed_goes_on() -> None:
    assert check_repeat([OLD], is_confirmed=True) is None
