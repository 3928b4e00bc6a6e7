"""A lost phone: the administrator takes the second factor off, and the sessions end."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from motcua.records.people.models import Session
from motcua.services.people.reset_second_factor import reset_second_factor
from tests.cast import MONDAY, TOTP_SECRET, Cast, signed_in_client
from tests.services.people.journal import last_told


def test_it_is_off_and_every_session_has_ended(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.dung, type="totp", data={"secret": TOTP_SECRET})
    signed_in_client(cast.dung)
    reset_second_factor(account=cast.dung, by=cast.tuan, at=MONDAY)
    assert not Authenticator.objects.filter(user=cast.dung).exists()
    assert not Session.objects.filter(account=cast.dung).exists()
    assert last_told(cast.dung) == ("account.second_factor_reset", {}, cast.tuan.pk)
