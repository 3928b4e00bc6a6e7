"""The few demo accounts whose passwords are printed at the start; they work in the demo only."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from motcua.jobs.demo.people import agency_slugs, login_of
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.services.people.change_profile import change_profile
from motcua.services.people.give_demo_credentials import give_demo_credentials
from motcua.services.people.register_citizen import register_citizen

PHONG_THUY, LE_THUY, CENTRE = "000.25.30.H46", "000.00.30.H46", "000.00.02.H46"
# (role, agency code), in the order in which they are printed
_OFFICERS = (
    ("desk_officer", PHONG_THUY),
    ("specialist", PHONG_THUY),
    ("leader", PHONG_THUY),
    ("desk_officer", LE_THUY),
    ("desk_head", LE_THUY),
    ("leader", LE_THUY),
    ("specialist", "000.14.30.H46"),
    ("desk_officer", CENTRE),
    ("specialist", "000.00.05.H46"),
    ("leader", "000.00.05.H46"),
    ("controller", "000.00.01.H46"),
    ("administrator", "000.00.00.H46"),
)
_SYLLABLES = (
    *("phong", "nha", "nhat", "le", "kien", "giang", "bau", "tro", "hai", "thanh", "ba", "don"),
    *("quang", "binh", "dong", "hoi", "ly", "hoa", "tam", "toa", "vung", "chua", "roon", "gianh"),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One line `ACCOUNT role login password totp_secret|-`."""

    role: str
    login: str
    password: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Citizen:
    login: str
    name: str
    identity_number: str
    phone: str
    address: str


CITIZENS = (
    Citizen(
        login="lan.nguyen",
        name="Nguyễn Thị Lan",
        identity_number="044190000017",
        phone="0912000017",
        address="Thôn Đại Phong, Xã Phong Thủy, Huyện Lệ Thủy",
    ),
    Citizen(
        login="binh.truong",
        name="Trương Văn Bình",
        identity_number="044088000025",
        phone="0912000025",
        address="Tổ dân phố 5, Phường Nam Lý, Thành phố Đồng Hới",
    ),
)


def printed_accounts() -> list[Printed]:
    """Always the same; empty roles are left out where the province lacks the agency."""
    citizens = [Printed("citizen", one.login, _password(one.login), "-") for one in CITIZENS]
    return citizens + [_officer(role, login) for role, login in _logins()]


def make_citizens(*, at: datetime) -> None:
    """The two who file now and then; again and again with the same result."""
    for one in CITIZENS:
        if not Account.objects.filter(login=one.login).exists():
            _make_citizen(one, at)


def give_credentials() -> None:
    """Passwords and second factors for all who are printed; refused outside the demo."""
    accounts = Account.objects.in_bulk([one.login for one in printed_accounts()], field_name="login")
    for one in printed_accounts():
        secret = None if one.totp_secret == "-" else one.totp_secret  # noqa: S105 — a dash, not a secret
        give_demo_credentials(account=accounts[one.login], password=one.password, totp_secret=secret)


def _make_citizen(one: Citizen, at: datetime) -> None:
    account = register_citizen(
        login=one.login,
        password=_password(one.login),
        name=one.name,
        identity_number=one.identity_number,
        phone=one.phone,
        at=at,
        is_demo=True,
    )
    change_profile(
        account=account,
        name=one.name,
        phone=one.phone,
        email="",
        address=one.address,
        born_on=None,
        by=account,
        at=at,
    )


def _logins() -> list[tuple[str, str]]:
    agencies = list(Agency.objects.filter(is_active=True).order_by("code"))
    slugs = agency_slugs(agencies)
    by_code = {agency.code: slugs[agency.pk] for agency in agencies}
    return [(role, login_of(role, by_code[code])) for role, code in _OFFICERS if code in by_code]


def _officer(role: str, login: str) -> Printed:
    return Printed(role, login, _password(login), _totp_secret(login))


def _password(login: str) -> str:
    """Four syllables and two digits: easy to type, made from the login, of no worth outside the demo."""
    drawn = hashlib.sha256(f"motcua demo password {login}".encode()).digest()
    words = [_SYLLABLES[byte % len(_SYLLABLES)] for byte in drawn[:4]]
    return f"{'-'.join(words)}-{drawn[4] % 90 + 10}"


def _totp_secret(login: str) -> str:
    return base64.b32encode(hashlib.sha256(f"motcua demo totp {login}".encode()).digest()[:20]).decode()
