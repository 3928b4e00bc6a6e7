"""The desk writes down what it told somebody, and how (NĐ 61/2018 Art. 11.2c, 15.1–15.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.guidance.models import Guidance
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.records.sealing import digest
from motcua.services.errors import NotDone
from motcua.services.guidance.content import PURPOSE, GuidanceContent, sealed_guidance
from motcua.services.journal.account_stream import record_for_account

#: Art. 15.2a–d: at the desk, by telephone, on the portal or a network, in writing by post.
WAYS = ("counter", "phone", "online", "post")
_WHO, _TOLD = 120, 2000


def log_guidance(
    *,
    agency: Agency,
    procedure: Procedure | None,
    way: str,
    who: str,
    told: str,
    by: Account,
    at: datetime,
) -> Guidance:
    """Keeps who asked (may be empty: nobody has to give a name) and what was told, sealed.

    Journalled in the author's stream by digest. Raises NotDone by field (`way`, `who`, `told`).
    """
    content = GuidanceContent(who=clean_text(who), told=clean_text(told))
    if wrong := _errors(content, way):
        raise NotDone(next(iter(wrong.values())), wrong)
    with transaction.atomic():
        made = Guidance.objects.create(
            agency=agency, procedure=procedure, way=way, at=at, by=by, sealed=sealed_guidance(content)
        )
        data = {"guidance": made.pk, "agency": agency.pk, "digest": digest(content.as_json, PURPOSE)}
        record_for_account(account=by, kind="guidance.logged", at=at, data=data)
    return made


def _errors(content: GuidanceContent, way: str) -> dict[str, Refused]:
    errors = {"who": _too_long(content.who, _WHO), "told": _too_long(content.told, _TOLD)}
    if len(content.told) < 5:
        errors["told"] = Refused("guidance_needed", N_("Hãy ghi đã hướng dẫn những gì, một hai câu là đủ."))
    if way not in WAYS:
        errors["way"] = Refused("unknown_way", N_("Hãy chọn cách đã hướng dẫn trong danh sách."))
    return {name: one for name, one in errors.items() if one is not None}


def _too_long(text: str, longest: int) -> Refused | None:
    if len(text) <= longest:
        return None
    return Refused(
        "too_long",
        N_("Bạn đã gõ %(typed)s ký tự. Hãy viết gọn trong %(longest)s ký tự."),
        {"typed": len(text), "longest": longest},
    )
