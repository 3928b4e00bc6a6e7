"""jobs/bench/receipts: receipts are measured beside typst alone, on receipts nobody has printed."""

from __future__ import annotations

import pytest

from motcua.jobs.bench import receipts
from motcua.kit.errors import Unusable
from motcua.records.papers.models import Paper
from tests.cast import Cast
from tests.services.dossiers.steps import received


def test_the_receipts_are_really_printed_and_the_raw_limit_is_of_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "RECEIPTS", 2)
    for _number in range(4):
        received(cast)
    figure = receipts.receipts_figure()
    assert figure.value > 0
    assert figure.ratio
    assert Paper.objects.filter(form="01", file_id__isnull=False).count() == 2


def test_too_few_receipts_are_said_to_be_too_few(cast: Cast) -> None:
    received(cast)
    with pytest.raises(Unusable, match="fill a new folder"):
        receipts.receipts_figure()
