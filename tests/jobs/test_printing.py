"""jobs/printing: every issued form becomes a PDF; one that cannot be made holds up no other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from motcua.jobs.printing import print_due_papers
from motcua.records.files.models import StoredFile
from motcua.records.papers.models import Paper
from motcua.services.files.read_file import read_whole_file
from tests.cast import Cast
from tests.services.dossiers.steps import NINE, received

pytestmark = pytest.mark.django_db


def test_a_receipt_is_printed_once(house: Path, cast: Cast) -> None:
    received(cast)
    assert print_due_papers(at=NINE) == 1
    assert print_due_papers(at=NINE) == 0
    paper = Paper.objects.get()
    assert read_whole_file(file=StoredFile.objects.get(pk=paper.file_id)).startswith(b"%PDF")


def test_a_form_that_cannot_be_made_rests_and_the_others_are_printed(house: Path, cast: Cast) -> None:
    broken = Paper.objects.get(dossier=received(cast))
    Paper.objects.filter(pk=broken.pk).update(sealed=b"\x00\x01 nothing that opens")
    received(cast, by="binh")
    assert print_due_papers(at=NINE) == 1
    broken.refresh_from_db()
    assert broken.file_id is None
    assert broken.next_alarm_at == NINE + timedelta(minutes=10)
