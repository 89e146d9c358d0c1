"""What is true of each pair: who would fit, be chosen, be hired and stay; with what was planted."""

from dataclasses import dataclass, replace

import numpy as np

from evaluation.synthetic.market import Market
from evaluation.synthetic.orders import Bias, BiasIn, Distortion, ImpossibleWorld
from evaluation.synthetic.pairs import Pools
from evaluation.synthetic.people import Flags, Floats, Numbers
from matching.features import FEATURES
from matching.vocabulary import FeatureName

TRUE_WEIGHTS = {
    FeatureName.SEMANTIC: 1.2,
    FeatureName.COVERAGE: 2.6,
    FeatureName.CERTIFICATES: 0.8,
    FeatureName.EXPERIENCE: 2.0,
    FeatureName.WISH: 0.4,
    FeatureName.DISTANCE: 0.6,
    FeatureName.AVAILABILITY: 0.3,
}
"""What features are really worth, others nothing: not the weights of any release."""
_HIDDEN = 0.6
"""Spread of what makes somebody suitable and no feature tells."""
_USUAL = 0.7
"""Lifts suitability to about 0 on average."""
_GRADED_FROM = (-0.1, 0.8, 1.7)
"""Suitability from which a pair is possible, good, and would be kept."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Truth:
    """Columns of shape (l, k), over the pairs of the pools."""

    suitability: Floats
    """About 0 on average, with a standard deviation of about 1.2."""
    grade: Numbers
    """0..3, from suitability alone: no bias of anybody is in it."""
    chosen: Floats
    """Probability that an officer who looks at the line proposes it."""
    accepts: Floats
    """Probability that the person agrees, once it is proposed."""
    replies: Floats
    """Probability that the company answers, once it is asked."""
    taken: Floats
    """Probability that a company which answered hires."""
    leaves: Floats
    """Hazard of leaving, per month after the hire."""

    @property
    def hired(self) -> Floats:
        """Probability of a hire once the line is proposed, shape (l, k)."""
        return np.asarray(self.accepts * self.replies * self.taken)

    def kept(self, months: int) -> Floats:
        """Probability of a hire that lasts so many months, once proposed, shape (l, k)."""
        return np.asarray(self.hired * np.exp(-self.leaves * months))


def tell_truth(
    pools: Pools,
    complete: Floats,
    market: Market,
    signal: float,
    rng: np.random.Generator,
) -> Truth:
    """Say what is true of each pair before anybody is treated worse.

    Args:
        pools: l lists of k pairs.
        complete: Features without gaps, shape (l, k, len(FEATURES)).
        market: Companies answer and hire each in their own way.
        signal: How much of suitability the features tell, 0..1 or more.
        rng: Draws what no feature tells.
    """
    weights = np.array([TRUE_WEIGHTS.get(name, 0.0) for name in FEATURES])
    told = np.nan_to_num(complete - 0.5) @ weights + _USUAL
    suitability = signal * told + rng.normal(0.0, _HIDDEN, told.shape)
    company = market.company[pools.opening]
    wish = complete[..., FEATURES.index(FeatureName.WISH)]
    near = complete[..., FEATURES.index(FeatureName.DISTANCE)]
    return Truth(
        suitability=suitability,
        grade=np.searchsorted(_GRADED_FROM, suitability, side="right"),
        chosen=_sigmoid(0.9 * suitability + 0.6),
        accepts=_sigmoid(1.2 + 1.2 * (wish - 0.5) + 0.8 * (near - 0.5)),
        replies=market.replies[company],
        taken=_sigmoid(0.9 * suitability - 0.4 - market.picky[company]),
        leaves=np.exp(-2.9 - 0.4 * suitability),
    )


def plant(truth: Truth, bias: Bias, members: Flags, shown: Floats, looked_at: Floats) -> Truth:
    """Lower what a group gets by exactly so many points, on average over the group's own lines.

    Args:
        truth: Of fair officers and companies.
        bias: In what officers propose, per line shown, or whom companies hire, per line proposed.
        members: Pairs of the group, shape (l, k).
        shown: Probability that the line is shown, shape (l, k).
        looked_at: Probability that it is shown and looked at, shape (l, k).

    Raises:
        ImpossibleWorld: the group gets less than is to be taken from it.
    """
    proposed = looked_at * truth.chosen
    if bias.where is BiasIn.PROPOSED:
        left = _left(proposed[members].sum(), shown[members].sum(), bias.points)
        return replace(truth, chosen=truth.chosen * np.where(members, left, 1.0))
    hired = proposed * truth.hired
    left = _left(hired[members].sum(), proposed[members].sum(), bias.points)
    return replace(truth, taken=truth.taken * np.where(members, left, 1.0))


def _left(got: float, out_of: float, points: float) -> float:
    """Share of a rate that is left when points are taken from it."""
    if got * 100.0 <= points * out_of:
        raise ImpossibleWorld(points=points, average=got / out_of if out_of else 0.0)
    return 1.0 - points / 100.0 * out_of / got


def said_probability(truth: Truth, distortion: Distortion) -> Floats:
    """What a model with a known distortion says of the probability of a hire once proposed."""
    logit = np.log(truth.hired / (1.0 - truth.hired))
    return _sigmoid(distortion.shift + distortion.slope * logit)


def true_calibration(said: Floats, distortion: Distortion) -> Floats:
    """The true probability behind what the model says: the curve that a laboratory must find."""
    logit = np.log(said / (1.0 - said))
    return _sigmoid((logit - distortion.shift) / distortion.slope)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-values)))
