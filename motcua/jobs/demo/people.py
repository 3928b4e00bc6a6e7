"""The demo's officers: an account and its roles for every post at every agency (officers.json).

None of them has a password that works; the few who are printed get theirs in `printed.py`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from motcua.jobs.demo.bulk import Batch, next_id, write_batch
from motcua.jobs.demo.names import NameParts, name_parts
from motcua.kit.folding import fold
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.people.models import Account
from motcua.services.journal.append import make_entry
from motcua.services.people.person import put_person

_SINCE = date(2020, 1, 1)
_SLUGS = {
    "desk_officer": "motcua",
    "desk_head": "truongmotcua",
    "specialist": "chuyenvien",
    "unit_head": "truongphong",
    "leader": "lanhdao",
    "clerk": "vanthu",
    "controller": "kiemsoat",
    "administrator": "quantri",
}
# Posts the provincial lists do not know, because only the system needs them: (tier, kind) → role.
_HOUSE_POSTS = {("province", "office"): "controller", ("province", "peoples_committee"): "administrator"}
_GENERIC = ("uy ban nhan dan", "ubnd", "tinh", "huyen", "xa", "phuong", "thi tran", "thi xa", "thanh pho")


@dataclass(frozen=True, slots=True)
class Post:
    """One post at one agency; `number` counts the holders of that role there."""

    agency: Agency
    role: str
    number: int
    is_reserve: bool


def make_officers(*, folder: Path, at: datetime, seed: int) -> int:
    """All posts filled, in one go; the number of accounts made."""
    rules = json.loads((folder / "officers.json").read_text("utf-8"))["rules"]
    names, rng = name_parts(folder), random.Random(seed)
    agencies = list(Agency.objects.filter(is_active=True).order_by("code"))
    slugs = agency_slugs(agencies)
    batch, account_id = Batch(), next_id(Account)
    for post in (post for agency in agencies for post in _posts(rules, agency)):
        login = login_of(post.role, slugs[post.agency.pk], post.number)
        _fill(batch, post, account_id, login, names, rng, at)
        account_id += 1
    write_batch(batch.rows())
    return len(batch.instances[Account])


def login_of(role: str, agency_slug: str, number: int = 1) -> str:
    """`motcua.phongthuy`, `motcua2.phongthuy`."""
    return f"{_SLUGS[role]}{number if number > 1 else ''}.{agency_slug}"


def agency_slugs(agencies: list[Agency]) -> dict[int, str]:
    """A short word for each agency by id, made longer by its parent's where two would be the same."""
    plain = {agency.pk: _slug(agency) for agency in agencies}
    taken = Counter(plain.values())
    return {
        agency.pk: plain[agency.pk]
        if taken[plain[agency.pk]] == 1 or agency.parent_id is None
        else f"{plain[agency.pk]}.{plain[agency.parent_id]}"
        for agency in agencies
    }


def _slug(agency: Agency) -> str:
    if agency.kind != "peoples_committee":
        return fold(agency.abbr).replace(" ", "")
    words = f" {fold(agency.name)} "
    for generic in _GENERIC:
        words = words.replace(f" {generic} ", " ", 1)
    return words.replace(" ", "").replace("-", "")


def _posts(rules: list[Mapping[str, Any]], agency: Agency) -> Iterator[Post]:
    held: Counter[str] = Counter()
    rule = next((rule for rule in rules if _fits(rule, agency)), None)
    for asked in rule["posts"] if rule else ():
        for _ in range(asked["count"]):
            held[asked["role"]] += 1
            yield Post(agency, asked["role"], held[asked["role"]], asked["is_reserve"])
    if role := _HOUSE_POSTS.get((agency.tier, agency.kind)):
        yield Post(agency, role, 1, is_reserve=False)


def _fits(rule: Mapping[str, Any], agency: Agency) -> bool:
    return (
        (rule["tier"], rule["kind"]) == (agency.tier, agency.kind)
        and agency.abbr in rule.get("only", [agency.abbr])
        and agency.abbr not in rule.get("except", [])
    )


def _fill(
    batch: Batch, post: Post, account_id: int, login: str, names: NameParts, rng: random.Random, at: datetime
) -> None:
    """What the verbs `make_officer` and `assign_role` write, in memory."""
    account = Account(
        pk=account_id,
        kind=Account.OFFICER,
        login=login,
        created_at=at,
        is_demo=True,
        password=make_password(None),
    )
    put_person(account, names.full_name(rng, is_female=rng.random() < 0.45), {})
    batch.add(account)
    batch.add(
        Assignment(
            account=account, agency=post.agency, role=post.role, is_reserve=post.is_reserve, from_on=_SINCE
        )
    )
    given = {"role": post.role, "agency": post.agency.pk, "reserve": post.is_reserve}
    for kind, data in (("account.officer_made", {}), ("account.role_assigned", given)):
        entry = make_entry(
            stream=f"account:{account_id}",
            number=account.version + 1,
            kind=kind,
            at=at,
            actor=account_id,
            data=data,
            previous_hash=account.journal_head,
            recorded_at=at,
        )
        account.version, account.journal_head = account.version + 1, entry.hash
        batch.add(entry)
