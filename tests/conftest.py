"""What every test stands on: a data folder of its own, keys in it, and a small province with its people.

tests/environment.py sets the environment itself, before pytest-django reads the settings.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, TransactionTestCase

from tests.browser import browser
from tests.environment import DATA as _DATA
from tests.environment import FOLDER as _FOLDER
from tests.environment import MADE_HERE as _MADE_HERE

__all__ = ["browser"]

(_DATA / "static").mkdir(parents=True, exist_ok=True)
django_settings.STORAGES = {
    **django_settings.STORAGES,
    # The manifest is made by ./run; tests take the files as they lie.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
django_settings.PASSWORD_HASHERS = ["tests.hashing.EasyArgon2"]
django.setup()  # the conftests below import models

from motcua.records.journal.guards import lift_guards, set_guards  # noqa: E402


def _empty_with_the_guards_lifted(case: TransactionTestCase) -> None:
    """A test that commits has its tables emptied, which the journal refuses to everybody else."""
    lift_guards(connection)
    _empty(case)
    set_guards(connection)


_empty = TransactionTestCase._fixture_teardown
TransactionTestCase._fixture_teardown = _empty_with_the_guards_lifted


def pytest_unconfigure() -> None:
    if _MADE_HERE and "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    """This run's keys, where the settings look for them."""
    from motcua.records.keys import make_keys

    make_keys(_DATA / "keys")


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    """Row ids begin anew in every test, so nothing kept by id may outlive one."""
    yield
    from tests.memory import forget_everything

    forget_everything()


@pytest.fixture(scope="session")
def small_province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province's folder with two districts and three communes of the real one."""
    from tests.cast import write_small_province

    return write_small_province(tmp_path_factory.mktemp("province"))


@pytest.fixture
def province(db: None, small_province: Path):  # type: ignore[no-untyped-def]
    """The small province loaded, nobody in it: `province["phong_thuy"]` is an agency."""
    from tests.cast import load_small_province

    return load_small_province(small_province)


@pytest.fixture
def cast(province):  # type: ignore[no-untyped-def]
    """The small province and the people of tests/cast.py in it."""
    from tests.cast import people_the_province

    return people_the_province(province)


@pytest.fixture
def client_as() -> Callable[..., Client]:
    """`client_as(account)`: a browser signed in as that account, second factor included."""
    from tests.cast import signed_in_client

    return signed_in_client
