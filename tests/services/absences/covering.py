"""Sơn, specialist at Phong Thủy, is away from Tuesday to Thursday; Thu, the leader, stands in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motcua.records.absences.models import Absence
from motcua.services.absences.record_absence import record_absence
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY


def away(cast: Cast, **how: Any) -> Absence:
    said: dict[str, Any] = {
        "absent": cast.son,
        "substitute": cast.thu,
        "from_on": TUESDAY.date(),
        "until_on": TUESDAY.date() + timedelta(days=2),
        **how,
    }
    return record_absence(agency=cast.agency["phong_thuy"], by=cast.thu, at=TUESDAY, **said)
