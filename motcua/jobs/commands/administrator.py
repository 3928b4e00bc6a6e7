"""Makes an administrator's account, or lets one in again, by a one-time link."""

from __future__ import annotations

import argparse
import json

from django.conf import settings
from django.utils import timezone

from motcua.jobs.database import require_database
from motcua.kit.errors import Unusable
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.people.assign_role import assign_role
from motcua.services.people.find_account import find_account
from motcua.services.people.make_officer import make_officer
from motcua.services.people.make_set_up_link import make_set_up_link

HELP = "print a one-time link with which an administrator sets a password"
NEEDS_DATABASE = True
ROLE = "administrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--name", default="Người quản trị", help="the person's full name")


def run(options: argparse.Namespace) -> int:
    require_database()
    root = Agency.objects.filter(parent=None, is_active=True).order_by("pk").first()
    if root is None:
        raise Unusable("there is no agency yet: load the province first (./run --no-demo)")
    account = _administrator(options.login, options.name, root)
    token = make_set_up_link(account=account, by=None, at=business_now(), now=timezone.now())
    link = f"{settings.MOTCUA_PUBLIC_ADDRESS or 'http://127.0.0.1:8000'}/account/set-up/{token}/"
    print(json.dumps({"login": account.login, "link": link}) if options.json else link)
    return 0


def _administrator(login: str, name: str, root: Agency) -> Account:
    account = find_account(login=login)
    if account is None:
        account = _make(login, name)
    elif account.kind != Account.OFFICER:
        raise Unusable(f"{login} is a citizen's account: choose another login")
    assign_role(account=account, agency=root, role=ROLE, by=None, at=business_now())
    return account


def _make(login: str, name: str) -> Account:
    try:
        return make_officer(login=login, name=name, by=None, at=business_now())
    except NotDone as no:
        raise Unusable("; ".join(str(refused) for refused in no.fields.values())) from None
