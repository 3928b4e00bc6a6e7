"""Ends sessions: one's own at signing out, one of several, or all of an account's."""

from __future__ import annotations

from motcua.records.people.models import Account, Session


def end_session(*, key_hash: str) -> None:
    """Ends this session wherever its cookie lies."""
    Session.objects.filter(pk=key_hash).delete()


def end_session_of(*, account: Account, key_hash: str) -> bool:
    """Ends one of the account's own sessions; False where it is none of theirs."""
    deleted, _ = Session.objects.filter(pk=key_hash, account=account).delete()
    return bool(deleted)


def end_sessions_of(*, account: Account, but: str = "") -> int:
    """Ends every session of the account but the one with key hash `but`; how many."""
    deleted, _ = Session.objects.filter(account=account).exclude(pk=but).delete()
    return deleted
