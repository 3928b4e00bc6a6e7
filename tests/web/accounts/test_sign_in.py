from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.records.journal.models import Entry
from motcua.records.people.models import Session
from motcua.services.people.disable_account import disable_account
from tests.cast import MONDAY, PASSWORD, Cast

SIGN_IN = "/account/sign-in/"


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post(SIGN_IN, {"login": login, "password": password})


def test_a_citizen_signs_in_with_the_chosen_name_and_arrives_at_the_portal(cast: Cast) -> None:
    client = Client()
    answer = sign_in(client, "Lan ")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("accounts:home")
    assert client.get(reverse("accounts:home"))["Location"] == "/"
    assert Entry.objects.filter(stream=f"account:{cast.lan.pk}", kind="account.signed_in").exists()
