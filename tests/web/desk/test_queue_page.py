"""The queue on screen: whose work it shows, how it is found, and what it costs."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from tests.cast import MONDAY, Cast, filed, signed_in_client
from tests.services.dossiers.steps import at_most, received
from tests.web.desk.conftest import look, words

QUEUE = reverse("desk:queue")


def many_tasks(cast: Cast, count: int) -> list[str]:
    """Open tasks of one dossier, each an hour later than the one before."""
    dossier = filed(cast)
    task = dossier.tasks.get()
    Task.objects.bulk_create(
        Task(
            dossier=dossier,
            step=f"intake{number}",
            name=f"Việc số {number}",
            kind="intake",
            agency=task.agency,
            role=task.role,
            opened_at=MONDAY,
            due_at=MONDAY + timedelta(days=9, hours=number),
        )
        for number in range(1, count)
    )
    return [task.name, *(f"Việc số {number}" for number in range(1, count))]


def test_a_desk_officer_sees_what_waits_for_their_desk_and_nobody_elses(cast: Cast) -> None:
    dossier = filed(cast)
    assert dossier.tracking_code in look(cast.dung, QUEUE)
    assert dossier.tracking_code not in look(cast.tam, QUEUE)
    assert "Không còn việc nào chờ bạn" in look(cast.tam, QUEUE)


def test_what_is_late_stands_first_and_says_how_late(cast: Cast) -> None:
    later = filed(cast, at=MONDAY + timedelta(days=1))
    late = filed(cast, by="binh", at=MONDAY - timedelta(days=4))
    page = look(cast.dung, QUEUE)
    assert page.index(late.tracking_code) < page.index(later.tracking_code)
    assert "quá" in page[: page.index(late.tracking_code)].rpartition("Đang giữ")[2]


def test_names_are_found_without_diacritics(cast: Cast) -> None:
    lan = filed(cast)
    Dossier.objects.filter(pk=filed(cast, by="binh").pk).update(applicant_folded="truong van binh")
    assert lan.tracking_code in look(cast.dung, f"{QUEUE}?q=nguyen+thi+lan")
    assert lan.tracking_code not in look(cast.dung, f"{QUEUE}?q=truong")
    assert "Không có việc nào hợp" in look(cast.dung, f"{QUEUE}?q=khong+co+ai")


def test_a_phone_and_an_identity_number_find_their_dossier(cast: Cast) -> None:
    dossier = filed(cast)
    assert dossier.tracking_code in look(cast.dung, f"{QUEUE}?q=0912+345+678")
    assert dossier.tracking_code in look(cast.dung, f"{QUEUE}?q=044190000017")


def test_a_filter_holds_on_the_next_page(cast: Cast) -> None:
    names = many_tasks(cast, 53)
    client = signed_in_client(cast.dung)
    first = client.get(f"{QUEUE}?kind=intake")
    following = client.get(f"{QUEUE}{first.context['next_href']}")
    shown = [row["task"].name for page in (first, following) for row in page.context["rows"]]
    assert shown == names
    assert "kind=intake" in first.context["next_href"]
    assert following.context["next_href"] == ""


def test_a_key_that_is_none_shows_the_first_page(cast: Cast) -> None:
    dossier = filed(cast)
    assert dossier.tracking_code in look(cast.dung, f"{QUEUE}?after=%27%3B--~x")


def test_a_page_of_fifty_costs_at_most_four_statements(cast: Cast) -> None:
    many_tasks(cast, 60)
    client = signed_in_client(cast.dung)
    client.get(QUEUE)
    with at_most(4):
        client.get(QUEUE)


def test_a_citizen_is_not_let_in(cast: Cast) -> None:
    assert signed_in_client(cast.lan).get(QUEUE).status_code == 403


def test_the_kinds_of_work_are_told_apart(cast: Cast) -> None:
    waiting, running = filed(cast), received(cast, by="binh")
    steps = words(signed_in_client(cast.dung).get(f"{QUEUE}?kind=steps"))
    assert (running.code or "") in steps
    assert waiting.tracking_code not in steps
