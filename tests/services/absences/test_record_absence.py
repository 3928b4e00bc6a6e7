"""services/absences/record_absence: kept and journalled, or refused with the box that is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.records.absences.models import Absence
from motcua.records.journal.models import Entry
from motcua.services.absences.record_absence import record_absence
from motcua.services.errors import NotDone
from tests.cast import Cast, hold, new_officer
from tests.services.absences.covering import away
from tests.services.dossiers.steps import TUESDAY


def test_the_absence_is_journalled_in_the_absent_officers_stream(cast: Cast) -> None:
    made = away(cast)
    entry = Entry.objects.filter(stream=f"account:{cast.son.pk}").order_by("number").last()
    assert entry is not None
    assert (entry.kind, entry.actor) == ("account.absence_recorded", cast.thu.pk)
    assert entry.data["substitute"] == made.substitute_id


@pytest.mark.parametrize(
    ("how", "box"),
    [
        ({"substitute": None}, "substitute"),
        ({"substitute": "son"}, "substitute"),
        ({"substitute": "mai"}, "substitute"),  # a clerk
        ({"substitute": "hang"}, "substitute"),  # of another agency
        ({"from_on": date(2020, 9, 1)}, "from_on"),
        ({"until_on": date(2020, 9, 14)}, "until_on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_box(cast: Cast, how: dict[str, Any], box: str) -> None:
    named = {key: cast.accounts[one] if isinstance(one, str) else one for key, one in how.items()}
    with pytest.raises(NotDone) as said:
        away(cast, **named)
    assert box in said.value.fields
    assert not Absence.objects.exists()


def test_one_absence_at_a_time(cast: Cast) -> None:
    away(cast)
    with pytest.raises(NotDone) as said:
        away(cast)
    assert said.value.refused.code == "overlaps"


def test_who_stands_in_is_not_away_themselves(cast: Cast) -> None:
    second = new_officer("long", "Hồ Văn Long")
    hold(second, "leader", cast.agency["phong_thuy"])
    away(cast)
    with pytest.raises(NotDone) as said:
        record_absence(
            absent=cast.thu,
            substitute=second,
            agency=cast.agency["phong_thuy"],
            from_on=TUESDAY.date(),
            until_on=TUESDAY.date(),
            by=cast.thu,
            at=TUESDAY,
        )
    assert said.value.refused.code == "chain"
