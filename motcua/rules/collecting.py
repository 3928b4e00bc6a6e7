"""Who collects a result, what they show, and the originals that go back with it (NĐ 61/2018 Art. 6.2b, 20).

Whoever collects at the counter shows the receipt (Mẫu 01) or an identity paper; a proxy the authorisation
too. Originals that were taken in go back to their owner, or stay for a reason that is written down.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from motcua.kit.errors import Unusable
from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.delegation import check_delegation, check_post_item
from motcua.rules.time_limit import TimeLimit

COUNTER, POST = "counter", "post"
WAYS = (COUNTER, POST)
SELF, PROXY = "self", "proxy"
COLLECTORS = (SELF, PROXY)
RECEIPT, IDENTITY = "receipt", "identity"
SHOWN = (RECEIPT, IDENTITY)
PRESENT = "present"  # a result given at once: who handed in stands at the counter still
_SHORTEST, _LONGEST = 5, 300
_NAMELESS = Refused("required", N_("Hãy ghi họ tên người nhận thay, như trên giấy tờ của họ."))

Wrong = dict[str, Refused]


@dataclass(frozen=True, slots=True)
class Collector:
    """Who took it at the counter (of COLLECTORS) showing what (of SHOWN), or the post under `post_item`."""

    collector: str = ""
    shown: str = ""
    delegation: Mapping[str, str] = field(default_factory=dict)
    post_item: str = ""


@dataclass(frozen=True, slots=True)
class Originals:
    """How many went back and how many stay, by requirement; together what lay there."""

    returned: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    kept_reason: str = ""


def check_collector(
    way: str, given: Mapping[str, Any], *, shown: Collection[str] = SHOWN
) -> tuple[Collector, Wrong]:
    """Reads `collector`, `shown`, `delegation` (name, identity, ground) or `post_item`; refusals by field."""
    if way == POST:
        item = check_post_item(str(given.get("post_item", "")))
        return (Collector(), {"post_item": item}) if isinstance(item, Refused) else (_posted(item), {})
    who, what = str(given.get("collector", "")), str(given.get("shown", ""))
    wrong: Wrong = {}
    if who not in COLLECTORS:
        wrong["collector"] = Refused(
            "no_collector", N_("Hãy chọn chính chủ hồ sơ hay người được ủy quyền đến nhận.")
        )
    if what not in shown:
        wrong["shown"] = Refused(
            "nothing_shown",
            N_("Hãy xem Giấy tiếp nhận (Mẫu 01) hoặc giấy tờ tùy thân của người nhận rồi chọn loại đã xem."),
        )
    delegation, lacking = _delegation(given) if who == PROXY else ({}, {})
    return Collector(who, what, delegation), wrong | lacking


def share_originals(
    left: Mapping[str, int], returned: Collection[str] | None, reason: str
) -> tuple[Originals, Wrong]:
    """Of the originals `left` at the office those of the requirements `returned` go back (None: all).

    What stays needs a `reason` in some words.
    """
    given = set(left) if returned is None else set(returned)
    if wrong := _not_there(left, given):
        return Originals(), wrong
    kept = {key: count for key, count in left.items() if key not in given}
    back = {key: count for key, count in left.items() if key in given}
    if not kept:
        return Originals(back), {}
    why = clean_text(reason[: 10 * _LONGEST])
    if _SHORTEST <= len(why) <= _LONGEST:
        return Originals(back, kept, why), {}
    return Originals(), {"kept_reason": _bad_reason(why)}


def some_originals(left: Mapping[str, int], returned: Collection[str] | None) -> tuple[Originals, Wrong]:
    """As `share_originals` for those given back by themselves: at least one; what stays needs no reason."""
    given = set(left) if returned is None else set(returned)
    if wrong := _not_there(left, given):
        return Originals(), wrong
    if not given:
        return Originals(), {"returned": Refused("none_returned", N_("Hãy chọn ít nhất một bản gốc để trả."))}
    return Originals({key: left[key] for key in left if key in given}), {}


def uncollected_from(ready: datetime, limit: TimeLimit) -> datetime:
    """When a result that was `ready` counts as uncollected: so many whole days after its own."""
    return datetime.combine(ready.date() + timedelta(days=_days(limit) + 1), time())


def uncollected_before(now: datetime, limit: TimeLimit) -> datetime:
    """What was ready before this instant counts as uncollected `now`."""
    return datetime.combine(now.date() - timedelta(days=_days(limit)), time())


def _days(limit: TimeLimit) -> int:
    if limit.unit != "day":
        raise Unusable(f"results are collected within days, not {limit}")
    return limit.count


def _posted(item: str) -> Collector:
    return Collector(post_item=item)


def _delegation(given: Mapping[str, Any]) -> tuple[dict[str, str], Wrong]:
    delegation, wrong = check_delegation(given.get("delegation") or {})
    if "name" in wrong and wrong["name"].code == "required":
        wrong["name"] = _NAMELESS
    return delegation, {f"delegation.{name}": one for name, one in wrong.items()}


def _not_there(left: Mapping[str, int], given: Collection[str]) -> Wrong:
    if all(key in left for key in given):
        return {}
    return {
        "returned": Refused(
            "no_such_original",
            N_("Có bản gốc không còn ở đây hoặc đã trả trước. Hãy tải lại trang rồi chọn lại."),
        )
    }


def _bad_reason(why: str) -> Refused:
    if len(why) < _SHORTEST:
        return Refused(
            "kept_without_reason",
            N_("Bản gốc đã nhận phải trả lại người nộp. Giữ lại bản nào thì ghi rõ lý do."),
        )
    return Refused(
        "too_long",
        N_("Bạn đã gõ %(typed)s ký tự. Hãy viết gọn trong %(longest)s ký tự."),
        {"typed": len(why), "longest": _LONGEST},
    )
