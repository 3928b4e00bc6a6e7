"""What the system put on a slip is what its dossier and steps say: whose it is, where it counts, index 2.

A finding names the slip and never its dossier: whoever reads it must not be able to join the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from motcua.records.surveys.models import Slip, SlipPart
from motcua.records.tasks.models import Task
from motcua.rules.scoring_tally import PARTS_INDEX
from motcua.services.surveys.slip_facts import Parts, lead_part, other_parts, parts_by_agency, slip_facts
from motcua.services.verification.findings import Findings

NAME = "slips"
_CHUNK = 500


def check_slips(findings: Findings) -> None:
    check = findings.check(NAME)
    for slip, parts, kept in _slips_with_parts():
        check.saw()
        for problem in _differences(slip, parts, kept):
            check.problem(f"slip {slip.pk}: {problem}")


def _differences(slip: Slip, parts: Parts, kept: dict[int, int]) -> Iterator[str]:
    dossier = slip.ticket.dossier
    for column, value in slip_facts(dossier, at=slip.answered_at).items():
        if getattr(slip, column) != value:
            yield f"{column} is {getattr(slip, column)}, its dossier gives {value}"
    own = lead_part(dossier, parts).get(PARTS_INDEX)
    if slip.answers.get(PARTS_INDEX) != own:
        yield f"index 2 is {slip.answers.get(PARTS_INDEX)}, the lead agency's steps give {own}"
    others = {part.agency_id: part.points for part in other_parts(slip, dossier, parts)}
    if kept != others:
        yield f"the other agencies' points are {kept}, its steps give {others}"


def _slips_with_parts() -> Iterator[tuple[Slip, Parts, dict[int, int]]]:
    slips = Slip.objects.select_related("ticket__dossier").order_by("pk")
    chunk: list[Slip] = []
    for slip in slips.iterator(chunk_size=_CHUNK):
        chunk.append(slip)
        if len(chunk) == _CHUNK:
            yield from _with_parts(chunk)
            chunk = []
    yield from _with_parts(chunk)


def _with_parts(slips: Sequence[Slip]) -> Iterator[tuple[Slip, Parts, dict[int, int]]]:
    steps: dict[int, list[tuple[int, str]]] = defaultdict(list)
    done = Task.objects.filter(dossier__in=[slip.ticket.dossier_id for slip in slips], status=Task.DONE)
    for dossier, agency, timeliness in done.values_list("dossier_id", "agency_id", "timeliness"):
        steps[dossier].append((agency, timeliness))
    kept: dict[int, dict[int, int]] = defaultdict(dict)
    for part in SlipPart.objects.filter(slip__in=slips):
        kept[part.slip_id][part.agency_id] = part.points
    for slip in slips:
        yield slip, parts_by_agency(steps[slip.ticket.dossier_id]), kept[slip.pk]
