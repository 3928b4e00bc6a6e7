"""services/dossiers/write_letter: one thread, sealed; what asks for papers is refused with the way to go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.letters.models import Letter
from motcua.services.dossiers.facts.letters import open_letter
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.dossiers.write_letter import MOST_A_DAY, write_letter
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY, again, complete, nothing_changes, received, story

TEXT = "Bao giờ có kết quả ạ?"


def test_the_applicants_letter_is_kept_sealed(cast: Cast) -> None:
    dossier = received(cast)
    letter = write_letter(dossier=dossier, by=cast.lan, at=TUESDAY, text=TEXT)
    assert (open_letter(letter), letter.is_from_applicant) == (TEXT, True)
    assert TEXT.encode() not in bytes(letter.sealed)
    assert story(dossier)[-1] == "dossier.letter_written"


def test_a_letter_comes_through_whatever_happened_meanwhile(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    write_letter(dossier=stale, by=cast.lan, at=TUESDAY, text=TEXT)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "letter_needed"),
        ("Đề nghị bà nộp thêm bản sao giấy ly hôn.", "use_supplement_request"),
        ("Bà ly hôn năm nào?", "asks_past_the_desk"),
        ("a" * 2001, "too_long"),
    ],
)
def test_what_an_officer_may_not_write_is_refused(cast: Cast, text: str, code: str) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        write_letter(dossier=dossier, by=cast.son, at=TUESDAY, text=text)
    assert said.value.refused.code == code
    assert not Letter.objects.exists()


def test_an_applicant_is_not_told_how_to_ask(cast: Cast) -> None:
    text = "Tôi có phải nộp thêm giấy gì không?"
    assert write_letter(dossier=received(cast), by=cast.lan, at=TUESDAY, text=text).is_from_applicant


def test_what_is_at_its_end_takes_no_letter(cast: Cast) -> None:
    dossier = received(cast)
    withdraw_dossier(dossier=again(dossier), by=cast.lan, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        write_letter(dossier=again(dossier), by=cast.lan, at=TUESDAY, text=TEXT)
    assert said.value.refused.code == "final"


def test_twenty_letters_a_day_are_enough(cast: Cast) -> None:
    dossier = received(cast)
    for _ in range(MOST_A_DAY):
        write_letter(dossier=dossier, by=cast.lan, at=TUESDAY, text=TEXT)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        write_letter(dossier=dossier, by=cast.lan, at=TUESDAY, text=TEXT)
    assert said.value.refused.code == "too_many_letters"
    tomorrow = TUESDAY + timedelta(days=1, minutes=1)
    assert write_letter(dossier=dossier, by=cast.lan, at=tomorrow, text=TEXT)
