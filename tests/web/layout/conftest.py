"""The shared look is tested with plain static addresses and the few URLs it names."""

import pytest


@pytest.fixture(autouse=True)
def _plain_addresses(settings):
    settings.ROOT_URLCONF = "tests.web.layout.urls"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
