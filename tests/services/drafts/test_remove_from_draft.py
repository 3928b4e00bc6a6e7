"""Taking a paper out again."""

from __future__ import annotations

from motcua.records.files.models import Document, StoredFile
from motcua.services.drafts.remove_from_draft import remove_from_draft
from tests.cast import MONDAY, Cast
from tests.services.drafts.drafting import ready


def test_a_removed_paper_is_gone_with_its_file_and_a_second_press_is_no_error(cast: Cast) -> None:
    draft = ready(cast)
    paper = Document.objects.get(draft=draft)
    assert remove_from_draft(draft=draft, documents=[paper.pk], by=cast.lan, at=MONDAY) == 1
    assert not StoredFile.objects.filter(pk=paper.file_id).exists()
    assert remove_from_draft(draft=draft, documents=[paper.pk], by=cast.lan, at=MONDAY) == 0


def test_another_drafts_paper_stays(cast: Cast) -> None:
    mine, theirs = ready(cast), ready(cast, by="binh")
    paper = Document.objects.get(draft=theirs)
    assert remove_from_draft(draft=mine, documents=[paper.pk], by=cast.lan, at=MONDAY) == 0
    assert Document.objects.filter(pk=paper.pk).exists()
