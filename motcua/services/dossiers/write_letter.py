"""Applicant and officers write to each other; what asks for papers goes through the desk (Art. 5.1e)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.letters.models import Letter
from motcua.records.people.models import Account
from motcua.records.sealing import digest
from motcua.rules.letters import check_letter
from motcua.rules.lifecycle import FINAL, Status
from motcua.services.dossiers._input import note_of
from motcua.services.dossiers._write import write_dossier
from motcua.services.dossiers.facts.letters import LETTER, sealed_letter
from motcua.services.errors import NotDone

MOST_A_DAY = 20


def write_letter(
    *, dossier: Dossier, by: Account, at: datetime, text: str, is_from_desk: bool = False
) -> Letter:
    """Adds to the dossier's thread; the applicant's account writes as the applicant, an officer's as one.

    `is_from_desk`: the officer works at the receiving desk. Raises NotDone where nothing was typed, the
    dossier is at its end, an officer asks what goes another way, or the applicant has written twenty
    letters within a day.
    """
    told = note_of(text, field="text")
    if not told:
        raise _refuse(Refused("letter_needed", N_("Hãy ghi nội dung tin nhắn.")))
    if Status(dossier.status) in FINAL:
        raise NotDone(Refused("final", N_("Hồ sơ đã kết thúc nên không nhắn thêm được.")))
    is_applicant = by.kind == Account.CITIZEN
    if is_applicant:
        _check_pace(dossier, at)
    elif refused := check_letter(told, is_from_desk=is_from_desk):
        raise _refuse(refused)
    with transaction.atomic():
        # As it stands now: a letter answers no version of the dossier, so none can be stale for it.
        standing = Dossier.objects.select_for_update().get(pk=dossier.pk)
        data = {"letter": digest({"text": told}, LETTER)}
        write_dossier(standing, event="dossier.letter_written", by=by, at=at, data=data)
        return Letter.objects.create(
            dossier=dossier, at=at, by=by, is_from_applicant=is_applicant, sealed=sealed_letter(told)
        )


def _check_pace(dossier: Dossier, at: datetime) -> None:
    since = at - timedelta(days=1)
    written = Letter.objects.filter(dossier=dossier, is_from_applicant=True, at__gt=since).count()
    if written >= MOST_A_DAY:
        raise _refuse(
            Refused(
                "too_many_letters",
                N_("Bạn đã nhắn %(most)s tin trong một ngày. Việc gấp hãy gọi Bộ phận Một cửa."),
                {"most": MOST_A_DAY},
            )
        )


def _refuse(refused: Refused) -> NotDone:
    return NotDone(refused, {"text": refused})
