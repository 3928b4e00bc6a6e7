"""Passwords hashed with next to no work: nearly every test makes two citizens, and nobody attacks them."""

from __future__ import annotations

from motcua.web.accounts.hashers import LeanArgon2


class EasyArgon2(LeanArgon2):
    """The same algorithm with the least memory and one turn."""

    time_cost = 1
    memory_cost = 8
