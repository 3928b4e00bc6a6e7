"""An officer will be away, and who does their work meanwhile; it ends by itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.people.models import Account
from motcua.rules.absences import Cover, check_cover
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account


def record_absence(
    *,
    absent: Account,
    substitute: Account | None,
    agency: Agency,
    from_on: date,
    until_on: date,
    by: Account,
    at: datetime,
) -> Absence:
    """Keeps who stands in for `absent` at `agency`, from one day to another, both in.

    The caller has asked whether `by` may. Raises NotDone where the days, the roles or another cover
    forbid it.
    """
    if substitute is None or not substitute.is_active:
        nobody = Refused("no_substitute", N_("Hãy chọn người làm thay."))
        raise NotDone(nobody, {"substitute": nobody})
    with transaction.atomic():
        # One after the other at an agency: two covers that are fine alone may be a chain together.
        Agency.objects.select_for_update().filter(pk=agency.pk).values_list("pk").first()
        _check(Cover(absent.pk, substitute.pk, from_on, until_on), agency, at)
        made = Absence.objects.create(
            absent=absent,
            substitute=substitute,
            agency=agency,
            from_on=from_on,
            until_on=until_on,
            at=at,
            by=by,
        )
        record_for_account(
            account=absent,
            kind="account.absence_recorded",
            at=at,
            data={
                "absence": made.pk,
                "substitute": substitute.pk,
                "agency": agency.pk,
                "from": from_on.isoformat(),
                "until": until_on.isoformat(),
            },
            actor=by.pk,
        )
    return made


def roles_at(account: Account, agency: Agency | int, on: date) -> frozenset[str]:
    """What the account holds there on a day."""
    held = Assignment.objects.filter(Q(until_on=None) | Q(until_on__gt=on), account=account, agency=agency)
    return frozenset(held.filter(from_on__lte=on).values_list("role", flat=True))


def _check(wanted: Cover, agency: Agency, at: datetime) -> None:
    standing = Absence.objects.filter(
        ended_at=None, until_on__gte=wanted.from_on, from_on__lte=wanted.until_on
    )
    people = (wanted.absent, wanted.substitute)
    near = standing.filter(Q(absent__in=people) | Q(substitute__in=people))
    others = [Cover(one.absent_id, one.substitute_id, one.from_on, one.until_on) for one in near]
    accounts = Account.objects.in_bulk(people)
    today = local_date(at)
    refused = check_cover(
        wanted,
        others,
        today=today,
        absent_roles=roles_at(accounts[wanted.absent], agency, today),
        substitute_roles=roles_at(accounts[wanted.substitute], agency, today),
    )
    if refused is not None:
        raise NotDone(refused[1], {refused[0]: refused[1]})
