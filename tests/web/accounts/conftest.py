"""The accounts alone, with a few made-up pages behind the gate: other rooms may change as they like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as shipped
from pytest_django import Settings

from motcua.web.accounts.policy import policy
from tests.web.accounts.addresses import AUTHORISATION


@pytest.fixture(autouse=True)
def gate(settings: Settings, tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "authorisation.toml"
    path.write_text(Path(shipped.MOTCUA_AUTHORISATION).read_text("utf-8") + AUTHORISATION, "utf-8")
    settings.MOTCUA_AUTHORISATION = path
    settings.ROOT_URLCONF = "tests.web.accounts.addresses"
    policy.cache_clear()
    yield
    policy.cache_clear()
