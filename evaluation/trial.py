"""A release tried on invented people and openings: does it keep the rules, does anything leak.

Nothing here is about a person. Every opening has something that a rule may refuse, so that a
release which lets something through is found out.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from evaluation.gate import Trial
from evaluation.swaps import swap_profiles
from evaluation.violations import judge_again
from matching.catalogue import Catalogue, Numberings
from matching.evidence import Phrases
from matching.geography import Place, Town
from matching.outcomes import CompanyActivity
from matching.pipeline import Matcher
from matching.ports import Encoder
from matching.proposals import Question
from matching.records import Company, Opportunity, Profile, Statement
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import PlainWords, opportunity_text
from matching.trades import TradeKind, TradeTable
from matching.vocabulary import (
    ContractKind,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    StatementKind,
)
from models.index import ExactIndex
from models.rankers import ranker_of
from models.releases import Release

_TODAY = date(2026, 1, 5)
_PEOPLE, _OPENINGS = 40, 300
_TRADES = 8
"""Few, so that everybody finds openings of their trade."""
_COMPANIES = 15


def try_release(
    challenger: Release, current: Release, encoder: Encoder, trades: TradeTable, seed: int = 0
) -> Trial:
    """Let a release answer invented people; judge its lines by the rules of the release in use.

    Args:
        challenger: What is tried.
        current: Whose rules must hold.
        encoder: The challenger's, its centre taken out.
        trades: Names of trades.
        seed: Of what is invented.
    """
    rng = np.random.default_rng(seed)
    names = _some(trades, rng)
    questions = [
        Question(profile=_person(at, names, rng), kind=OpportunityKind.OPENING, today=_TODAY)
        for at in range(_PEOPLE)
    ]
    stock = _stock(names, PlainWords(encoder, trades), trades, rng)
    tried, judging = (
        Matcher(
            release_id=one.id,
            parameters=one.parameters,
            encoder=PlainWords(encoder, trades),
            ranker=ranker_of(one),
            trades=trades,
            stock=stock,
        )
        for one in (challenger, current)
    )
    shown = [
        (asked, line.opportunity_id)
        for asked in questions
        for line in tried.shortlist(asked).proposals
    ]
    judged = judge_again(judging, shown)
    swapped = swap_profiles(tried, questions)
    return Trial(
        lines=judged.lines,
        violations=judged.broken,
        swaps=sum(one.twins for one in swapped),
        changes=sum(one.changed for one in swapped),
    )


def _some(trades: TradeTable, rng: np.random.Generator) -> list[str]:
    """French labels of a few trades."""
    labels = [one.label_fr for one in trades.trades if one.kind is TradeKind.TRADE]
    return [labels[at] for at in rng.choice(len(labels), min(_TRADES, len(labels)), replace=False)]


def _town(rng: np.random.Generator) -> Town:
    latitude, longitude = 33.5 + rng.random() * 0.6, -7.6 + rng.random() * 0.6
    return Town(
        code=f"t{rng.integers(1000)}",
        name_fr="Ville (inventée)",
        name_ar="مدينة",
        province="141",
        region="MA-06",
        place=Place(round(latitude, 2), round(longitude, 2)),
    )


def _person(number: int, names: Sequence[str], rng: np.random.Generator) -> Profile:
    texts = [names[at] for at in rng.choice(len(names), 2, replace=False)]
    return Profile(
        id=f"p-{number}",
        statements=(
            Statement(kind=StatementKind.SKILL, text=texts[0]),
            Statement(kind=StatementKind.WISH, text=texts[1]),
        ),
        home=_town(rng),
        max_distance_km=float(rng.integers(10, 60)),
        available_from=_TODAY + timedelta(days=int(rng.integers(0, 60))),
        max_weekly_hours=int(rng.integers(20, 45)),
        languages={LanguageCode.ARABIC: LanguageLevel.SPOKEN},
        licences=frozenset({Licence.B}) if rng.random() < 0.5 else frozenset(),
        contracts=frozenset({list(ContractKind)[int(rng.integers(len(ContractKind)))]}),
        noted_on={"home": _TODAY - timedelta(days=30)},
    )


def _opening(number: int, names: Sequence[str], rng: np.random.Generator) -> Opportunity:
    needs_french, needs_licence = rng.random(2) < 0.3
    return Opportunity(
        id=f"o-{number}",
        kind=OpportunityKind.OPENING,
        title=names[number % len(names)],
        provider_id=f"c-{number % _COMPANIES}",
        town=_town(rng),
        starts_on=_TODAY + timedelta(days=int(rng.integers(0, 90))),
        expires_on=_TODAY + timedelta(days=int(rng.integers(-10, 90))),
        places=int(rng.integers(0, 3)),
        weekly_hours=int(rng.integers(20, 48)),
        required_languages={LanguageCode.FRENCH: LanguageLevel.SPOKEN} if needs_french else {},
        required_licences=frozenset({Licence.B}) if needs_licence else frozenset(),
    )


def _stock(
    names: Sequence[str], encoder: Encoder, trades: TradeTable, rng: np.random.Generator
) -> Stock:
    numbers = Numberings()
    openings = [_opening(number, names, rng) for number in range(_OPENINGS)]
    catalogue = Catalogue.build(openings, numbers)
    texts = [opportunity_text(one) for one in catalogue.opportunities]
    companies = {
        f"c-{at}": Company(id=f"c-{at}", name="(inventée)", is_paused=at == 0)
        for at in range(_COMPANIES)
    }
    return Stock(
        shelves={OpportunityKind.OPENING: Shelf(catalogue, ExactIndex(encoder.encode(texts)))},
        phrases=Phrases.read(numbers.phrases.values, encoder, trades),
        situation=Situation(
            companies=companies,
            activity={
                f"c-{at}": CompanyActivity(contacts=int(rng.integers(0, 15)), replies=0)
                for at in range(_COMPANIES)
            },
        ),
    )
