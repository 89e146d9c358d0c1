"""Invented companies and their openings."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.synthetic.people import (
    REGION_SHARES,
    REGIONS,
    TRADES,
    Floats,
    Numbers,
    Words,
    draw_ids,
)

_OPENINGS_PER_COMPANY = 4
_ASKS_FOR_EXTRACT = 0.1
"""Share of companies that ask for a record extract: a fact about them, never about a person."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Market:
    """Columns over m openings and c companies; every opening has a company, few have many."""

    opening_ids: Words
    """Shape (m,)."""
    company_ids: Words
    """Shape (c,)."""
    company: Numbers
    """Shape (m,): row of the company of each opening."""
    trade: Numbers
    """Shape (m,), 0..TRADES-1."""
    region: Words
    """Shape (m,), "MA-01".."MA-12"."""
    replies: Floats
    """Shape (c,): probability that the company answers when it is asked."""
    observed_replies: Floats
    """Shape (c,): what ten earlier contacts let one think of it."""
    picky: Floats
    """Shape (c,): how much less than others it hires, in logits."""
    asks_for_extract: npt.NDArray[np.bool_]
    """Shape (c,)."""

    def __len__(self) -> int:
        return len(self.opening_ids)


def draw_market(openings: int, rng: np.random.Generator) -> Market:
    """Draw openings and their companies; a tenth of the companies offers a good third of them."""
    companies = max(2, openings // _OPENINGS_PER_COMPANY)
    size = 1.0 / np.arange(1, companies + 1) ** 0.6
    replies = rng.beta(5.0, 3.0, companies)
    observed: Floats = np.asarray((rng.binomial(10, replies) + 2.0) / 14.0, dtype=np.float64)
    shares = np.array(REGION_SHARES)
    return Market(
        opening_ids=draw_ids(openings, rng),
        company_ids=draw_ids(companies, rng),
        company=rng.choice(companies, openings, p=size / size.sum()),
        trade=rng.integers(TRADES, size=openings),
        region=rng.choice(np.array(REGIONS, dtype=object), openings, p=shares / shares.sum()),
        replies=replies,
        observed_replies=observed,
        picky=rng.normal(0.0, 0.4, companies),
        asks_for_extract=rng.random(companies) < _ASKS_FOR_EXTRACT,
    )
