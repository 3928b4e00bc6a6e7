"""Throwing a draft away."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Draft
from motcua.records.files.models import StoredFile
from motcua.services.drafts.discard_draft import discard_draft
from motcua.services.drafts.file_draft import file_draft
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast
from tests.services.drafts.drafting import ready


def test_a_discarded_draft_leaves_nothing_behind(cast: Cast) -> None:
    discard_draft(draft=ready(cast), by=cast.lan, at=MONDAY)
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_filed_draft_cannot_be_thrown_away(cast: Cast) -> None:
    draft = ready(cast)
    file_draft(draft=draft, by=cast.lan, at=MONDAY)
    with pytest.raises(NotDone):
        discard_draft(draft=draft, by=cast.lan, at=MONDAY)
    assert Draft.objects.filter(pk=draft.pk).exists()
