"""The last check before a release answers: an order that no sensible engine gets wrong."""

from datetime import date

import numpy as np

from matching.catalogue import Catalogue, Numberings
from matching.evidence import Phrases
from matching.pipeline import Matcher
from matching.ports import Encoder
from matching.proposals import Question
from matching.records import Opportunity, Profile, Statement
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import opportunity_text
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind, StatementKind
from models.index import ExactIndex
from models.releases import ReleaseMismatch

_TITLES = {"a": "Pâtissier", "b": "Soudeur", "c": "Couturière"}
_PEOPLE = {
    "b": "soudure à l'arc",
    "a": "je sais faire des gâteaux et de la pâtisserie",
    "c": "خياطة الملابس",
}


_SAME = 0.999
"""Cosine above which two trades cannot be told apart; words alone would still put them in order."""


def check_order(matcher: Matcher) -> None:
    """Put three people before three openings, and see that each finds their own trade first.

    Args:
        matcher: Over the `trial_stock`.

    Raises:
        ReleaseMismatch: one of them does not, or the encoder gives different trades the same
            vector; `what` is "smoke-check".
    """
    vectors = matcher.encoder.encode(list(_TITLES.values()))
    if np.triu(vectors @ vectors.T, 1).max() > _SAME:
        raise ReleaseMismatch(what="smoke-check")
    for expected, text in _PEOPLE.items():
        statement = Statement(kind=StatementKind.SKILL, text=text)
        question = Question(
            profile=Profile(id="smoke-check", statements=(statement,)),
            kind=OpportunityKind.OPENING,
            today=date(2026, 1, 1),
        )
        proposals = matcher.shortlist(question).proposals
        if not proposals or proposals[0].opportunity_id != expected:
            raise ReleaseMismatch(what="smoke-check")


def trial_stock(encoder: Encoder, trades: TradeTable) -> Stock:
    """The three openings."""
    openings = [
        Opportunity(id=key, kind=OpportunityKind.OPENING, title=title)
        for key, title in _TITLES.items()
    ]
    catalogue = Catalogue.build(openings, Numberings())
    texts = [opportunity_text(one) for one in catalogue.opportunities]
    return Stock(
        shelves={OpportunityKind.OPENING: Shelf(catalogue, ExactIndex(encoder.encode(texts)))},
        phrases=Phrases.read(catalogue.numbers.phrases.values, encoder, trades),
        situation=Situation(),
    )
