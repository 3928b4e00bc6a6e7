"""A dossier's statuses and every legal move between them (NĐ 61/2018 Art. 17–20; national TrangThaiHoSo)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.kit.refusal import Refused
from motcua.kit.words import N_


class Status(StrEnum):
    """Where a dossier stands. Pauses, proposals, consultations and approvals are records, not statuses."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWAITING_COMPLETION = "awaiting_completion"
    RECEIVED = "received"
    DECLINED = "declined"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"
    FINISHED = "finished"
    RELEASED = "released"


S = Status

# The one table of legal moves. Two of them hang on more than the status and are guarded in `check_move`:
# received → finished is the immediate result (17.4), and awaiting_payment leads back to where it came from.
MOVES: Mapping[Status, tuple[Status, ...]] = {
    S.DRAFT: (S.SUBMITTED,),
    S.SUBMITTED: (S.RECEIVED, S.DECLINED, S.AWAITING_COMPLETION, S.AWAITING_PAYMENT, S.WITHDRAWN),
    S.AWAITING_COMPLETION: (S.SUBMITTED, S.DECLINED, S.WITHDRAWN),
    S.RECEIVED: (S.PROCESSING, S.FINISHED, S.WITHDRAWN),
    S.PROCESSING: (
        *(S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT, S.FINISHED),
        *(S.REFUSED, S.STOPPED, S.WITHDRAWN),
    ),
    S.AWAITING_SUPPLEMENT: (S.PROCESSING, S.STOPPED, S.WITHDRAWN),
    S.AWAITING_PAYMENT: (S.SUBMITTED, S.PROCESSING, S.WITHDRAWN, S.STOPPED),
    S.FINISHED: (S.RELEASED,),
    S.REFUSED: (S.RELEASED,),
    S.STOPPED: (S.RELEASED,),
    S.DECLINED: (),
    S.WITHDRAWN: (),
    S.RELEASED: (),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page shows a status: a word, a shape and a tone (`ok`, `soon`, `late`, `wait`, `neutral`)."""

    label: str
    glyph: str
    tone: str
    national: int | None


# "soon" is gold: the applicant's turn. Red ("late") is kept for lateness; no status is late by itself.
LOOKS: Mapping[Status, Look] = {
    S.DRAFT: Look(N_("Bản nháp"), "○", "neutral", None),
    S.SUBMITTED: Look(N_("Mới đăng ký"), "◔", "wait", 1),
    S.AWAITING_COMPLETION: Look(N_("Chờ hoàn thiện hồ sơ"), "◇", "soon", 5),
    S.RECEIVED: Look(N_("Đã tiếp nhận"), "◑", "wait", 2),
    S.DECLINED: Look(N_("Không được tiếp nhận"), "□", "neutral", 3),
    S.PROCESSING: Look(N_("Đang xử lý"), "◕", "wait", 4),
    S.AWAITING_SUPPLEMENT: Look(N_("Chờ bổ sung giấy tờ"), "◆", "soon", 5),
    S.AWAITING_PAYMENT: Look(N_("Chờ nộp phí, lệ phí"), "◈", "soon", 6),
    S.WITHDRAWN: Look(N_("Đã rút hồ sơ"), "◁", "neutral", 7),
    S.STOPPED: Look(N_("Dừng xử lý"), "■", "neutral", 8),
    S.REFUSED: Look(N_("Từ chối giải quyết"), "▣", "neutral", 8),
    S.FINISHED: Look(N_("Đã xử lý xong"), "●", "ok", 9),
    S.RELEASED: Look(N_("Đã trả kết quả"), "◉", "ok", 10),
}

FINAL = frozenset(status for status, onward in MOVES.items() if not onward)
BEFORE_RECEIPT = frozenset({S.DRAFT, S.SUBMITTED, S.AWAITING_COMPLETION})
# Filed and not yet decided: somebody still owes the next move.
OPEN = frozenset(
    {S.SUBMITTED, S.AWAITING_COMPLETION, S.RECEIVED, S.PROCESSING, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}
)
# Waiting for money does not stop the clock by itself (5.1đ): only a pause the procedure lists does. Before
# receipt there is no `due_at`, so a query by this set and `due_at` is right for awaiting_payment as well.
CLOCK_RUNNING = frozenset({S.RECEIVED, S.PROCESSING, S.AWAITING_PAYMENT})
# A refusal within the limit counts as handled (19.8); so does a stop, whose notice is released like a result.
HANDLED = frozenset({S.FINISHED, S.REFUSED, S.STOPPED, S.RELEASED})


def check_move(
    current: str, to: str, *, came_from: str | None = None, is_immediate: bool = False
) -> Refused | None:
    """None where the move is legal, else why not.

    `came_from` is the status before awaiting_payment (needed there). `is_immediate` says that the
    procedure's result is handed out at once, which alone allows received → finished. An unknown status
    is a bug and raises ValueError.
    """
    here, there = Status(current), Status(to)
    if there not in MOVES[here]:
        return _why_not(here, there)
    if here is S.RECEIVED and there is S.FINISHED and not is_immediate:
        return Refused("not_immediate", N_("Thủ tục này không trả kết quả ngay: hãy chuyển hồ sơ đi xử lý."))
    if here is S.AWAITING_PAYMENT and there in (S.SUBMITTED, S.PROCESSING):
        return _check_way_back(there, came_from)
    return None


def next_statuses(
    current: str, *, came_from: str | None = None, is_immediate: bool = False
) -> tuple[Status, ...]:
    """Where a dossier may go from here, in the table's order."""
    return tuple(
        there
        for there in MOVES[Status(current)]
        if check_move(current, there, came_from=came_from, is_immediate=is_immediate) is None
    )


def national_status(status: str) -> int | None:
    """The national portal's TrangThaiHoSo (1–10); None for a draft, which it never hears of."""
    return LOOKS[Status(status)].national


def label(status: str) -> str:
    return LOOKS[Status(status)].label


def _check_way_back(there: Status, came_from: str | None) -> Refused | None:
    if came_from is None or S.AWAITING_PAYMENT not in MOVES[Status(came_from)]:
        raise ValueError(f"awaiting_payment needs the status it came from, not {came_from!r}")
    if there == came_from:
        return None
    return Refused(
        "not_where_it_came_from",
        N_("Hồ sơ chờ nộp phí từ trạng thái “%(origin)s” nên chỉ trở lại được trạng thái đó."),
        {"origin": label(came_from)},
    )


def _why_not(here: Status, there: Status) -> Refused:
    names = {"here": label(here), "there": label(there)}
    for holds, code, message in _REASONS:
        if holds(here, there):
            return Refused(code, message, names)
    onward = ", ".join(f"“{label(status)}”" for status in MOVES[here])
    return Refused(
        "no_such_move",
        N_(
            "Hồ sơ đang ở “%(here)s”, không chuyển thẳng sang “%(there)s” được. Chuyển được sang: %(onward)s."
        ),
        {**names, "onward": onward},
    )


# The most telling reason stands first.
_REASONS: tuple[tuple[Callable[[Status, Status], bool], str, str], ...] = (
    (
        lambda here, there: here == there,
        "already_there",
        N_("Hồ sơ đã ở trạng thái “%(here)s” rồi: hãy tải lại trang để xem diễn biến mới nhất."),
    ),
    (
        lambda here, there: here in FINAL,
        "final",
        N_("Hồ sơ đã kết thúc ở “%(here)s”, không thay đổi được nữa. Nếu cần, hãy nộp hồ sơ mới."),
    ),
    (
        lambda here, there: here is S.DRAFT,
        "not_submitted",
        N_("Hồ sơ còn là bản nháp: hãy nộp hồ sơ trước."),
    ),
    (
        lambda here, there: there is S.DRAFT,
        "already_submitted",
        N_("Hồ sơ đã nộp, không trở lại thành bản nháp được."),
    ),
    (
        lambda here, there: there is S.RELEASED,
        "no_result",
        N_("Hồ sơ đang ở “%(here)s”, chưa có kết quả để trả."),
    ),
    (
        lambda here, there: here in HANDLED,
        "already_handled",
        N_("Hồ sơ đã giải quyết (“%(here)s”): việc còn lại chỉ là trả kết quả."),
    ),
    (
        lambda here, there: (
            here in BEFORE_RECEIPT and there not in {*BEFORE_RECEIPT, S.RECEIVED, S.AWAITING_PAYMENT}
        ),
        "not_received",
        N_("Hồ sơ chưa được tiếp nhận: hãy tiếp nhận trước rồi mới chuyển sang “%(there)s”."),
    ),
    (
        lambda here, there: (
            here in {S.RECEIVED, S.PROCESSING, S.AWAITING_SUPPLEMENT}
            and there in {*BEFORE_RECEIPT, S.DECLINED}
        ),
        "already_received",
        N_("Hồ sơ đã được tiếp nhận, không chuyển sang “%(there)s” được nữa."),
    ),
    (
        lambda here, there: here in {S.AWAITING_COMPLETION, S.AWAITING_SUPPLEMENT},
        "awaiting_applicant",
        N_("Hồ sơ đang ở “%(here)s”: hãy chờ người nộp bổ sung xong rồi mới chuyển sang “%(there)s”."),
    ),
)
