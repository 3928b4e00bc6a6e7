"""Who takes a result and which originals go with it: the questions, and what was written down.

The intake's twin (handover.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.records.dossiers.models import Dossier
from motcua.rules.collecting import COUNTER, IDENTITY, POST, PROXY, RECEIPT, SELF
from motcua.rules.delegation import FIELDS
from motcua.services.dossiers.facts.collecting import notices_of, originals_left, release_of, returns_of
from motcua.services.dossiers.facts.content import SealedContent
from motcua.services.procedures.frozen import frozen_procedure
from motcua.web.accounts.permit import may
from motcua.web.desk.panel import Tried
from motcua.web.layout.fields import Choice, FieldView
from motcua.web.layout.handed_over import original, written

RELEASE, RETURN = "release", "return-originals"
_TO_HAND_OVER = frozenset({"finished", "refused", "stopped"})


def read_collected(posted: QueryDict) -> dict[str, Any]:
    """As typed, in the shape that the verbs take."""
    return {
        "collector": posted.get("collector", "")[:20],
        "shown": posted.get("shown", "")[:20],
        "delegation": {name: posted.get(f"delegation.{name}", "")[:2000] for name in FIELDS},
        "post_item": posted.get("post_item", "")[:200],
        "returned": posted.getlist("returned"),
        "kept_reason": posted.get("kept_reason", "")[:4000],
    }


def releasing(request: HttpRequest, dossier: Dossier, content: SealedContent, tried: Tried) -> dict[str, Any]:
    """`fields` are the release form's questions, `back` those of originals given back by themselves.

    `written` are the hand-overs there were, oldest first; `left` the originals still at the office.
    """
    released, returns = release_of(dossier), returns_of(dossier, content)
    frozen = frozen_procedure(dossier.procedure_version_id)
    left = originals_left(content, released, *returns)
    waits = dossier.status in _TO_HAND_OVER
    names = {key: original(frozen, key, count) for key, count in left.items()}
    kept = released.kept if released else {}
    is_over = dossier.released_at or dossier.closed_at
    returns_now = bool(left) and not waits and may(request, "dossiers.return_originals", dossier)
    return {
        "fields": _release_fields(dossier, names, tried) if waits else [],
        "back": _return_fields(names, tried) if returns_now else [],
        "tries_back": tried.act == RETURN,
        "written": [
            written(frozen, row) for row in sorted(filter(None, (released, *returns)), key=lambda one: one.at)
        ],
        # What stays for a reason has been said beside the hand-over.
        "left": [name for key, name in names.items() if key not in kept] if is_over else [],
        "notices": notices_of(dossier),
    }


def _release_fields(dossier: Dossier, names: Mapping[str, str], tried: Tried) -> list[FieldView]:
    ask = _Questions(tried, RELEASE)
    usual = COUNTER if dossier.channel == COUNTER else "online"
    ways = [
        Choice("online", _("Trên mạng")),
        Choice(COUNTER, _("Tại quầy")),
        Choice(POST, _("Qua bưu chính")),
    ]
    on_paper = ("way", (COUNTER, POST))
    back = [
        ask.view(
            "returned",
            _("Bản gốc trả kèm"),
            kind="checkboxes",
            choices=[Choice(key, name) for key, name in names.items()],
            value=ask.many("returned", names),
            shown_when=on_paper,
            is_required=False,
        ),
        ask.view(
            "kept_reason",
            _("Lý do giữ lại bản gốc không trả"),
            value=ask.typed("kept_reason"),
            shown_when=on_paper,
            is_required=False,
        ),
    ]
    return [_ways(ask, ways, usual), *ask.who(), *(back if names else [])]


def _return_fields(names: Mapping[str, str], tried: Tried) -> list[FieldView]:
    ask = _Questions(tried, RETURN)
    ways = [Choice(COUNTER, _("Tại quầy")), Choice(POST, _("Qua bưu chính"))]
    originals = ask.view(
        "returned",
        _("Bản gốc trả lại"),
        kind="checkboxes",
        choices=[Choice(key, name) for key, name in names.items()],
        value=ask.many("returned", names),
    )
    return [originals, _ways(ask, ways, COUNTER), *ask.who()]


def _ways(ask: _Questions, ways: Sequence[Choice], usual: str) -> FieldView:
    value = ask.typed("way", usual)
    return ask.view("way", _("Cách trả"), kind="radio", size="short", choices=ways, value=value)


class _Questions:
    """The boxes of one form of the panel, with what was typed into it and what is wrong there."""

    def __init__(self, tried: Tried, act: str) -> None:
        self._typed = tried.typed if tried.act == act and isinstance(tried.typed, QueryDict) else None
        self._whys = tried.whys if tried.act == act else {}

    def typed(self, name: str, usual: str = "") -> str:
        return usual if self._typed is None else self._typed.get(name, "")

    def many(self, name: str, usual: Mapping[str, str]) -> list[str]:
        return list(usual) if self._typed is None else self._typed.getlist(name)

    def view(self, name: str, label: str, **more: Any) -> FieldView:
        return FieldView(name, label, why=self._whys.get(name, ""), **more)

    def who(self) -> list[FieldView]:
        """Who stands at the counter and what they show, or the post's number."""
        whom = [Choice(SELF, _("Chính chủ hồ sơ")), Choice(PROXY, _("Người được ủy quyền"))]
        papers = [Choice(RECEIPT, _("Giấy tiếp nhận (Mẫu 01)")), Choice(IDENTITY, _("Giấy tờ tùy thân"))]
        person = self.typed("collector", SELF)
        at_the_counter = [
            self.view("collector", _("Ai đến nhận?"), kind="radio", size="short", choices=whom, value=person),
            self.view(
                "shown",
                _("Đã xem giấy gì?"),
                kind="radio",
                size="short",
                choices=papers,
                value=self.typed("shown", RECEIPT),
            ),
            self._proxy("name", _("Họ tên người nhận thay")),
            self._proxy("identity", _("Số giấy tờ của người nhận thay"), inputmode="numeric"),
            self._proxy(
                "ground", _("Căn cứ ủy quyền"), hint=_("Số, ngày của giấy ủy quyền và nơi chứng thực.")
            ),
        ]
        counter = ("way", (COUNTER,))
        return [
            FieldView("who", _("Người nhận"), kind="group", fields=at_the_counter, shown_when=counter),
            self.view(
                "post_item",
                _("Số hiệu bưu gửi"),
                hint=_("In trên bì thư, ví dụ EB123456789VN."),
                value=self.typed("post_item"),
                shown_when=("way", (POST,)),
            ),
        ]

    def _proxy(self, name: str, label: str, **more: Any) -> FieldView:
        box = f"delegation.{name}"
        return self.view(box, label, value=self.typed(box), shown_when=("collector", (PROXY,)), **more)
