"""How far a procedure can be done online, computed from what each agency really offers.

Source: NĐ 43/2011/NĐ-CP Art. 3.4; TT 32/2017/TT-BTTTT Art. 5; from 15 August 2022 NĐ 42/2022/NĐ-CP (toàn
trình, một phần). The schemes are dated data of the rule book; what a need means stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from motcua.kit.reading import Reading
from motcua.kit.words import N_

#: Ways of release that reach the user; picking the result up at the counter (`counter`) is another matter.
SENDING = frozenset({"online", "post", "home"})


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What one agency offers of a procedure.

    `missing_information` names the items of TT 32/2017 Art. 5.1 that are not published.
    `deliveries` are the ways a result is released: `counter`, `post`, `home`, `online`.
    """

    missing_information: Sequence[str]
    has_downloadable_forms: bool
    has_online_filing: bool
    has_online_handling: bool
    has_fee: bool
    has_online_payment: bool
    deliveries: Collection[str]


@dataclass(frozen=True, slots=True)
class Need:
    """What a level may ask of an offer, and how to say that it is lacking."""

    is_met: Callable[[OfferFacts, bool], bool]
    lacking: str


#: The needs a scheme may name. The second argument is `pickup_counts` (chosen by the province: no).
NEEDS: Mapping[str, Need] = {
    "has_full_information": Need(
        lambda offer, _: not offer.missing_information, N_("công khai đầy đủ thông tin thủ tục")
    ),
    "has_downloadable_forms": Need(
        lambda offer, _: offer.has_downloadable_forms, N_("cho tải về các mẫu đơn, tờ khai")
    ),
    "has_online_filing": Need(
        lambda offer, _: offer.has_online_filing, N_("cho điền và nộp hồ sơ trực tuyến")
    ),
    "has_online_handling": Need(
        lambda offer, _: offer.has_online_handling, N_("xử lý hồ sơ trên môi trường mạng")
    ),
    "no_fee_or_online_payment": Need(
        lambda offer, _: not offer.has_fee or offer.has_online_payment,
        N_("cho thanh toán phí, lệ phí trực tuyến"),
    ),
    "result_is_sent": Need(
        lambda offer, pickup_counts: _is_sent(offer, pickup_counts),
        N_("trả kết quả trực tuyến, qua bưu chính hoặc tận nơi"),
    ),
}

