"""An officer's account, without a password and without a role."""

from __future__ import annotations

import pytest

from motcua.services.errors import NotDone
from motcua.services.people.make_officer import make_officer
from tests.cast import MONDAY, Cast
from tests.services.people.journal import last_told


def test_nobody_can_sign_in_with_it_before_a_password_is_set(cast: Cast) -> None:
    made = make_officer(login="Nam.Nguyen", name="Nguyễn Văn Nam", by=cast.tuan, at=MONDAY)
    assert (made.login, made.kind, made.folded_name) == ("nam.nguyen", "officer", "nguyen van nam")
    assert not made.has_usable_password()
    assert not made.assignments.exists()
    assert last_told(made) == ("account.officer_made", {}, cast.tuan.pk)


def test_several_officers_have_no_identity_number_and_do_not_clash(cast: Cast) -> None:
    assert cast.dung.identity_index is None
    assert cast.hoa.identity_index is None


@pytest.mark.parametrize(
    ("login", "name", "field"),
    [("dung", "Nguyễn Văn Dũng", "login"), ("0912345678", "Nguyễn Nam", "login"), ("nam", "N", "name")],
)
def test_a_wrong_field_is_named(cast: Cast, login: str, name: str, field: str) -> None:
    with pytest.raises(NotDone) as caught:
        make_officer(login=login, name=name, by=None, at=MONDAY)
    assert set(caught.value.fields) == {field}
