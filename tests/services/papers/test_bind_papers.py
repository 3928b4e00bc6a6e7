"""services/papers/bind_papers: all forms in one document, in the order given."""

from __future__ import annotations

import io

import pikepdf
import pytest

from motcua.services.papers.bind_papers import bind_papers
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY, received


def test_each_form_is_there_and_is_stored_on_the_way(cast: Cast) -> None:
    papers = [received(cast).papers.get(form="01") for _ in range(2)]
    with pikepdf.open(io.BytesIO(bind_papers(papers=papers, at=TUESDAY))) as pdf:
        assert len(pdf.pages) == 2
    for paper in papers:
        paper.refresh_from_db()
        assert paper.file_id is not None


def test_nothing_to_bind_is_a_mistake(cast: Cast) -> None:
    with pytest.raises(ValueError, match="nothing to bind"):
        bind_papers(papers=[], at=TUESDAY)
