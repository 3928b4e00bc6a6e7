"""A list of fifty rows costs the database as many statements as one of five."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.procedures.models import Offer, Procedure
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.journal.record_reading import record_reading
from tests.cast import AGENCIES, MONDAY, Cast, bearer, filed, hold, new_officer, signed_in_client, stored_file
from tests.services.dossiers.steps import NINE, received
from tests.services.drafts.drafting import begun

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = 5, 50
Grow = Callable[[Cast, int], None]


def more_dossiers(cast: Cast, number: int) -> None:
    """Of two procedures; every third one received, so that it waits at another step."""
    for at in range(number):
        dossier = filed(cast, procedure=("1.004873", "1.001193")[at % 2])
        if at % 3 == 0:
            receive_dossier(dossier=dossier, by=cast.dung, at=NINE)


def more_drafts(cast: Cast, number: int) -> None:
    for _ in range(number):
        begun(cast)


def more_procedures(cast: Cast, number: int) -> None:
    """Copies of one, offered at the desk."""
    one = Procedure.objects.get(code="1.004873")
    offer = Offer.objects.get(procedure=one, agency=cast.agency["phong_thuy"])
    for _ in range(number):
        one.pk, one.code = None, f"8.{Procedure.objects.count():06d}"
        one.save()
        offer.pk, offer.procedure = None, one
        offer.save()


def more_tallies(cast: Cast, number: int) -> None:
    """Agencies and procedures with dossiers in the quarter."""
    more_procedures(cast, number)
    more_agencies(cast, number)
    MonthTally.objects.all().delete()
    MonthTally.objects.bulk_create(
        MonthTally(agency=agency, procedure=procedure, month_on=date(2020, 9, 1), received_count=3)
        for agency in Agency.objects.all()
        for procedure in Procedure.objects.all()[:FEW]
    )
    MonthTally.objects.bulk_create(
        MonthTally(
            agency=cast.agency["phong_thuy"],
            procedure=procedure,
            month_on=date(2020, 9, 1),
            part_finished_count=2,
            declined_slips={"3": [1, 1]},
            late_slips={"2020-06": {"1": [2, 1]}},
        )
        for procedure in Procedure.objects.all()[FEW:]
    )


def more_agencies(cast: Cast, number: int) -> None:
    """Communes of Lệ Thủy, each with an officer."""
    above = cast.agency["le_thuy"]
    for _ in range(number):
        count = Agency.objects.count()
        made = Agency.objects.create(
            code=f"000.{count}.99.H46", abbr=f"X{count}", name=f"UBND xã số {count}",
            folded_name=f"ubnd xa so {count}", tier="commune", kind="commune", area=above.area, parent=above,
        )  # fmt: skip
        made.path = [*above.path, made.pk]
        made.save(update_fields=["path"])
        hold(new_officer(f"can-bo-{count}", "Nguyễn Văn Nam"), "desk_officer", made)


def more_sessions(cast: Cast, number: int) -> None:
    for _ in range(number):
        signed_in_client(cast.lan)


def fuller_dossier(cast: Cast, number: int) -> None:
    """One dossier with more papers, documents, results and readings."""
    dossier = Dossier.objects.order_by("pk").first() or received(cast)
    for at in range(number):
        file = stored_file(f"giay-{at}")
        Document.objects.create(dossier=dossier, name="giay.pdf", requirement="", file=file, given_at=MONDAY)
        Document.objects.create(dossier=dossier, name="kq.pdf", file=file, given_at=MONDAY, is_result=True)
        count = Paper.objects.count()
        Paper.objects.create(
            dossier=dossier, form="04", number=str(count), agency=dossier.receiving_agency,
            issued_at=MONDAY, sealed=b"", file_id=file.pk,
        )  # fmt: skip
        record_reading(by=cast.dung, dossiers=[dossier.pk], page="desk:dossier", at=MONDAY)


LISTS: tuple[tuple[str, Grow, str], ...] = (
    ("lan", more_dossiers, "/me/dossiers/"),
    ("lan", more_drafts, "/me/dossiers/"),
    ("lan", more_drafts, "/filing/new/?procedure=1.004873"),
    ("lan", more_sessions, "/account/sessions/"),
    ("lan", fuller_dossier, "/dossiers/{ref}/"),
    ("dung", more_dossiers, "/desk/"),
    ("dung", more_dossiers, "/api/v1/queue"),
    ("hoa", more_dossiers, "/desk/register/"),
    ("nga", more_dossiers, "/desk/register/"),
    ("dung", more_procedures, "/desk/intake/"),
    ("dung", fuller_dossier, "/desk/dossiers/{ref}/"),
    ("tuan", more_agencies, "/console/"),
    ("", more_procedures, "/"),
    ("", more_procedures, "/procedures/"),
    ("", more_procedures, "/procedures/?q=ket+hon+xyzzy"),
    ("", more_procedures, "/api/v1/procedures"),
    ("", more_tallies, "/open/scores/?period=2020Q3"),
    ("", more_tallies, f"/open/scores/{AGENCIES['phong_thuy']}/?period=2020Q3"),
    ("", more_tallies, f"/open/scores/{AGENCIES['phong_thuy']}/index/3/?period=2020Q3"),
    ("", more_tallies, f"/open/scores/{AGENCIES['phong_thuy']}/procedures/1.004873/?period=2020Q3"),
    ("", more_tallies, f"/open/scores/{AGENCIES['phong_thuy']}/input.json?period=2020Q3"),
    ("", more_tallies, "/api/v1/scores?period=2020Q3"),
)


@pytest.mark.parametrize(("who", "grow", "address"), LISTS, ids=[f"{who} {at}" for who, _, at in LISTS])
def test_a_longer_list_takes_no_more_statements(cast: Cast, who: str, grow: Grow, address: str) -> None:
    grow(cast, FEW)
    few = statements(cast.accounts.get(who), address)
    grow(cast, MANY - FEW)
    many = statements(cast.accounts.get(who), address)
    assert len(many) == len(few), "\n".join(sql[:200] for sql in many)


def statements(account: Account | None, address: str) -> list[str]:
    """Of the second like request: the first fills the process's memory."""
    dossier = Dossier.objects.order_by("pk").first()
    address = address.format(ref=dossier.tracking_code if dossier else "")
    is_call = address.startswith("/api/")
    headers = bearer(account) if is_call and account else {}
    browser = signed_in_client(account) if account and not is_call else Client()
    assert browser.get(address, headers=headers).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        browser.get(address, headers=headers)
    return [query["sql"] for query in captured]
