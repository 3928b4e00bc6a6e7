"""The desk's hall: counters by field and the tickets people wait with (NĐ 61/2018 Art. 13.2b).

No name, no phone, no reason for priority: a ticket is a number of the day. Nothing of this is journaled,
for no right hangs on it.
"""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.procedures.models import Field


class Counter(models.Model):
    """A place at an agency's desk where one officer serves; `field_codes` empty: every field.

    `called_ahead`: how many people in a row it has called ahead of ordinary ones (rules.waiting).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, default="", blank=True)
    field_codes = models.JSONField(default=list)
    officer = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="counters")
    is_open = models.BooleanField(default=False)
    called_ahead = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="counter_once"),
            models.UniqueConstraint(
                fields=["officer"], name="counter_one_an_officer", condition=models.Q(is_open=True)
            ),
        ]


class QueueTicket(models.Model):
    """A number of one day at one agency, `A001`; `token` is the address of its page on the phone."""

    WAITING, CALLED, SERVING = "waiting", "called", "serving"
    SERVED, NO_SHOW, LEFT = "served", "no_show", "left"
    AT_COUNTER = (CALLED, SERVING)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=3)
    serial = models.PositiveIntegerField()
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    is_priority = models.BooleanField(default=False)
    appointed_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=8, default=WAITING)
    counter = models.ForeignKey(Counter, null=True, on_delete=models.PROTECT, related_name="tickets")
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    call_count = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day", "letter", "serial"], name="queue_ticket_once"),
            models.UniqueConstraint(
                fields=["counter"],
                name="queue_ticket_one_a_counter",
                condition=models.Q(status__in=["called", "serving"]),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "day", "status"], name="queue_ticket_hall"),
            models.Index(fields=["agency", "day", "-called_at"], name="queue_ticket_called"),
        ]

    @property
    def number(self) -> str:
        """As it is printed, shown and called."""
        return f"{self.letter}{self.serial:03d}"


class SlotRule(models.Model):
    """How an agency takes appointments: the length of a slot, and how many people it may hold."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="slot_rule")
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()


class Appointment(models.Model):
    """A time booked at a desk. The phone number itself is not kept, only what it is recognised by."""

    BOOKED, CANCELLED, ARRIVED = "booked", "cancelled", "arrived"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    slot_at = models.DateTimeField()
    day = models.DateField()
    phone_index = models.CharField(max_length=64)
    is_priority = models.BooleanField(default=False)
    token = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=9, default=BOOKED)
    ticket = models.OneToOneField(
        QueueTicket, null=True, on_delete=models.PROTECT, related_name="appointment"
    )
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "phone_index"],
                name="appointment_one_a_day",
                condition=models.Q(status="booked"),
            )
        ]
        indexes = [models.Index(fields=["agency", "slot_at", "status"], name="appointment_slot")]
