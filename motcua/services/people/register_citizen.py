"""A citizen makes an account (NĐ 61/2018 Art. 23: the information given when filing online)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.kit.folding import clean_text
from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.sealing import blind_index
from motcua.rules.identifiers import check_identity_number, check_phone
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people._login import check_login
from motcua.services.people._password import refuse_password
from motcua.services.people.person import put_person

INCOMPLETE = Refused("incomplete", N_("Hãy xem lại các ô được đánh dấu."))
# One sentence whether the number is taken or somebody else's: it tells no more than it must.
NOT_THIS_NUMBER = Refused(
    "identity_not_available",
    N_(
        "Không thể tạo tài khoản với số giấy tờ này. Nếu bạn đã có tài khoản, hãy đăng nhập; "
        "nếu không, hãy mang giấy tờ đến bộ phận Một cửa gần nhất để được giúp."
    ),
)


def register_citizen(
    *,
    login: str,
    password: str,
    name: str,
    identity_number: str,
    phone: str,
    at: datetime,
    is_demo: bool = False,
) -> Account:
    """The new account, its personal data sealed. NotDone names every field that is wrong."""
    key = check_login(login, may_be_phone=True)
    number = check_identity_number(identity_number)
    dialled = check_phone(phone)
    account = Account(kind=Account.CITIZEN, created_at=at, is_demo=is_demo, name=clean_text(name))
    results = {
        "login": key,
        "password": refuse_password(password, account) or "",
        "name": check_name(name),
        "identity_number": number,
        "phone": dialled,
    }
    wrong = {field: result for field, result in results.items() if isinstance(result, Refused)}
    if wrong or isinstance(key, Refused) or isinstance(number, Refused):
        raise NotDone(INCOMPLETE, wrong)
    if Account.objects.filter(identity_index=blind_index(number, "identity")).exists():
        raise NotDone(NOT_THIS_NUMBER)
    account.login = key
    account.set_password(password)
    put_person(
        account,
        clean_text(name),
        {"login": clean_text(login), "identity_number": number, "phone": dialled},
    )
    _insert(account, at)
    return account


def check_name(typed: str) -> str | Refused:
    """A full name, as on the identity card."""
    name = clean_text(typed)
    if len(name) < 2 or len(name) > 120 or any(letter.isdigit() for letter in name):
        return Refused("bad_name", N_("Hãy ghi họ và tên đầy đủ như trên giấy tờ, ví dụ Nguyễn Thị Lan."))
    return name


def _insert(account: Account, at: datetime) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            record_for_account(
                account=account, kind="account.registered", at=at, data={"on": local_date(at).isoformat()}
            )
    except IntegrityError:
        # Somebody else was first with the login or the number, between our look and our insert.
        raise NotDone(NOT_THIS_NUMBER) from None
