"""What must hold of one dossier, looked at together with everything that is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag

from motcua.kit.instants import instant, local_date
from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier
from motcua.records.dossiers.state import dossier_digest
from motcua.records.outbox.models import Message
from motcua.records.sealing import open_bytes
from motcua.records.tasks.models import Task
from motcua.rules.dossier_codes import parse_dossier_code
from motcua.rules.lifecycle import FINAL, HANDLED, Status
from motcua.services.dossiers.facts.clock import reckoned
from motcua.services.dossiers.facts.content import open_content, sealed_columns
from motcua.services.verification.findings import Findings
from motcua.services.verification.hand_overs import check_hand_overs
from motcua.services.verification.streams import NAME as ENTRIES
from motcua.services.verification.streams import check_stream
from motcua.services.verification.whole_dossier import WholeDossier

ROWS, PAYLOADS, CLOCKS = "dossier rows", "sealed contents", "due instants"
CODES, TASKS, MESSAGES, PAPERS = "dossier codes", "open tasks", "outbox messages", "documents given"
_SEALED = frozenset({"sealed"})  # sealed anew each time, under another nonce


def check_dossier(findings: Findings, whole: WholeDossier) -> None:
    dossier = whole.dossier
    check_stream(
        findings.check(ENTRIES),
        whole.entries,
        owner=whole.name,
        version=dossier.version,
        head=dossier.journal_head,
    )
    for check in (_check_row, _check_sealed, _check_clock, _check_code, _check_tasks, _check_messages):
        check(findings, whole)
    _check_documents(findings, whole)
    check_hand_overs(findings, whole)


def _check_row(findings: Findings, whole: WholeDossier) -> None:
    """The row says what the journal's last entry recorded of it."""
    check = findings.check(ROWS)
    check.saw()
    if not whole.entries:
        return check.problem(f"{whole.name}: it has no journal")
    last = whole.entries[-1]
    if last.data.get("state") != dossier_digest(whole.dossier):
        which = ", ".join(_suspects(whole)) or "which column, the digest does not tell"
        check.problem(f"{whole.name}: its row was changed since entry {last.number} ({last.kind}); {which}")
    return None


def _suspects(whole: WholeDossier) -> Iterator[str]:
    dossier, last = whole.dossier, whole.entries[-1]
    if last.data.get("status") != dossier.status:
        yield f"status is {dossier.status}, was {last.data.get('status')}"
    codes = [row.data["code"] for row in whole.entries if "code" in row.data]
    if codes and codes[-1] != dossier.code:
        yield f"code is {dossier.code}, was {codes[-1]}"
    yield from _wrong_columns(dossier)
    if dossier.received_at and _reckoned_due(whole) != dossier.due_at:
        yield "due_at"


def _check_sealed(findings: Findings, whole: WholeDossier) -> None:
    """What is sealed opens, is what was sealed, and the columns for search were drawn from it."""
    check = findings.check(PAYLOADS)
    check.saw()
    wrong = list(_wrong_columns(whole.dossier))
    if wrong:
        check.problem(f"{whole.name}: {', '.join(wrong)}")


def _wrong_columns(dossier: Dossier) -> Iterator[str]:
    try:
        expected = sealed_columns(open_content(dossier))
    except (InvalidTag, LookupError, ValueError, TypeError) as problem:
        yield f"its sealed content does not open ({type(problem).__name__})"
        return
    for column, value in expected.items():
        if column not in _SEALED and getattr(dossier, column) != value:
            yield f"{column} is not that of its sealed content"


