"""Puts issued forms into one PDF, in the order given, to be printed together."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pikepdf

from motcua.records.papers.models import Paper
from motcua.services.files.read_file import read_whole_file
from motcua.services.papers.render_paper import render_paper


def bind_papers(*, papers: Sequence[Paper], at: datetime) -> bytes:
    """The bound PDF; a form nobody has printed yet is rendered and stored first.

    Whether the asker may see them is the caller's business. Raises ValueError where there is nothing to bind.
    """
    if not papers:
        raise ValueError("nothing to bind")
    with pikepdf.new() as bound:
        for paper in papers:
            content = read_whole_file(file=render_paper(paper=paper, at=at))
            with pikepdf.open(io.BytesIO(content)) as one:
                bound.pages.extend(one.pages)
        whole = io.BytesIO()
        bound.save(whole)
    return whole.getvalue()
