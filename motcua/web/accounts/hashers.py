"""Passwords under argon2id at OWASP's lean setting: 19 MiB each, so that sixteen sign-ins at once fit."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
