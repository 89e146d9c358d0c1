"""What one person is worth to every opportunity of a kind, and what keeps each of them out."""

from dataclasses import dataclass

from matching.evidence import Floats
from matching.masks import Masks
from matching.ports import Mask


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Appraisal:
    """One person beside all opportunities of one kind, in the order of the catalogue."""

    scores: Floats
    """Shape (n,), in [0, 1]: the same scores as on a shortlist."""
    suitable: Mask
    """Shape (n,): what fits well enough to be proposed, whatever the rules say."""
    refused: Masks
    """By rule, each of shape (n,)."""
    allowed: Mask
    """Shape (n,): what no rule refuses."""
