"""services/absences/end_absence: at once, and only once."""

from __future__ import annotations

import pytest

from motcua.services.absences.end_absence import end_absence
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.absences.covering import away
from tests.services.dossiers.steps import TUESDAY


def test_who_is_back_early_may_be_away_again(cast: Cast) -> None:
    end_absence(absence=away(cast), by=cast.son, at=TUESDAY)
    assert away(cast).ended_at is None


def test_it_ends_once(cast: Cast) -> None:
    made = away(cast)
    end_absence(absence=made, by=cast.son, at=TUESDAY)
    with pytest.raises(NotDone) as said:
        end_absence(absence=made, by=cast.thu, at=TUESDAY)
    assert said.value.refused.code == "already_done"
