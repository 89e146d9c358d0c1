"""Parameters as a release writes them: every one named, none unknown."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from matching.parameters import (
    ActivityParameters,
    EvidenceParameters,
    MarketParameters,
    Parameters,
    RankingParameters,
    RuleParameters,
)
from matching.vocabulary import FeatureName


class UnknownParameters(ValueError):
    """The parameters written are not those that this code knows."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def parameters_of(written: Mapping[str, Any]) -> Parameters:
    """Every parameter must be named: a release never leans on the code's defaults.

    A release of before activities had a ranking of their own says nothing of them, and gets the
    first one that they had.

    Raises:
        UnknownParameters: a name is missing, or one is unknown; `part` says where.
        KeyError, TypeError, ValueError: the document is another one.
    """
    parts = {
        "activities": _activities(written.get("activities")),
        "rules": _all_of(RuleParameters, written["rules"]),
        "evidence": _all_of(EvidenceParameters, written["evidence"]),
        "ranking": _all_of(RankingParameters, _by_feature(written["ranking"])),
    }
    return _all_of(Parameters, {**written, **parts})


def _activities(written: Mapping[str, Any] | None) -> ActivityParameters:
    if written is None:
        return ActivityParameters()
    parts = {
        "ranking": _all_of(RankingParameters, _by_feature(written["ranking"])),
        "market": _all_of(MarketParameters, written["market"]),
    }
    return _all_of(ActivityParameters, {**written, **parts})


def _by_feature(ranking: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        name: {FeatureName(feature): float(value) for feature, value in ranking[name].items()}
        for name in ("weights", "neutral")
    }
    # The first releases proposed whatever was good enough, however far from the best.
    return {"suitable_share": 0.0, **ranking, **named}


Parts = TypeVar(
    "Parts",
    Parameters,
    RuleParameters,
    EvidenceParameters,
    RankingParameters,
    MarketParameters,
    ActivityParameters,
)


def _all_of(kind: type[Parts], written: Mapping[str, Any]) -> Parts:
    """A record of exactly the fields that were written."""
    expected = {field.name for field in fields(kind)}
    if set(written) != expected:
        raise UnknownParameters(kind.__name__)
    return kind(**written)
