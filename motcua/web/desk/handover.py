"""How a dossier came to the counter: by hand or post, from the applicant or somebody in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kit.refusal import Refused
from motcua.rules.delegation import FIELDS
from motcua.services.dossiers.take_in import Handover
from motcua.web.layout.fields import Choice, FieldView
from motcua.web.layout.refusals import translated

_PROXY = "proxy"


def read_handover(posted: QueryDict) -> Handover:
    """As typed; the verb leaves out what belongs to an answer not chosen."""
    delegation = {name: posted.get(f"delegation.{name}", "")[:2000] for name in FIELDS}
    return Handover(
        channel=posted.get("channel", "counter"),
        post_item=posted.get("post_item", "")[:200],
        is_by_proxy=posted.get("handed_by") == _PROXY,
        delegation=delegation,
    )


def handover_views(how: Handover, errors: Mapping[str, Refused]) -> list[FieldView]:
    """The boxes; `errors` by field name (`delegation.name`, `post_item`)."""
    typed = how.delegation

    def view(name: str, label: str, **more: Any) -> FieldView:
        why = translated(errors[name]) if name in errors else ""
        return FieldView(name, label, why=why, **more)

    def proxy(name: str, label: str, **more: Any) -> FieldView:
        by_proxy = ("handed_by", (_PROXY,))
        return view(f"delegation.{name}", label, value=typed.get(name, ""), shown_when=by_proxy, **more)

    ways = [Choice("counter", _("Mang đến quầy")), Choice("post", _("Qua bưu chính"))]
    whom = [Choice("self", _("Chính chủ hồ sơ")), Choice(_PROXY, _("Người được ủy quyền"))]
    return [
        view(
            "channel",
            _("Hồ sơ đến bằng cách nào?"),
            kind="radio",
            size="short",
            choices=ways,
            value=how.channel,
        ),
        view(
            "post_item",
            _("Số hiệu bưu gửi"),
            hint=_("In trên bì thư, ví dụ EB123456789VN."),
            value=how.post_item,
            shown_when=("channel", ("post",)),
        ),
        view(
            "handed_by",
            _("Ai nộp?"),
            kind="radio",
            size="short",
            choices=whom,
            value=_PROXY if how.is_by_proxy else "self",
        ),
        proxy("name", _("Họ tên người nộp thay")),
        proxy("identity", _("Số giấy tờ của người nộp thay"), inputmode="numeric"),
        proxy("ground", _("Căn cứ ủy quyền"), hint=_("Số, ngày của giấy ủy quyền và nơi chứng thực.")),
    ]
