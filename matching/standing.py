"""Where everything stands for one person, without the lines that explain it.

A counterfactual asks the whole flow again and again and compares orders; it reads no reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.masks import Masks
from matching.ports import Mask
from matching.vocabulary import Refusal


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Standing:
    """The outcome of one run of the flow over the n opportunities of a kind."""

    order: tuple[str, ...]
    """What would be proposed, best first, as the first page and those behind it would show it."""
    scores: Mapping[str, float]
    """Of everything that was scored, suitable or not, by opportunity id."""
    allowed: Mask
    """Shape (n,): what no rule refuses, the lifted ones aside."""
    masks: Masks
    """Per rule, shape (n,): what it refuses, lifted or not."""

    def rank(self, opportunity_id: str) -> int | None:
        """From 1; None when it would not be proposed."""
        return self.order.index(opportunity_id) + 1 if opportunity_id in self.order else None

    def refusals(self, row: int) -> tuple[Refusal, ...]:
        """Every rule that refuses a row of the catalogue, lifted or not."""
        return tuple(refusal for refusal, mask in self.masks.items() if mask[row])
