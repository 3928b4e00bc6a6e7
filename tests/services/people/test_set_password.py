"""A new password ends the other sessions; a link sets it once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from motcua.records.people.models import Account, Session
from motcua.services.errors import NotDone
from motcua.services.people.make_set_up_link import make_set_up_link
from motcua.services.people.set_password import set_password, set_password_with_link
from tests.cast import MONDAY, PASSWORD, Cast, signed_in_client
from tests.services.people.journal import last_told


def test_the_other_sessions_end_and_this_one_goes_on(cast: Cast) -> None:
    signed_in_client(cast.lan)
    signed_in_client(cast.lan)
    kept = Session.objects.filter(account=cast.lan).values_list("pk", flat=True)[0]
    set_password(account=cast.lan, password="mot-cau-khac-cung-dai", at=MONDAY, but_session=kept)
    assert [row.pk for row in Session.objects.filter(account=cast.lan)] == [kept]
    assert Account.objects.get(pk=cast.lan.pk).check_password("mot-cau-khac-cung-dai")
    assert last_told(cast.lan) == ("account.password_set", {}, cast.lan.pk)


@pytest.mark.parametrize("weak", ["", "ngan", "password1", "nguyenthilan"])
def test_a_weak_one_is_refused_and_the_old_one_stays(cast: Cast, weak: str) -> None:
    with pytest.raises(NotDone):
        set_password(account=cast.lan, password=weak, at=MONDAY)
    assert Account.objects.get(pk=cast.lan.pk).check_password(PASSWORD)


def test_a_long_sentence_is_taken_as_it_is(cast: Cast) -> None:
    sentence = "  một câu dài có dấu cách, dấu phẩy và chữ Đ, dài hơn sáu mươi tư ký tự nhiều lần  "
    set_password(account=cast.lan, password=sentence, at=MONDAY)
    assert Account.objects.get(pk=cast.lan.pk).check_password(sentence)


def test_a_link_works_once(cast: Cast) -> None:
    now = timezone.now()
    token = make_set_up_link(account=cast.dung, by=cast.tuan, at=MONDAY, now=now)
    assert set_password_with_link(token=token, password=PASSWORD, at=MONDAY, now=now) == cast.dung
    with pytest.raises(NotDone) as caught:
        set_password_with_link(token=token, password="mot-cau-khac-cung-dai", at=MONDAY, now=now)
    assert caught.value.refused.code == "link_spent"
    assert Account.objects.get(pk=cast.dung.pk).check_password(PASSWORD)


def test_a_link_nobody_made_sets_nothing(cast: Cast) -> None:
    with pytest.raises(NotDone):
        set_password_with_link(token="made-up", password=PASSWORD, at=MONDAY, now=timezone.now())