#: TT 32/2017 Art. 5.1: what is published of a procedure, its key in the data, how to say that it is lacking.
#: Forms, conditions and fees (5.1i) are published "if any", so their absence proves nothing.
INFORMATION: Mapping[str, tuple[str, str]] = {
    "5.1a": ("name_vi", N_("tên thủ tục")),
    "5.1b": ("steps_vi", N_("trình tự thực hiện")),
    "5.1d": ("requirements", N_("thành phần, số lượng hồ sơ")),
    "5.1đ": ("limit", N_("thời hạn giải quyết")),
    "5.1e": ("audience", N_("đối tượng thực hiện")),
    "5.1g": ("competent", N_("cơ quan giải quyết")),
    "5.1h": ("result", N_("kết quả thực hiện")),
    "5.1k": ("result_deliveries", N_("cách thức nhận hồ sơ, trả kết quả")),
    "5.1l": ("legal_basis", N_("văn bản quy định, quyết định công bố")),
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level and everything an offer needs to have it."""

    key: str
    name_vi: str
    name_en: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelScheme:
    """Levels, lowest first, in force from `valid_from` to `valid_to` (the last day; None: still)."""

    code: str
    valid_from: date
    valid_to: date | None
    levels: tuple[Level, ...]

    def rank(self, key: str) -> int:
        """1 for the lowest level, 0 for anything that is no level of this scheme."""
        return next((rank for rank, level in enumerate(self.levels, 1) if level.key == key), 0)


@dataclass(frozen=True, slots=True)
class Reached:
    """The level reached (`key` None, `rank` 0: not even the lowest) and the next one's needs that lack."""

    key: str | None
    rank: int
    missing: tuple[str, ...]


def level_of_offer(scheme: LevelScheme, offer: OfferFacts, *, pickup_counts: bool = False) -> Reached:
    """The highest level whose needs the offer all meets."""
    return level_of_service(scheme, [offer], pickup_counts=pickup_counts)


def level_of_service(
    scheme: LevelScheme, offers: Sequence[OfferFacts], *, pickup_counts: bool = False
) -> Reached:
    """The lowest level of the offers in force; a need lacks where any of them lacks it."""
    for rank, level in enumerate(scheme.levels):
        missing = missing_for(level, offers, pickup_counts=pickup_counts)
        if missing or not offers:
            return Reached(scheme.levels[rank - 1].key if rank else None, rank, missing)
    return Reached(scheme.levels[-1].key, len(scheme.levels), ())


def missing_for(
    level: Level, offers: Iterable[OfferFacts], *, pickup_counts: bool = False
) -> tuple[str, ...]:
    """The level's needs that at least one offer does not meet, in the level's order."""
    standing = list(offers)
    return tuple(
        need
        for need in level.needs
        if not all(NEEDS[need].is_met(offer, pickup_counts) for offer in standing)
    )


def read_offer(procedure: Mapping[str, Any], offer: Mapping[str, Any]) -> OfferFacts:
    """The facts of an offer from the published text of its procedure and its own content, as the province
    folder holds both. An offer that says it lacks full information lacks `5.1` as a whole."""
    missing = missing_information({**procedure, "result_deliveries": offer["result_deliveries"]})
    return OfferFacts(
        missing_information=missing if offer["has_full_information"] else ("5.1", *missing),
        has_downloadable_forms=offer["has_downloadable_forms"],
        has_online_filing=offer["has_online_filing"],
        has_online_handling=offer["has_online_handling"],
        has_fee=bool(procedure["fees"]),
        has_online_payment=offer["has_online_payment"],
        deliveries=frozenset(offer["result_deliveries"]),
    )


def missing_information(text: Mapping[str, object]) -> tuple[str, ...]:
    """Which items of TT 32/2017 Art. 5.1 (`5.1a`, …) a published text leaves empty."""
    return tuple(item for item, (key, _) in INFORMATION.items() if not text.get(key))


def scheme_on(schemes: Iterable[LevelScheme], on: date) -> LevelScheme | None:
    """The scheme in force on a day."""
    return next((scheme for scheme in schemes if _is_in_force(scheme, on)), None)


def read_level_schemes(document: object) -> tuple[LevelScheme, ...]:
    """The schemes of a parsed `levels.json`, oldest first; raises Unusable where they do not add up."""
    schemes = Reading(document).fields(("schemes",), ("about",))["schemes"]
    read = tuple(_scheme(entry) for entry in schemes.each())
    for earlier, later in pairwise(read):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise schemes.wrong(f"let {later.code} begin before {earlier.code} has ended")
    return read


def _scheme(reading: Reading) -> LevelScheme:
    fields = reading.fields(("code", "valid_from", "valid_to", "levels"), ("article", "is_assumed"))
    levels = tuple(_level(entry) for entry in fields["levels"].each())
    if not levels:
        raise fields["levels"].wrong("must name at least one level")
    for lower, higher in pairwise(levels):
        if not set(lower.needs) < set(higher.needs):
            raise fields["levels"].wrong(f"must ask more for level {higher.key} than for {lower.key}")
    valid_to = None if fields["valid_to"].value is None else fields["valid_to"].day()
    return LevelScheme(fields["code"].text(), fields["valid_from"].day(), valid_to, levels)


def _level(reading: Reading) -> Level:
    fields = reading.fields(("key", "name_vi", "name_en", "needs"))
    needs = tuple(need.one_of(NEEDS) for need in fields["needs"].each())
    return Level(fields["key"].text(), fields["name_vi"].text(), fields["name_en"].text(), needs)


def _is_sent(offer: OfferFacts, pickup_counts: bool) -> bool:
    ways = SENDING | {"counter"} if pickup_counts else SENDING
    return any(way in ways for way in offer.deliveries)


def _is_in_force(scheme: LevelScheme, on: date) -> bool:
    return scheme.valid_from <= on and (scheme.valid_to is None or on <= scheme.valid_to)
