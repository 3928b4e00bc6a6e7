"""Papers of a draft: kept where they belong, refused with a word on what to mend."""

from __future__ import annotations

import pytest

from motcua.records.files.models import Document
from motcua.services.drafts.attach_to_draft import attach_to_draft
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import MONDAY, Cast
from tests.services.drafts.drafting import PNG, begun


def test_several_files_are_kept_for_one_requirement(cast: Cast) -> None:
    draft = begun(cast)
    key = frozen_procedure(draft.procedure_version_id).requirements[0].key
    for name in ("trang 1.png", "trang 2.png"):
        attach_to_draft(draft=draft, requirement=key, content=PNG, name=name, by=cast.lan, at=MONDAY)
    assert [one.name for one in Document.objects.filter(draft=draft, requirement=key)] == [
        "trang 1.png",
        "trang 2.png",
    ]


def test_a_file_that_cannot_be_taken_is_refused_at_its_box_and_not_kept(cast: Cast) -> None:
    draft = begun(cast)
    key = frozen_procedure(draft.procedure_version_id).requirements[0].key
    with pytest.raises(NotDone) as no:
        attach_to_draft(
            draft=draft, requirement=key, content=b"khong phai", name="a.pdf", by=cast.lan, at=MONDAY
        )
    assert set(no.value.fields) == {f"documents.{key}"}
    assert not Document.objects.filter(draft=draft).exists()


def test_a_paper_nobody_asked_for_is_refused(cast: Cast) -> None:
    with pytest.raises(NotDone) as no:
        attach_to_draft(
            draft=begun(cast), requirement="gold", content=PNG, name="a.png", by=cast.lan, at=MONDAY
        )
    assert no.value.refused.code == "unknown_requirement"
