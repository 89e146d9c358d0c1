"""Reasons that only activities have: demand, kits nearby, survival, and what the person brings."""

from collections.abc import Iterator, Mapping

from matching.local import Local
from matching.proposals import Reason, Term
from matching.vocabulary import FeatureName, ReasonCode

_HALF = 0.5
"""Value from which demand or survival speaks for an activity, and below which against it."""


def local_reasons(
    local: Local | None, position: int, terms: Mapping[FeatureName, Term]
) -> Iterator[Reason]:
    """What speaks for or against the activity at one position; nothing for the other kinds."""
    if local is None:
        return
    yield from _demand(terms)
    yield from _nearby(local, position, terms)
    yield from _survival(local, position, terms)
    yield from _means(local, position)


def _demand(terms: Mapping[FeatureName, Term]) -> Iterator[Reason]:
    level = terms[FeatureName.DEMAND].value
    if level is not None:
        strong = level >= _HALF
        yield Reason(
            code=ReasonCode.STRONG_DEMAND if strong else ReasonCode.WEAK_DEMAND,
            feature=FeatureName.DEMAND,
            is_for=strong,
            numbers={"level": float(round(100.0 * level))},
        )


def _nearby(local: Local, position: int, terms: Mapping[FeatureName, Term]) -> Iterator[Reason]:
    room = terms[FeatureName.SATURATION].value
    if room is not None:
        kits = int(local.nearby.kits[position])
        yield Reason(
            code=ReasonCode.KITS_NEARBY if kits else ReasonCode.NO_KIT_NEARBY,
            feature=FeatureName.SATURATION,
            is_for=not kits,
            numbers={"kits": float(kits), "load": float(local.nearby.load[position])},
        )


def _survival(local: Local, position: int, terms: Mapping[FeatureName, Term]) -> Iterator[Reason]:
    rate = terms[FeatureName.SURVIVAL].value
    if rate is None:
        return
    found = local.survival
    numbers = {"in_sector": float(found.in_sector[position]), "rate": rate}
    if found.decided[position]:
        numbers["alive"] = float(found.alive[position])
        numbers["decided"] = float(found.decided[position])
    often = rate >= _HALF
    yield Reason(
        code=ReasonCode.OFTEN_SURVIVES if often else ReasonCode.RARELY_SURVIVES,
        feature=FeatureName.SURVIVAL,
        is_for=often,
        numbers=numbers,
    )


def _means(local: Local, position: int) -> Iterator[Reason]:
    found = local.contribution
    share, place = float(found.share[position]), float(found.place[position])
    if share > 0.0:
        yield Reason(
            code=ReasonCode.OWN_MEANS,
            feature=FeatureName.CONTRIBUTION,
            is_for=True,
            numbers={
                "share": float(round(100.0 * share)),
                "brought_mad": float(round(found.brought_mad[position])),
                "tools": float(found.tools[position]),
            },
        )
    if place in (0.0, 1.0):
        has_place = place == 1.0
        yield Reason(
            code=ReasonCode.OWN_PLACE if has_place else ReasonCode.PLACE_TO_FIND,
            feature=FeatureName.CONTRIBUTION,
            is_for=has_place,
        )
