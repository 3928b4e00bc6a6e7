"""Originals taken in for copying and comparing go back by themselves (NĐ 61/2018 Art. 20.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.releases.models import Return
from motcua.rules.collecting import WAYS, check_collector, some_originals
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.collecting import (
    hand_over_digest,
    handed_over,
    originals_left,
    release_of,
    returns_of,
)
from motcua.services.dossiers.facts.content import open_content
from motcua.services.errors import NotDone


def return_originals(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    collected: Mapping[str, Any],
    way: str = "counter",
    version: int | None = None,
) -> Return:
    """Gives originals of a dossier back that are still at the office, in whatever state it is.

    `collected` as in release_dossier; `returned` names the requirements (None: all). Raises NotDone by
    field, and where nothing is left.
    """
    check_version(dossier, version)
    if way not in WAYS:
        raise NotDone(Refused("unknown_way", N_("Hãy chọn trả tại quầy hay qua bưu chính.")))
    content = open_content(dossier)
    left = originals_left(content, release_of(dossier), *returns_of(dossier, content))
    if not left:
        raise NotDone(Refused("no_originals", N_("Hồ sơ này không còn bản gốc nào ở cơ quan.")))
    who, wrong = check_collector(way, collected)
    what, amiss = some_originals(left, collected.get("returned"))
    if wrong := wrong | amiss:
        raise NotDone(next(iter(wrong.values())), wrong)
    row = Return(dossier=dossier, agency=dossier.receiving_agency, way=way, at=at, by=by)
    handed_over(row, who, what)
    with transaction.atomic():
        data = {"way": way, "return": hand_over_digest(row)}
        write_dossier(dossier, event="dossier.originals_returned", by=by, at=at, data=data)
        row.save(force_insert=True)
    return row
