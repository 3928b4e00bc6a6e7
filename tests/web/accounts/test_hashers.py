"""web/accounts/hashers: what a stolen database costs the thief is what OWASP asks for."""

from __future__ import annotations

from argon2 import extract_parameters
from argon2.low_level import Type

from config import settings as as_written
from motcua.web.accounts.hashers import LeanArgon2


def test_the_province_hashes_with_argon2id_at_nineteen_mebibytes_and_two_turns() -> None:
    assert as_written.PASSWORD_HASHERS == ["motcua.web.accounts.hashers.LeanArgon2"]
    hashed = LeanArgon2().encode("Mật khẩu dài 1", "muoi-cua-mot-nguoi")
    kept = extract_parameters(hashed.removeprefix("argon2"))
    assert (kept.type, kept.memory_cost, kept.time_cost, kept.parallelism) == (Type.ID, 19 * 1024, 2, 1)
