"""Django's door to accounts. Signing in goes through AccountAdapter, which calls the verb."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.people.verify_password import verify_password
from motcua.web.accounts.address import client_address


class AccountBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **others: Any
    ) -> Account | None:
        if request is None:
            return None
        try:
            return verify_password(
                login=username, password=password, address=client_address(request), at=timezone.now()
            )
        except NotDone:
            return None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id).first()