def _check_clock(findings: Findings, whole: WholeDossier) -> None:
    """Reckoned anew from start, limit, calendar version, requests and pauses."""
    dossier = whole.dossier
    if dossier.received_at is None:
        return
    check = findings.check(CLOCKS)
    check.saw()
    state = reckoned(dossier, whole.facts)
    for at, refused in state.refused:
        check.problem(f"{whole.name}: what its facts say happened at {at} could not ({refused.code})")
    if dossier.due_at != instant(state.due_at):
        check.problem(f"{whole.name}: due_at is {dossier.due_at}, its facts give {instant(state.due_at)}")
    if dossier.clock_started_at is None or local_date(dossier.clock_started_at) != state.started_at.date():
        check.problem(f"{whole.name}: clock_started_at is not when its facts start it")
    if dossier.finished_at and dossier.timeliness != (state.timeliness or ""):
        check.problem(
            f"{whole.name}: timeliness is {dossier.timeliness or '-'}, its facts give {state.timeliness}"
        )


def _reckoned_due(whole: WholeDossier) -> object:
    return instant(reckoned(whole.dossier, whole.facts).due_at)


def _check_code(findings: Findings, whole: WholeDossier) -> None:
    """Receipt gives a code: the receiving agency's, of that day."""
    dossier = whole.dossier
    check = findings.check(CODES)
    check.saw()
    if (dossier.code is None) != (dossier.received_at is None):
        return check.problem(f"{whole.name}: a dossier has a code from its receipt on, and only then")
    if dossier.code is None or dossier.received_at is None:
        return None
    code = parse_dossier_code(dossier.code)
    if isinstance(code, Refused):
        return check.problem(f"{whole.name}: its code cannot be read")
    if code.agency_code != dossier.receiving_agency.code or code.on != local_date(dossier.received_at):
        check.problem(f"{whole.name}: its code is not one of its receiving agency on the day of its receipt")
    return None


def _check_tasks(findings: Findings, whole: WholeDossier) -> None:
    """Exactly the steps that its status and its process's marking ask for are open."""
    check = findings.check(TASKS)
    open_steps = sorted(task.step for task in whole.tasks if task.status == Task.OPEN)
    check.saw(len(open_steps))
    wanted = _wanted_steps(whole.dossier)
    if open_steps != wanted:
        check.problem(f"{whole.name}: open are {open_steps or 'none'}, should be {wanted or 'none'}")


def _wanted_steps(dossier: Dossier) -> list[str]:
    status = Status(dossier.status)
    if status == Status.SUBMITTED:
        return [Task.INTAKE]
    if status in FINAL or dossier.received_at is None:
        return []
    if status in HANDLED:
        return [Task.RELEASE]
    return sorted(dossier.marking.get("open", ()))


def _check_messages(findings: Findings, whole: WholeDossier) -> None:
    """Each payload is the one posted; none was acknowledged before an earlier one to the same destination."""
    check = findings.check(MESSAGES)
    check.saw(len(whole.messages))
    waiting: dict[str, int] = {}
    for message in whole.messages:
        what = f"{whole.name}: message {message.kind} of version {message.version} to {message.destination}"
        if not _is_as_posted(message):
            check.problem(f"{what} is not the one that was posted")
        if not 1 <= message.version <= whole.dossier.version:
            check.problem(f"{what} is of no version the dossier has had")
        if message.acknowledged_at is None:
            waiting.setdefault(message.destination, message.version)
        elif message.destination in waiting:
            check.problem(f"{what} was acknowledged before version {waiting[message.destination]}")


def _is_as_posted(message: Message) -> bool:
    try:
        plain = open_bytes(message.sealed, "message.sealed")
    except (InvalidTag, LookupError, ValueError):
        return False
    return hashlib.sha256(plain).hexdigest() == message.payload_hash


def _check_documents(findings: Findings, whole: WholeDossier) -> None:
    """Every file the journal saw given is still one of the dossier's."""
    check = findings.check(PAPERS)
    for row in whole.entries:
        given = [*row.data.get("documents", ()), *row.data.get("results", ())]
        check.saw(len(given))
        for digest in given:
            if digest not in whole.digests:
                check.problem(f"{whole.name}: a file given in entry {row.number} is no longer there")
