"""services/papers/issue_control_slip: Mẫu 05 is written by the hand-overs themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.records.papers.models import Paper
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.send_back import send_back_task
from motcua.services.errors import NotDone
from motcua.services.papers.issue_control_slip import issue_control_slip
from tests.cast import Cast, filed
from tests.services.dossiers.steps import TUESDAY, complete, finished, open_task, received
from tests.services.papers.test_render_paper import words


def test_before_receipt_there_is_nothing_to_control(cast: Cast) -> None:
    with pytest.raises(NotDone) as no:
        issue_control_slip(dossier=filed(cast), by=cast.dung, at=TUESDAY)
    assert no.value.refused.code == "not_received"
    assert not Paper.objects.exists()


def test_the_slip_names_who_gave_and_who_received_and_how_it_stood_to_the_limit(
    cast: Cast, tmp_path: Path
) -> None:
    dossier = complete(cast, received(cast), steps=2)
    text = words(issue_control_slip(dossier=dossier, by=cast.son, at=TUESDAY), tmp_path, order="-raw")
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text
    assert dossier.code in text
    assert "Trước hạn" in text
    assert "9 giờ 00" in text
    for name in ("Trần Văn Dũng", "Chưa phân công"):
        assert name in text


def test_printed_twice_without_a_hand_over_between_it_is_one_slip(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    first = issue_control_slip(dossier=dossier, by=cast.dung, at=TUESDAY)
    assert issue_control_slip(dossier=dossier, by=cast.son, at=TUESDAY).pk == first.pk
    assert first.number == f"{dossier.code}/05"


def test_the_next_slip_has_the_next_number_and_the_reason_of_a_step_sent_back(
    cast: Cast, tmp_path: Path
) -> None:
    dossier = complete(cast, received(cast), steps=2)
    issue_control_slip(dossier=dossier, by=cast.dung, at=TUESDAY)
    send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason="Thiếu ý kiến trưởng thôn.")
    second = issue_control_slip(dossier=dossier, by=cast.dung, at=TUESDAY)
    assert second.number == f"{dossier.code}/05-2"
    assert "Thiếu ý kiến trưởng thôn." in words(second, tmp_path, order="-raw")


def test_the_release_issues_the_whole_slip(cast: Cast, tmp_path: Path) -> None:
    dossier = release_dossier(dossier=finished(cast), by=cast.dung, at=TUESDAY, way="counter")
    slip = Paper.objects.get(dossier=dossier, form="05")
    assert "Người nhận kết quả" in words(slip, tmp_path, order="-raw")
    assert issue_control_slip(dossier=dossier, by=cast.dung, at=TUESDAY) == slip


def test_the_dossier_itself_stays_as_it_is(cast: Cast) -> None:
    dossier = received(cast)
    before = dossier.version
    issue_control_slip(dossier=dossier, by=cast.dung, at=TUESDAY)
    dossier.refresh_from_db()
    assert dossier.version == before
