"""An administrator sends on what a destination had refused, once its cause is mended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.outbox.models import Message
from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account


def resend_messages(*, dossier: Dossier, destination: str, by: Account, at: datetime, now: datetime) -> int:
    """Unparks the dossier's messages to `destination`, in order; how many. `now` is the machine's time.

    Raises NotDone where none of them is parked.
    """
    waiting = Message.objects.filter(dossier=dossier, destination=destination, acknowledged_at=None)
    with transaction.atomic():
        if not waiting.filter(refused_at__isnull=False).exists():
            raise NotDone(Refused("nothing_parked", N_("Không có tin nào của hồ sơ này đang bị giữ lại.")))
        count = waiting.update(
            refused_at=None, problem="", next_attempt_at=now, attempt_count=0, lease="", leased_until_at=None
        )
        record_for_account(
            account=by,
            kind="outbox.resent",
            at=at,
            data={"dossier": dossier.pk, "destination": destination, "count": count},
        )
    return count
