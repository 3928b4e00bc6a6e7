"""Checks a login and a password: the same answer, in the same time, for a wrong one and an unknown one."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.people.bearer import may_act
from motcua.services.people.find_account import find_account
from motcua.services.people.person import login_key
from motcua.services.people.throttle import PASSWORD, begin_try, end_well

WRONG = Refused(
    "wrong_login",
    N_("Tên đăng nhập hoặc mật khẩu không đúng. Hãy xem lại cả hai, kể cả chữ hoa và chữ thường."),
)
LOCKED = Refused(
    "locked",
    N_(
        "Đã sai 5 lần trong 15 phút nên tạm khoá. Hãy chờ 15 phút rồi thử lại; "
        "nếu quên mật khẩu, hãy hỏi bộ phận Một cửa."
    ),
)


def verify_password(*, login: str, password: str, address: str, at: datetime) -> Account:
    """The account that may sign in with these; else NotDone(LOCKED or WRONG). `at`: the machine's time."""
    key = login_key(login)
    counted = begin_try(kind=PASSWORD, account=key, address=address, at=at)
    if not counted.is_allowed:
        raise NotDone(LOCKED)
    account = find_account(login=login)
    if account is None:
        make_password(password)
    if account is None or not account.check_password(password) or not may_act(account):
        raise NotDone(WRONG)
    end_well(counted)
    return account
