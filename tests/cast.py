"""The people and agencies that tests speak of: two districts, three communes, an officer for every role.

UBND tỉnh ─┬─ Văn phòng UBND tỉnh ── Trung tâm Hành chính công (desk)
           ├─ UBND huyện Lệ Thủy ─┬─ Phòng Tư pháp
           │                      ├─ UBND xã Phong Thủy    (where most things happen)
           │                      └─ UBND thị trấn Kiến Giang
           └─ UBND huyện Quảng Ninh ── UBND xã Võ Ninh
"""

from __future__ import annotations

import csv
import random
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from motcua.kit.instants import VIETNAM
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.dossiers.submit import GivenDocument, submit_dossier
from motcua.services.people.issue_token import issue_token
from motcua.services.people.make_officer import make_officer
from motcua.services.people.register_citizen import register_citizen
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.province.load import load_province
from motcua.web.accounts.adapter import SECOND_FACTOR_KEY
from motcua.web.accounts.sessions import SessionStore

MONDAY = datetime(2020, 9, 14, 7, 0, tzinfo=VIETNAM)
PASSWORD = "mot-cau-dai-de-nho-2020"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

AGENCIES = {
    "province": "000.00.00.H46",
    "office": "000.00.01.H46",
    "centre": "000.00.02.H46",
    "quang_ninh": "000.00.29.H46",
    "vo_ninh": "000.22.29.H46",
    "le_thuy": "000.00.30.H46",
    "justice": "000.03.30.H46",
    "kien_giang": "000.19.30.H46",
    "phong_thuy": "000.25.30.H46",
}
PROCEDURES = ("1.004873", "1.001193")  # marital status, 3 working days · birth, on the same day

# login: name, role, agency
OFFICERS = {
    "dung": ("Trần Văn Dũng", "desk_officer", "phong_thuy"),
    "hoa": ("Lê Thị Hoa", "desk_head", "phong_thuy"),
    "son": ("Phan Ngọc Sơn", "specialist", "phong_thuy"),
    "mai": ("Võ Thị Mai", "clerk", "phong_thuy"),
    "thu": ("Hoàng Thị Thu", "leader", "phong_thuy"),
    "tam": ("Ngô Minh Tâm", "desk_officer", "kien_giang"),
    "khanh": ("Đặng Quốc Khánh", "desk_officer", "le_thuy"),
    "quang": ("Bùi Đức Quang", "leader", "le_thuy"),
    "hang": ("Cao Thu Hằng", "unit_head", "justice"),
    "nga": ("Phạm Hồng Nga", "controller", "office"),
    "tuan": ("Đinh Anh Tuấn", "administrator", "province"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """`cast.dung` is an account, `cast.agency["phong_thuy"]` an agency."""

    agency: dict[str, Agency]
    accounts: dict[str, Account] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Account:
        try:
            return self.accounts[name]
        except KeyError:
            raise AttributeError(name) from None


def write_small_province(target: Path) -> Path:
    """Takes a few rows and files out of the real province: what is tested is what is shipped."""
    source = Path(settings.MOTCUA_PROVINCE)
    agencies = _copy_rows(source / "agencies.csv", target, lambda row: row["code"] in AGENCIES.values())
    areas = {row["area_code"] for row in agencies}
    _copy_rows(source / "areas.csv", target, lambda row: row["code"] in areas)
    shutil.copy(source / "fields.csv", target)
    shutil.copytree(source / "rulebook", target / "rulebook")
    for folder, ending in (("procedures", "json"), ("eforms", "json"), ("processes", "bpmn")):
        (target / folder).mkdir()
        for code in PROCEDURES:
            shutil.copy(source / folder / f"{code}.{ending}", target / folder)
    return target


def load_small_province(folder: Path) -> dict[str, Agency]:
    load_province(folder=folder, at=MONDAY)
    by_code = {agency.code: agency for agency in Agency.objects.all()}
    return {name: by_code[code] for name, code in AGENCIES.items()}


def people_the_province(agencies: dict[str, Agency]) -> Cast:
    cast = Cast(agencies)
    for login, (name, role, place) in OFFICERS.items():
        cast.accounts[login] = new_officer(login, name)
        hold(cast.accounts[login], role, cast.agency[place])
    cast.accounts["lan"] = new_citizen("lan", "Nguyễn Thị Lan", "044190000017", "0912345678")
    cast.accounts["binh"] = new_citizen("binh", "Trương Văn Bình", "044088000025", "0987654321")
    return cast


def new_officer(login: str, name: str) -> Account:
    """An officer with PASSWORD, and no role yet."""
    account = make_officer(login=login, name=name, by=None, at=MONDAY)
    account.password = _hashed_password()
    account.save(update_fields=["password"])
    return account


@cache
def _hashed_password() -> str:
    """Hashed once: hashing is slow by design."""
    return make_password(PASSWORD)


def hold(account: Account, role: str, agency: Agency) -> None:
    """The account holds the role since the beginning of 2020."""
    Assignment.objects.create(account=account, agency=agency, role=role, from_on="2020-01-01")


def new_citizen(login: str, name: str, identity_number: str, phone: str) -> Account:
    return register_citizen(
        login=login,
        password=PASSWORD,
        name=name,
        identity_number=identity_number,
        phone=phone,
        at=MONDAY,
    )


def filed(
    cast: Cast,
    *,
    by: str = "lan",
    agency: str = "phong_thuy",
    procedure: str = "1.004873",
    at: datetime = MONDAY,
) -> Dossier:
    """A dossier that citizen `by` has filed online, with a document for everything that is handed over."""
    version = Procedure.objects.get(code=procedure).current_id
    frozen = frozen_procedure(version)
    facts = SampleFacts(today=at.date(), areas=("19267",))
    return submit_dossier(
        procedure=procedure,
        agency=AGENCIES[agency],
        applicant=applicant(cast.accounts[by]),
        form=sample_payload(frozen.form, random.Random(7), facts),
        documents=[
            GivenDocument(asked.key, f"{asked.name}.pdf", stored_file(asked.key))
            for asked in frozen.requirements
            if asked.is_handed_over
        ],
        channel="online",
        by=cast.accounts[by],
        at=at,
    ).dossier


def applicant(account: Account) -> dict[str, Any]:
    return {
        "kind": "person",
        "name": account.name,
        "identity": "044190000017",
        "phone": "0912345678",
        "email": "",
        "address": "Thôn Thượng Phong, xã Phong Thủy, huyện Lệ Thủy",
        "tax_code": "",
    }


def stored_file(name: str) -> StoredFile:
    """A row for a file nobody opens."""
    number = StoredFile.objects.count() + 1
    return StoredFile.objects.create(
        digest=f"{number:064x}",
        path=f"{name}-{number}",
        size=1000,
        media_type="application/pdf",
        stored_at=MONDAY,
    )


def signed_in_client(account: Account, *, has_second_factor: bool = True, **defaults: Any) -> Client:
    """A browser with a living session of the account, as if it had just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    if has_second_factor:
        session[SECOND_FACTOR_KEY] = True
    session.save()
    client = Client(**defaults)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def bearer(account: Account) -> dict[str, str]:
    """Headers of an API call in the account's name."""
    token = issue_token(account=account, days=1, by=None, at=MONDAY, now=timezone.now())
    return {"Authorization": f"Bearer {token}"}


def _copy_rows(source: Path, target: Path, wanted: Any) -> list[dict[str, str]]:
    with source.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns, rows = reader.fieldnames or [], [row for row in reader if wanted(row)]
    with (target / source.name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)
    return rows
