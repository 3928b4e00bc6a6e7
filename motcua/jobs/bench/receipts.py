"""A hundred receipts as stored PDFs, beside typst setting a hundred others and nothing else."""

from __future__ import annotations

import time

from motcua.jobs.bench.figures import Figure
from motcua.kit.errors import Unusable
from motcua.records.papers.models import Paper
from motcua.services.clock import business_now
from motcua.services.papers.render_paper import prepared, render_paper

RECEIPTS = 100


def receipts_figure() -> Figure:
    """Seconds for 100 receipts nobody has opened: read, set, encrypted, stored. Others for the raw limit."""
    # Two hundred different ones: what typst has set once it would give again from memory.
    papers = list(Paper.objects.filter(form="01", file_id=None).order_by("pk")[: 2 * RECEIPTS])
    if len(papers) < 2 * RECEIPTS:
        raise Unusable(f"the bench needs {2 * RECEIPTS} receipts not printed yet: fill a new folder first")
    setting = [prepared(paper) for paper in papers[:RECEIPTS]]
    setting[0]()  # fonts are read once, by whichever comes first
    began = time.perf_counter()
    for each in setting[1:]:
        each()
    raw = (time.perf_counter() - began) * RECEIPTS / (RECEIPTS - 1)
    at = business_now()
    began = time.perf_counter()
    for paper in papers[RECEIPTS:]:
        render_paper(paper=paper, at=at)
    taken = time.perf_counter() - began
    return Figure("100 receipts as PDF", taken, "s", raw=raw, note="at most 3 s wanted; raw: typst alone")
