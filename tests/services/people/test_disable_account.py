"""An account that is shut is shut everywhere."""

from __future__ import annotations

from django.utils import timezone

from motcua.records.people.models import ApiToken, Session, SetUpLink
from motcua.records.tasks.models import Task
from motcua.services.people.disable_account import disable_account, enable_account
from motcua.services.people.make_set_up_link import make_set_up_link
from tests.cast import MONDAY, Cast, bearer, filed, signed_in_client
from tests.services.people.journal import last_told


def test_sessions_tokens_and_links_end_and_the_work_is_free(cast: Cast) -> None:
    signed_in_client(cast.dung)
    bearer(cast.dung)
    make_set_up_link(account=cast.dung, by=None, at=MONDAY, now=timezone.now())
    task = filed(cast).tasks.get()
    Task.objects.filter(pk=task.pk).update(assignee=cast.dung)
    disable_account(account=cast.dung, reason="left", by=cast.tuan, at=MONDAY)
    for rows in (Session, ApiToken, SetUpLink):
        assert not rows.objects.filter(account=cast.dung).exists()
    task.refresh_from_db()
    assert task.assignee is None
    assert last_told(cast.dung) == ("account.disabled", {"reason": "left"}, cast.tuan.pk)


def test_opening_it_again_gives_back_no_session(cast: Cast) -> None:
    signed_in_client(cast.dung)
    disable_account(account=cast.dung, reason="left", by=cast.tuan, at=MONDAY)
    enable_account(account=cast.dung, by=cast.tuan, at=MONDAY)
    cast.dung.refresh_from_db()
    assert cast.dung.is_active
    assert not Session.objects.filter(account=cast.dung).exists()
    assert last_told(cast.dung)[0] == "account.enabled"
