"""jobs/bench/batches: what is measured has really been done."""

from __future__ import annotations

import pytest

from motcua.jobs.bench.batches import batch_figures
from motcua.kit.errors import Unusable
from motcua.records.agencies.models import Assignment
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from tests.cast import Cast


def test_the_filings_are_received_and_their_first_step_is_done(cast: Cast) -> None:
    figures = batch_figures(3)
    assert [one.name for one in figures] == [
        "batch: 3 received, codes and receipts",
        "batch: 3 steps completed",
    ]
    assert {one.status for one in Dossier.objects.all()} == {"processing"}
    assert Task.objects.filter(status=Task.DONE).exclude(step=Task.INTAKE).count() == 3


def test_a_folder_without_its_officers_is_said_to_be_none(cast: Cast) -> None:
    Assignment.objects.filter(role="desk_officer").delete()
    with pytest.raises(Unusable, match="no desk officer"):
        batch_figures(1)
