"""One dossier, however often the button is pressed."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.files.models import Document
from motcua.services.drafts.content import open_draft
from motcua.services.drafts.file_draft import file_draft
from motcua.services.drafts.remove_from_draft import remove_from_draft
from motcua.services.drafts.save_draft import save_draft
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, load_small_province, people_the_province
from tests.services.drafts.drafting import ready


def test_a_filed_draft_becomes_a_dossier_with_its_papers_and_keeps_nothing_itself(cast: Cast) -> None:
    draft = ready(cast)
    given = list(Document.objects.filter(draft=draft).values_list("requirement", "file"))
    dossier = file_draft(draft=draft, by=cast.lan, at=MONDAY)
    assert (dossier.status, dossier.submitter) == ("submitted", cast.lan)
    assert list(dossier.documents.values_list("requirement", "file")) == given
    draft.refresh_from_db()
    assert draft.dossier == dossier
    assert open_draft(draft).form == {}


def test_pressing_twice_gives_the_same_dossier(cast: Cast) -> None:
    draft = ready(cast)
    first = file_draft(draft=draft, by=cast.lan, at=MONDAY)
    # The second request began before the first was done: it still holds the unfiled draft.
    assert file_draft(draft=draft, by=cast.lan, at=MONDAY) == first
    assert Dossier.objects.count() == 1


def test_what_is_missing_is_named_and_the_draft_stays_as_it_was(cast: Cast) -> None:
    draft = ready(cast, procedure="1.001193")
    papers = list(Document.objects.filter(draft=draft).values_list("pk", "requirement"))
    remove_from_draft(draft=draft, documents=[pk for pk, _ in papers], by=cast.lan, at=MONDAY)
    before = open_draft(Draft.objects.get(pk=draft.pk))
    with pytest.raises(NotDone) as no:
        file_draft(draft=draft, by=cast.lan, at=MONDAY)
    assert set(no.value.fields) == {f"documents.{key}" for _, key in papers}
    assert open_draft(Draft.objects.get(pk=draft.pk)) == before
    assert not Dossier.objects.exists()


def test_a_wrong_phone_is_named_by_its_box(cast: Cast) -> None:
    draft = ready(cast)
    applicant = {**open_draft(draft).applicant, "phone": "12"}
    save_draft(draft=draft, by=cast.lan, at=MONDAY, applicant=applicant)
    with pytest.raises(NotDone) as no:
        file_draft(draft=draft, by=cast.lan, at=MONDAY)
    assert set(no.value.fields) == {"applicant.phone"}


@pytest.mark.django_db(transaction=True)
def test_four_presses_at_once_make_one_dossier(transactional_db: None, small_province) -> None:  # type: ignore[no-untyped-def]
    cast = people_the_province(load_small_province(small_province))
    draft, filed = ready(cast), []
    barrier = threading.Barrier(4)

    def press() -> None:
        barrier.wait()
        try:
            filed.append(file_draft(draft=Draft.objects.get(pk=draft.pk), by=cast.lan, at=MONDAY).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(filed) == 4
    assert len(set(filed)) == 1
    assert Dossier.objects.count() == 1


def test_who_has_a_running_dossier_like_it_is_asked_first(cast: Cast) -> None:
    first = file_draft(draft=ready(cast), by=cast.lan, at=MONDAY)
    second = ready(cast)
    with pytest.raises(NotDone) as no:
        file_draft(draft=second, by=cast.lan, at=MONDAY)
    assert no.value.fields["repeat"].params["ref"] == first.tracking_code
    assert file_draft(draft=second, by=cast.lan, at=MONDAY, is_repeat_confirmed=True) != first


def test_nobody_learns_of_anothers_dossier_by_typing_their_number(cast: Cast) -> None:
    file_draft(draft=ready(cast), by=cast.lan, at=MONDAY)
    draft = ready(cast, by="binh")
    assert file_draft(draft=draft, by=cast.binh, at=MONDAY).submitter == cast.binh
