"""Gives out dossier codes: one serial row for each receiving agency and day (NĐ 61/2018 Art. 26)."""

from __future__ import annotations

from datetime import date

from django.db import connection

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Serial
from motcua.rules.dossier_codes import format_dossier_code

_TABLE = Serial._meta.db_table


def next_code(agency: Agency, *, on: date, shape: str) -> str:
    """The next code of `agency` for the day; a rolled-back receipt gives its serial back.

    One statement on both databases, so that no two processes ever get the same serial.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {_TABLE} (agency_id, "on", last) VALUES (%s, %s, 1) '  # noqa: S608 — our own table
            f'ON CONFLICT (agency_id, "on") DO UPDATE SET last = {_TABLE}.last + 1 RETURNING last',
            [agency.pk, on],
        )
        (serial,) = cursor.fetchone()
    return format_dossier_code(agency.code, on, serial, shape)
