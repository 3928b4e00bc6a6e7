"""`motcua clock-forward`: only in the demo, only forward."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.jobs.commands import clock_forward
from motcua.kit.errors import Unusable
from motcua.kit.instants import local
from motcua.services.clock import business_now, set_business_clock
from tests.cast import MONDAY


@pytest.fixture
def demo(house: Path, settings: Settings) -> None:
    settings.MOTCUA_DEMO = True
    set_business_clock(MONDAY)


def _forward(by: str) -> int:
    return clock_forward.run(argparse.Namespace(by=by, json=True))


@pytest.mark.parametrize(
    ("by", "minutes"), [("2d", 2880), ("3h", 180), ("45m", 45), ("2020-09-20T08:00", 6 * 1440 + 60)]
)
def test_the_clock_goes_forward_and_runs_on(
    demo: None, capsys: pytest.CaptureFixture[str], by: str, minutes: int
) -> None:
    assert _forward(by) == 0
    assert abs(business_now() - MONDAY - timedelta(minutes=minutes)) < timedelta(seconds=30)
    assert json.loads(capsys.readouterr().out)["was"] == "2020-09-14T07:00"


@pytest.mark.parametrize("by", ["-2d", "0d", "2 weeks", "2020-09-13T08:00", "2020-13-01T00:00", ""])
def test_backwards_and_nonsense_are_refused(demo: None, by: str) -> None:
    with pytest.raises(Unusable):
        _forward(by)
    assert local(business_now()).date() == MONDAY.date()


def test_outside_the_demo_the_clock_does_not_move(house: Path, settings: Settings) -> None:
    settings.MOTCUA_DEMO = False
    with pytest.raises(Unusable, match="only in the demo"):
        _forward("2d")
