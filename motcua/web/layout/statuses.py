"""The word and tone of each status: what `_tag.html` shows (rules: status is word, shape and colour)."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Tone: TypeAlias = Literal["ok", "run", "soon", "late", "wait", "neutral"]


class Tag(NamedTuple):
    """A status for people. `late` is for late or wrong only, `soon` for soon or the reader's turn."""

    tone: Tone
    word: str | Promise


DOSSIER = {
    "draft": Tag("neutral", _("Bản nháp, chưa nộp")),
    "submitted": Tag("wait", _("Đã nộp, chờ tiếp nhận")),
    "awaiting_completion": Tag("soon", _("Cần hoàn thiện trước khi tiếp nhận")),
    "received": Tag("run", _("Đã tiếp nhận")),
    "declined": Tag("neutral", _("Không tiếp nhận")),
    "processing": Tag("run", _("Đang giải quyết")),
    "awaiting_supplement": Tag("soon", _("Cần bổ sung giấy tờ")),
    "awaiting_payment": Tag("soon", _("Cần nộp tiền")),
    "withdrawn": Tag("neutral", _("Đã rút")),
    "stopped": Tag("neutral", _("Dừng giải quyết")),
    "refused": Tag("neutral", _("Từ chối giải quyết")),
    "finished": Tag("ok", _("Đã có kết quả")),
    "released": Tag("ok", _("Đã trả kết quả")),
}

TIMELINESS = {
    "early": Tag("ok", _("trước hạn")),
    "on_time": Tag("ok", _("đúng hạn")),
    "late": Tag("late", _("quá hạn")),
    "running": Tag("ok", _("trong hạn")),
    "due_soon": Tag("soon", _("sắp đến hạn")),
    "overdue": Tag("late", _("đã quá hạn")),
    "stopped": Tag("wait", _("đang dừng tính giờ")),
}

BANDS = {
    "xuat_sac": Tag("ok", _("Xuất sắc")),
    "tot": Tag("ok", _("Tốt")),
    "kha": Tag("neutral", _("Khá")),
    "trung_binh": Tag("soon", _("Trung bình")),
    "yeu": Tag("late", _("Yếu")),
}
NO_BAND = Tag("neutral", _("Không xếp loại"))
