"""services/dossiers/read_letters: what officers wrote counts as read once the applicant opens the thread."""

from __future__ import annotations

from motcua.reports.letters import unread_by_applicant
from motcua.services.dossiers.read_letters import read_letters
from motcua.services.dossiers.write_letter import write_letter
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY, received


def test_an_officers_letter_waits_until_it_is_read(cast: Cast) -> None:
    dossier = received(cast)
    write_letter(dossier=dossier, by=cast.lan, at=TUESDAY, text="Xin chào.")
    assert not unread_by_applicant([dossier.pk])
    write_letter(dossier=dossier, by=cast.dung, at=TUESDAY, text="Chào chị.", is_from_desk=True)
    assert unread_by_applicant([dossier.pk]) == {dossier.pk}
    read_letters(dossier=dossier, at=TUESDAY)
    assert not unread_by_applicant([dossier.pk])
