"""What the public sees of a dossier."""

from __future__ import annotations

from datetime import timedelta

from motcua.kit.refusal import Refused
from motcua.reports.public_lookup import dossier_by_reference, known_view, public_view
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import MONDAY, Cast, filed


def test_a_dossier_is_found_by_either_code_as_people_type_them(cast: Cast) -> None:
    dossier = filed(cast)
    receive_dossier(dossier=dossier, by=cast.dung, at=MONDAY + timedelta(hours=1))
    assert dossier_by_reference(dossier.tracking_code.lower().replace("-", " ")) == dossier
    assert dossier_by_reference(f" {dossier.code} ") == dossier


def test_what_is_no_code_is_refused_and_an_unknown_code_is_nobody(cast: Cast) -> None:
    assert isinstance(dossier_by_reference("xin chào"), Refused)
    assert dossier_by_reference("000.25.30.H46-200914-0009") is None


def test_without_identification_only_code_and_standing_with_it_the_unit(cast: Cast) -> None:
    dossier = filed(cast)
    assert public_view(dossier).code == dossier.tracking_code
    assert public_view(dossier).__slots__ == ("code", "status")
    assert known_view(dossier).units == ["UBND xã Phong Thủy"]
    assert known_view(dossier).documents
