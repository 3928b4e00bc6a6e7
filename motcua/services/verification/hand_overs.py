"""Results and originals went to whom the journal says, and no original went back that was not taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag

from motcua.records.releases.models import HandedOver
from motcua.services.dossiers.facts.collecting import hand_over_digest, originals_of
from motcua.services.dossiers.facts.content import open_content
from motcua.services.verification.findings import Findings
from motcua.services.verification.whole_dossier import WholeDossier

NAME = "hand-overs"
_SAID_BY = ("release", "return")  # the keys under which the journal keeps a hand-over's digest
_SHUT = (InvalidTag, LookupError, ValueError, TypeError)


def check_hand_overs(findings: Findings, whole: WholeDossier) -> None:
    said = Counter(row.data[key] for row in whole.entries for key in _SAID_BY if key in row.data)
    told = Counter(row.data["notice"] for row in whole.entries if "notice" in row.data)
    if not (said or told or whole.hand_overs or whole.notices):
        return
    check = findings.check(NAME)
    check.saw(len(whole.hand_overs) + len(whole.notices))
    if told != Counter(whole.notices):
        check.problem(f"{whole.name}: its applicant was not told of the result as its journal says")
    written = Counter(_digest(row) for row in whole.hand_overs)
    for _ in range((written - said).total()):
        check.problem(f"{whole.name}: a hand-over is not the one that its journal recorded")
    for _ in range((said - written).total()):
        check.problem(f"{whole.name}: a hand-over that its journal recorded is gone")
    for key in _too_many(whole):
        check.problem(f"{whole.name}: not just the originals of {key} that were taken in went back")


def _digest(row: HandedOver) -> str:
    try:
        return hand_over_digest(row)
    except _SHUT:
        return ""


def _too_many(whole: WholeDossier) -> Iterator[str]:
    """Requirements of which not exactly the originals taken in went back, once."""
    try:
        taken = originals_of(open_content(whole.dossier))
    except _SHUT:
        return  # found by the check of the sealed contents
    back = Counter[str]()
    for row in whole.hand_overs:
        back.update(row.returned)
    yield from (key for key, count in back.items() if taken.get(key) != count)
