"""The head of the desk sets up a counter: its number and the fields it serves (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter
from motcua.services.errors import NotDone
from motcua.services.queueing.take_ticket import fields_at

MOST_COUNTERS = 99


def set_counter(
    *, agency: Agency, number: str, name: str, field_codes: Sequence[str], by: Account, at: datetime
) -> Counter:
    """Makes the counter of that number, or changes its name and fields; no field means every field."""
    if refused := _refused(agency, number, name, field_codes):
        raise NotDone(refused)
    with transaction.atomic():
        counter, _ = Counter.objects.update_or_create(
            agency=agency,
            number=int(number),
            defaults={"name": name, "field_codes": sorted(set(field_codes))},
        )
    return counter


def _refused(agency: Agency, number: str, name: str, field_codes: Sequence[str]) -> Refused | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 3
    if not is_number or not 1 <= int(number) <= MOST_COUNTERS:
        return Refused("bad_number", N_("Số quầy là một số từ 1 đến 99."))
    if len(name) > 80:
        return Refused("long_name", N_("Tên quầy dài nhất 80 ký tự."))
    if not set(field_codes) <= {field.code for field in fields_at(agency)}:
        return Refused("unknown_field", N_("Hãy chọn lĩnh vực mà nơi này tiếp nhận."))
    return None
