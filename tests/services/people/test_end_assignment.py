"""A role that is taken counts no more from that day, and its work is anybody's."""

from __future__ import annotations

from motcua.kit.instants import local_date
from motcua.records.tasks.models import Task
from motcua.services.people.end_assignment import end_assignment
from motcua.services.people.find_token import find_token
from tests.cast import MONDAY, Cast, bearer, filed
from tests.services.people.journal import last_told


def test_the_role_is_gone_at_once(cast: Cast) -> None:
    from django.utils import timezone

    token = bearer(cast.dung)["Authorization"].split()[1]
    seen = {"token": token, "today": local_date(MONDAY), "now": timezone.now()}
    before = find_token(**seen)
    end_assignment(assignment=cast.dung.assignments.get(), by=cast.tuan, at=MONDAY)
    after = find_token(**seen)
    assert before is not None
    assert after is not None
    assert [held.role for held in before.holdings] == ["desk_officer"]
    assert after.holdings == ()


def test_work_given_to_the_officer_in_that_role_waits_for_anybody_again(cast: Cast) -> None:
    task = filed(cast).tasks.get()
    Task.objects.filter(pk=task.pk).update(assignee=cast.dung)
    end_assignment(assignment=cast.dung.assignments.get(), by=cast.tuan, at=MONDAY)
    task.refresh_from_db()
    assert task.assignee is None
    kind, data, actor = last_told(cast.dung)
    assert (kind, data["freed_tasks"], actor) == ("account.role_ended", 1, cast.tuan.pk)
