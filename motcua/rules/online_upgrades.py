"""Which services could go up a level, what speaks for it, and how many have got there.

Source: TT 01/2018/TT-VPCP Art. 21.1c (30 % filed online); NĐ 43/2011/NĐ-CP Art. 3.4d; NQ 17/NQ-CP (30 % of
the services at level 4 in 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.online_levels import LevelScheme, OfferFacts, missing_for

NO_FEE_ONLINE_RESULT = "no_fee_online_result"
ARTICLE_3_4D = "article_3_4d"
GROUNDS: Mapping[str, str] = {
    NO_FEE_ONLINE_RESULT: N_("không thu phí, lệ phí và trả kết quả trực tuyến"),
    ARTICLE_3_4D: N_("đáp ứng điểm d khoản 4 Điều 3 Nghị định số 43/2011/NĐ-CP"),
}


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A service one level below the highest: the `ground` it could go up on, or else what is `missing`."""

    ground: str | None
    missing: tuple[str, ...]

    @property
    def is_candidate(self) -> bool:
        return self.ground is not None


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; of nothing there is no share."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    def reaches(self, percent: int) -> bool:
        return self.whole > 0 and self.part * 100 >= percent * self.whole


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure in the province's list of online services, with the rank of its level (`Reached.rank`)."""

    field: str
    tier: str
    agencies: frozenset[str]
    rank: int


def upgrade_of(
    scheme: LevelScheme, declared: str, offers: Sequence[OfferFacts], *, pickup_counts: bool = False
) -> Upgrade | None:
    """How a service that is declared one below the highest level stands to it; None for any other service."""
    *_, start, goal = scheme.levels
    if declared != start.key or not offers:
        return None
    missing = missing_for(goal, offers, pickup_counts=pickup_counts)
    return Upgrade(None if missing else _ground(offers), missing)


def check_proposal(
    share: Share, *, reason: str, ground: str | None, least_percent: int = 30
) -> Refused | None:
    """Whether an upgrade may be proposed: the share of 12 months carries it, or a reason and a ground."""
    if share.reaches(least_percent):
        return None
    params = {"online": share.part, "all": share.whole, "percent": least_percent}
    if not reason.strip():
        return Refused(
            "reason_missing",
            N_(
                "Hồ sơ trực tuyến mới đạt %(online)s trên %(all)s, dưới %(percent)s%%: "
                "hãy ghi lý do đề nghị nâng mức độ."
            ),
            params,
        )
    if ground not in GROUNDS:
        return Refused(
            "ground_missing",
            N_(
                "Hồ sơ trực tuyến mới đạt %(online)s trên %(all)s, dưới %(percent)s%%: "
                "hãy chọn căn cứ nâng mức độ."
            ),
            params,
        )
    return None


def share_at(services: Mapping[str, Service], rank: int) -> Share:
    """The services at this level or above, of all in force; `services` by procedure code."""
    return _share(services.values(), rank)


def shares_by(
    services: Mapping[str, Service], rank: int, groups: Callable[[Service], Iterable[str]]
) -> dict[str, Share]:
    """The same for each group; a service counts once in every group it is in, however many offers it has."""
    found: dict[str, list[Service]] = {}
    for service in services.values():
        for group in set(groups(service)):
            found.setdefault(group, []).append(service)
    return {group: _share(members, rank) for group, members in sorted(found.items())}


def by_agency(service: Service) -> Iterable[str]:
    return service.agencies


def by_field(service: Service) -> Iterable[str]:
    return (service.field,)


def by_tier(service: Service) -> Iterable[str]:
    return (service.tier,)


def _share(services: Iterable[Service], rank: int) -> Share:
    ranks = [service.rank for service in services]
    return Share(sum(own >= rank for own in ranks), len(ranks))


def _ground(offers: Iterable[OfferFacts]) -> str:
    is_free = all(not offer.has_fee and "online" in offer.deliveries for offer in offers)
    return NO_FEE_ONLINE_RESULT if is_free else ARTICLE_3_4D
