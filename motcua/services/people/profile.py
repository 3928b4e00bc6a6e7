"""What a person may see of what their own account keeps."""

from __future__ import annotations

from typing import Any

from motcua.records.people.models import Account
from motcua.services.people.person import person_of


def own_profile(account: Account) -> dict[str, Any]:
    """Name, birth date (dd/mm/yyyy), phone, email, address; the identity number with its middle hidden."""
    person = person_of(account)
    number = person.get("identity_number", "")
    year_first = person.get("born_on", "").split("-")
    return {
        "name": account.name,
        "born_on": "/".join(reversed(year_first)),
        "phone": person.get("phone", ""),
        "email": person.get("email", ""),
        "address": person.get("address", ""),
        "login": person.get("login", account.login),
        "identity_number": f"{number[:3]}•••••{number[-3:]}" if number else "",
    }


def applicant_of(account: Account) -> dict[str, str]:
    """What an e-form's applicant page can be filled in with, so that nothing known is asked again."""
    person = person_of(account)
    return {
        "name": account.name,
        "identity": person.get("identity_number", ""),
        "phone": person.get("phone", ""),
        "email": person.get("email", ""),
        "address": person.get("address", ""),
    }
