"""Whoever booked a time comes, or says that they will not (NĐ 61/2018 Art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.queueing.models import Appointment, QueueTicket
from motcua.rules.appointment_slots import why_not_arrive
from motcua.services.errors import NotDone
from motcua.services.queueing.take_ticket import give_number, hold_numbers


def arrive(*, appointment: Appointment, at: datetime) -> QueueTicket:
    """Turns it into a number that is called at its time, before all others; said twice it is once.

    Raises NotDone where it was cancelled, or it is too early or too late.
    """
    with transaction.atomic():
        hold_numbers(appointment.agency)
        now = Appointment.objects.select_related("agency", "field", "ticket").get(pk=appointment.pk)
        if now.ticket:
            return now.ticket
        _check_stands(now)
        if refused := why_not_arrive(local(now.slot_at), now=local(at)):
            raise NotDone(refused)
        ticket = give_number(
            now.agency, now.field.code, at=at, is_priority=now.is_priority, appointed_at=now.slot_at
        )
        now.status, now.ticket, now.ended_at = Appointment.ARRIVED, ticket, at
        now.save(update_fields=["status", "ticket", "ended_at"])
        return ticket


def cancel_appointment(*, appointment: Appointment, at: datetime) -> Appointment:
    """Gives the time back; said twice it is once. Raises NotDone where they have come already."""
    with transaction.atomic():
        hold_numbers(appointment.agency)
        booked = Appointment.objects.filter(pk=appointment.pk, status=Appointment.BOOKED)
        booked.update(status=Appointment.CANCELLED, ended_at=at)
        now = Appointment.objects.get(pk=appointment.pk)
        if now.status == Appointment.ARRIVED:
            raise NotDone(Refused("arrived_already", N_("Bạn đã báo đến và có số thứ tự rồi.")))
        return now


def _check_stands(appointment: Appointment) -> None:
    if appointment.status == Appointment.CANCELLED:
        raise NotDone(
            Refused("was_cancelled", N_("Lịch hẹn này đã hủy. Hãy đặt giờ khác hoặc lấy số thứ tự."))
        )
