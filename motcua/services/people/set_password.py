"""A new password: by its owner, or with a one-time link. It ends the account's other sessions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account, SetUpLink
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people._password import put_password, refuse_password
from motcua.services.people.end_sessions import end_sessions_of
from motcua.services.people.find_session import key_hash_of
from motcua.services.people.throttle import PASSWORD, forget

LINK_SPENT = Refused(
    "link_spent",
    N_("Đường dẫn này đã dùng hoặc quá 24 giờ. Hãy hỏi người quản trị để nhận đường dẫn mới."),
)


def set_password(*, account: Account, password: str, at: datetime, but_session: str = "") -> None:
    """Sets it unless it is too weak; the session with key hash `but_session` goes on."""
    if refused := refuse_password(password, account):
        raise NotDone(refused, {"password": refused})
    with transaction.atomic():
        put_password(account, password)
        end_sessions_of(account=account, but=but_session)
        record_for_account(account=account, kind="account.password_set", at=at, data={})


def set_password_with_link(*, token: str, password: str, at: datetime, now: datetime) -> Account:
    """Uses up the link (of two at once one wins) and sets the password; a lock on the account is lifted."""
    with transaction.atomic():
        link = SetUpLink.objects.select_related("account").filter(token_hash=key_hash_of(token)).first()
        if link is None or not _spend(link, now):
            raise NotDone(LINK_SPENT)
        set_password(account=link.account, password=password, at=at)
        forget(kind=PASSWORD, account=link.account.login)
    return link.account


def _spend(link: SetUpLink, now: datetime) -> bool:
    unspent = SetUpLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now)
    return bool(unspent.update(used_at=now))
