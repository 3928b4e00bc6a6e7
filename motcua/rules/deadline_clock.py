"""A dossier's clock: started, stopped, restarted, continued, promised anew (NĐ 61/2018 Art. 5, 11, 19).

The clock is reckoned from its events alone; an event the law does not allow is refused and changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.clock_events import RESUMES, ClockEvent, ClockState, Resume, Status, check_events
from motcua.rules.desk_deadlines import (
    SUPPLEMENT_NOTICE_LIMIT,
    apology_deadline,
    is_return_late,
    supplement_notice_deadline,
)
from motcua.rules.pauses import RETURN, Pause, continued_due_at
from motcua.rules.time_limit import TimeLimit, due_at
from motcua.rules.timeliness import Timeliness, is_late, timeliness_of
from motcua.rules.working_calendar import WorkingCalendar

__all__ = ["ClockEvent", "ClockState", "apology_deadline", "reckon_clock", "supplement_notice_deadline"]


def reckon_clock(
    *,
    limit: TimeLimit,
    resume: Resume,
    events: Sequence[ClockEvent],
    calendar: WorkingCalendar,
    notice_limit: TimeLimit = SUPPLEMENT_NOTICE_LIMIT,
    requests_before_receipt: int = 0,
) -> ClockState:
    """The clock after `events` (in time order, `receive` first; anything else is Unusable).

    `resume`: what a return for completion does when the last item arrives, `restart` from zero or
    `continue`; pauses always continue. `requests_before_receipt` counts against the one request of
    a dossier's life.
    """
    if resume not in RESUMES:
        raise Unusable(f"“{resume}” is not a way to resume: use {' or '.join(RESUMES)}")
    check_events(events)
    clock = _Clock(events[0].at, limit, resume, calendar, notice_limit, requests_before_receipt)
    for event in events[1:]:
        if refused := clock.take(event):
            clock.refused.append((event.at, refused))
    return clock.state()


class _Clock:
    """The clock while its events are told; each verb returns its no or changes the clock."""

    def __init__(
        self,
        received_at: datetime,
        limit: TimeLimit,
        resume: Resume,
        calendar: WorkingCalendar,
        notice_limit: TimeLimit,
        request_count: int,
    ) -> None:
        self.limit, self.resume_rule, self.calendar = limit, resume, calendar
        self.notice_limit, self.request_count = notice_limit, request_count
        self.received_at = received_at
        self.stopped: tuple[datetime, str] | None = None
        self.finished_at: datetime | None = None
        self.timeliness: Timeliness | None = None
        self.appointed_at: datetime | None = None
        self.is_reappointment_late: bool | None = None
        self.has_late_request = self.was_late_at_request = False
        self.refused: list[tuple[datetime, Refused]] = []
        self.start(received_at)

    def take(self, event: ClockEvent) -> Refused | None:
        if self.finished_at:
            return Refused(
                "after_finish",
                N_("Hồ sơ đã giải quyết xong nên không ghi thêm được. Hãy kiểm tra mã hồ sơ."),
            )
        return _VERBS[event.what](self, event)

    def start(self, at: datetime) -> None:
        self.started_at, self.pauses = at, list[Pause]()
        self.due_at = due_at(at, self.limit, self.calendar)

    def request_supplement(self, event: ClockEvent) -> Refused | None:
        if self.stopped:
            return _not_running()
        if self.request_count and not event.has_override:
            return Refused(
                "already_asked",
                N_("Hồ sơ đã được yêu cầu bổ sung một lần. Muốn hỏi thêm, hãy trình lãnh đạo ký cho phép."),
            )
        is_request_late = is_return_late(event.at, self.received_at, self.calendar, self.notice_limit)
        if is_request_late and not event.has_override:
            return self._return_too_late()
        self.request_count += 1
        self.has_late_request |= is_request_late
        self.was_late_at_request |= is_late(self.limit, self.due_at, event.at)
        self.stopped = (event.at, RETURN)
        return None

    def supplement_complete(self, event: ClockEvent) -> Refused | None:
        if not self.stopped or self.stopped[1] != RETURN:
            return Refused(
                "not_stopped", N_("Hồ sơ không chờ bổ sung. Hãy ghi giấy tờ này vào hồ sơ đang giải quyết.")
            )
        if self.resume_rule == "restart":
            self.stopped = None
            self.start(event.at)
        else:
            self._go_on(event.at)
        return None

    def pause(self, event: ClockEvent) -> Refused | None:
        if self.stopped:
            return _not_running()
        self.stopped = (event.at, event.kind)
        return None

    def resume(self, event: ClockEvent) -> Refused | None:
        if not self.stopped or self.stopped[1] == RETURN:
            return Refused("not_stopped", N_("Hồ sơ không tạm dừng nên không có gì để tiếp tục."))
        self._go_on(event.at)
        return None

    def reappoint(self, event: ClockEvent) -> Refused | None:
        if self.stopped:
            return _not_running()
        if self.appointed_at:
            return Refused(
                "already_reappointed",
                N_("Hồ sơ đã được hẹn lại một lần, không được hẹn thêm. Hãy giải quyết sớm nhất."),
            )
        if not event.new_due_at or event.new_due_at <= self.due_at:
            return Refused(
                "not_later",
                N_("Ngày hẹn lại phải sau thời hạn giải quyết (%(due_at)s). Hãy chọn ngày muộn hơn."),
                {"due_at": _for_people(self.due_at)},
            )
        self.appointed_at = event.new_due_at
        self.is_reappointment_late = event.at > apology_deadline(self.due_at, self.limit, self.calendar)
        return None

    def finish(self, event: ClockEvent) -> Refused | None:
        if self.stopped:
            return _not_running()
        self.finished_at = event.at
        self.timeliness = (
            "late" if self.was_late_at_request else timeliness_of(self.limit, self.due_at, event.at)
        )
        return None

    def state(self) -> ClockState:
        status: Status = "finished" if self.finished_at else "stopped" if self.stopped else "running"
        return ClockState(
            status=status,
            received_at=self.received_at,
            started_at=self.started_at,
            due_at=self.due_at,
            pauses=tuple(self.pauses),
            stopped_at=self.stopped[0] if self.stopped else None,
            finished_at=self.finished_at,
            timeliness=self.timeliness,
            appointed_at=self.appointed_at,
            is_reappointment_late=self.is_reappointment_late,
            request_count=self.request_count,
            has_late_request=self.has_late_request,
            was_late_at_request=self.was_late_at_request,
            refused=tuple(self.refused),
        )

    def _go_on(self, at: datetime) -> None:
        if self.stopped:
            self.pauses.append(Pause(self.stopped[0], at, self.stopped[1]))
        self.stopped = None
        self.due_at = continued_due_at(self.started_at, self.limit, self.pauses, self.calendar)

    def _return_too_late(self) -> Refused:
        deadline = supplement_notice_deadline(self.received_at, self.calendar, self.notice_limit)
        return Refused(
            "return_too_late",
            N_("Đã quá hạn trả hồ sơ để bổ sung (%(deadline)s). Muốn trả, hãy trình lãnh đạo ký cho phép."),
            {"deadline": _for_people(deadline)},
        )


_VERBS: Mapping[str, Callable[[_Clock, ClockEvent], Refused | None]] = {
    "request_supplement": _Clock.request_supplement,
    "supplement_complete": _Clock.supplement_complete,
    "pause": _Clock.pause,
    "resume": _Clock.resume,
    "reappoint": _Clock.reappoint,
    "finish": _Clock.finish,
}


def _not_running() -> Refused:
    return Refused(
        "not_running", N_("Thời hạn của hồ sơ đang dừng. Hãy cho hồ sơ tiếp tục trước khi làm việc này.")
    )


def _for_people(at: datetime) -> str:
    return f"{at:%H:%M %d/%m/%Y}"
