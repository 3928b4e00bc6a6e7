"""Issues a bearer token for an account; it is shown once."""

from __future__ import annotations

import argparse
import json

from django.utils import timezone

from motcua.jobs.database import require_database
from motcua.kit.errors import Unusable
from motcua.services.clock import business_now
from motcua.services.people.bearer import may_act
from motcua.services.people.find_account import find_account
from motcua.services.people.issue_token import issue_token

HELP = "print a bearer token that carries the account's rights"
NEEDS_DATABASE = True
_LONGEST_DAYS = 3650


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--days", type=int, default=90, help="how long it is good for (default: 90)")


def run(options: argparse.Namespace) -> int:
    if not 1 <= options.days <= _LONGEST_DAYS:
        raise Unusable(f"--days must be 1 to {_LONGEST_DAYS}, not {options.days}")
    require_database()
    account = find_account(login=options.login)
    if account is None:
        raise Unusable(f"there is no account {options.login}: make it first, or check the spelling")
    if not may_act(account):
        raise Unusable(f"the account {options.login} is shut: open it again first")
    token = issue_token(account=account, days=options.days, by=None, at=business_now(), now=timezone.now())
    print(
        json.dumps({"login": account.login, "days": options.days, "token": token}) if options.json else token
    )
    return 0
