"""Issues Mẫu 05, the control slip, as the hand-overs stand now (NĐ 61/2018 Art. 18–20; TT 01/2018 Art. 9)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.sealing import open_sealed
from motcua.records.tasks.models import Task
from motcua.services.dossiers.facts.hand_overs import control_slip_facts
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.papers.issue import PURPOSE, make_paper

FORM = "05"


def issue_control_slip(*, dossier: Dossier, by: Account, at: datetime) -> Paper:
    """The slip of this instant; where nothing was handed over since the last one, that one.

    The dossier's version stays: nobody's open page grows stale by a print. Journalled in the officer's
    stream. Raises NotDone before receipt, when there is nothing to control yet.
    """
    if dossier.received_at is None:
        raise NotDone(
            Refused("not_received", N_("Hồ sơ chưa được tiếp nhận nên chưa có lần giao nhận nào để in."))
        )
    with transaction.atomic():
        # Two officers at once would give one number to two slips.
        Dossier.objects.select_for_update().filter(pk=dossier.pk).values_list("pk").first()
        paper, is_new = next_control_slip(dossier, by=by, at=at)
        if is_new:
            paper.save(force_insert=True)
            data = {"dossier": dossier.pk, "paper": paper.pk, "form": FORM}
            record_for_account(account=by, kind="paper.issued", at=at, data=data)
    return paper


def next_control_slip(dossier: Dossier, *, by: Account, at: datetime) -> tuple[Paper, bool]:
    """The slip and whether it is a new one, not saved yet."""
    tasks = Task.objects.filter(dossier=dossier).select_related("agency", "assignee", "done_by")
    facts = control_slip_facts(dossier, tasks)
    issued = list(Paper.objects.filter(dossier=dossier, form=FORM).order_by("pk"))
    if issued:
        last = open_sealed(issued[-1].sealed, PURPOSE)
        if all(last.get(name) == shown for name, shown in facts.items()):
            return issued[-1], False
    paper = make_paper(dossier=dossier, form=FORM, by=by, at=at, more=facts)
    if issued:
        paper.number = f"{paper.number}-{len(issued) + 1}"
    return paper, True
