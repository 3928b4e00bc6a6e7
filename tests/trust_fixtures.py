"""What tests of journal, outbox, files, backup and verification stand on: a data folder with its own keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.records.keys import forget_keys, make_keys


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An empty data folder with fresh keys; everything the system writes lies under it."""
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_KEYS = tmp_path / "keys"
    settings.MOTCUA_FILES = tmp_path / "files"
    make_keys(settings.MOTCUA_KEYS)
    forget_keys()
    yield tmp_path
    forget_keys()
