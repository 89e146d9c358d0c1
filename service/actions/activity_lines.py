"""What a proposal of an activity says of money and of the place, beside its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.proposals import Proposal, Reason, Shortlist
from matching.records import Opportunity
from matching.regional import DemandBand, band_of
from matching.start_cost import StartCost, start_cost
from matching.vocabulary import FeatureName, OpportunityKind, ReasonCode
from service.runtime import Runtime

_KITS = (ReasonCode.KITS_NEARBY, ReasonCode.NO_KIT_NEARBY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalLine:
    """The figures of one line."""

    activity: Opportunity
    cost: StartCost | None
    brought_mad: float | None
    """Worth of the tools and the money that the person brings; None when it was not asked."""
    demand: float | None
    """For the sector in the region, in [0, 1]; None when unknown."""
    kits: int | None
    """Running within reach of the town; None when no town, or no kit at all, is known."""

    @property
    def band(self) -> DemandBand:
        """The demand in a word."""
        return band_of(self.demand)


def local_lines(runtime: Runtime, shortlist: Shortlist) -> Mapping[str, LocalLine]:
    """The figures of each activity of a shortlist, by its id; nothing for the other kinds.

    An activity that went between the answer and its reading has none.

    Raises:
        NotReady: the engine is not loaded.
    """
    if shortlist.kind is not OpportunityKind.ACTIVITY:
        return {}
    catalogue = runtime.serving().matcher.stock.shelves[OpportunityKind.ACTIVITY].catalogue
    found: dict[str, LocalLine] = {}
    for line in shortlist.proposals:
        row = catalogue.row_of.get(line.opportunity_id)
        if row is not None:
            found[line.opportunity_id] = _local(line, catalogue.opportunities[row])
    return found


def _local(line: Proposal, activity: Opportunity) -> LocalLine:
    values = {one.feature: one.value for one in line.terms}
    share = values.get(FeatureName.CONTRIBUTION)
    brought = _number(line.reasons, (ReasonCode.OWN_MEANS,), "brought_mad")
    kits = _number(line.reasons, _KITS, "kits")
    return LocalLine(
        activity=activity,
        cost=start_cost(activity),
        brought_mad=0.0 if brought is None and share is not None else brought,
        demand=values.get(FeatureName.DEMAND),
        kits=None if kits is None else int(kits),
    )


def _number(reasons: tuple[Reason, ...], codes: tuple[ReasonCode, ...], name: str) -> float | None:
    return next((one.numbers[name] for one in reasons if one.code in codes), None)
