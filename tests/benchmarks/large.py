"""Catalogues of any size, over a few thousand distinct advertisements, for measuring."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from matching.catalogue import Catalogue, Numberings
from matching.evidence import Phrases
from matching.geography import Gazetteer, Town
from matching.pipeline import Matcher
from matching.ports import Encoder, Vectors
from matching.records import Opportunity, Profile, Slot, Statement
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import opportunity_text
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    StatementKind,
)
from models.index import FaissIndex
from models.rankers import ranker_of, rankers_of
from models.releases import load_release, shipped_release
from tests.matchers import TRADES
from tests.situations import TODAY

DISTINCT = 3000
"""Distinct advertisements; real catalogues repeat themselves far more."""
ONE_PERCENT, TEN_PERCENT, THE_REST = "s-1", "s-10", "s-89"
SENTENCES = (
    "Nous recherchons une personne sérieuse et ponctuelle pour rejoindre notre équipe.",
    "Travail en atelier, horaires de jour, formation assurée par le chef d'équipe.",
    "Vous préparez le poste de travail, suivez les consignes de sécurité et rendez compte.",
    "Expérience souhaitée mais débutants motivés acceptés, transport assuré depuis le centre.",
)


def towns() -> list[Town]:
    """Towns of the country that have a centre."""
    gazetteer = Gazetteer.load()
    return [town for town in gazetteer.towns if town.place is not None]


def openings(count: int, seed: int = 0) -> list[Opportunity]:
    """Openings with every kind of condition, drawn from a few thousand advertisements."""
    rng = random.Random(seed)
    labels = [trade.label_fr for trade in TRADES.trades]
    texts = [
        (
            rng.choice(labels),
            tuple(rng.sample(labels, rng.randint(1, 4))),
            " ".join(rng.sample(SENTENCES, 2)),
        )
        for _ in range(min(count, DISTINCT))
    ]
    places = towns()
    return [_opening(number, rng, texts, places) for number in range(count)]


def _opening(
    number: int,
    rng: random.Random,
    texts: Sequence[tuple[str, tuple[str, ...], str]],
    places: Sequence[Town],
) -> Opportunity:
    title, skills, description = rng.choice(texts)
    share = rng.random()
    return Opportunity(
        id=f"o-{number:07}",
        kind=OpportunityKind.OPENING,
        title=title,
        skills=skills,
        description=description,
        provider_id=f"c-{rng.randrange(2000)}",
        sector=ONE_PERCENT if share < 0.01 else TEN_PERCENT if share < 0.11 else THE_REST,
        town=rng.choice(places),
        starts_on=rng.choice([None, TODAY + timedelta(days=rng.randrange(-30, 120))]),
        expires_on=rng.choice([None, TODAY + timedelta(days=rng.randrange(-5, 300))]),
        places=rng.randrange(1, 6),
        schedule=_hours(rng),
        weekly_hours=rng.choice([None, 24, 40, 44, 48]),
        contract=rng.choice([None, *ContractKind]),
        required_languages=rng.choice([{}, {LanguageCode.FRENCH: LanguageLevel.SPOKEN}]),
        required_licences=rng.choice([frozenset(), frozenset(), frozenset({Licence.B})]),
        required_certificates=rng.choice([(), (), (), (rng.choice(texts)[0],)]),
        demands=frozenset(rng.sample(list(Demand), rng.randrange(3))),
    )


def _hours(rng: random.Random) -> frozenset[Slot]:
    if rng.random() < 0.6:
        return frozenset()
    start = rng.choice([6, 7, 8, 9, 14]) * 60
    days = range(rng.choice([5, 6]))
    return frozenset(Slot(weekday=day, start_minute=start, end_minute=start + 480) for day in days)


def people(count: int, seed: int = 0) -> list[Profile]:
    """Profiles with two to eight statements and the usual conditions."""
    rng = random.Random(seed)
    labels = [trade.label_fr for trade in TRADES.trades]
    places = towns()
    return [
        Profile(
            id=f"p-{number:06}",
            statements=tuple(
                Statement(
                    kind=rng.choice(list(StatementKind)),
                    text=" ".join(rng.sample(labels, rng.randint(1, 2))),
                    months=rng.choice([None, 6, 24, 60]),
                )
                for _ in range(rng.randint(2, 8))
            ),
            home=rng.choice(places),
            max_distance_km=rng.choice([None, 50.0, 300.0, 1000.0]),
            available_from=rng.choice([None, date(2026, 12, 1)]),
            unavailable=rng.choice(
                [frozenset(), frozenset({Slot(weekday=1, start_minute=540, end_minute=720)})]
            ),
            languages=rng.choice([None, {LanguageCode.DARIJA: LanguageLevel.SPOKEN}]),
            licences=rng.choice([None, frozenset(), frozenset({Licence.B})]),
            ruled_out=rng.choice([None, frozenset(), frozenset({Demand.HEIGHTS})]),
        )
        for number in range(count)
    ]


def stock_of(items: Sequence[Opportunity], encoder: Encoder) -> Stock:
    """A stock of openings; each distinct text is encoded once."""
    numbers = Numberings()
    catalogue = Catalogue.build(items, numbers)
    texts = [opportunity_text(one) for one in catalogue.opportunities]
    shelves = {
        kind: Shelf(Catalogue.build([], numbers), FaissIndex.of(encoder.encode([])))
        for kind in OpportunityKind
    }
    shelves[OpportunityKind.OPENING] = Shelf(catalogue, FaissIndex.of(_each_once(texts, encoder)))
    return Stock(
        shelves=shelves,
        phrases=Phrases.read(numbers.phrases.values, encoder, TRADES),
        situation=Situation(),
    )


def _each_once(texts: Sequence[str], encoder: Encoder) -> Vectors:
    distinct = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    vectors = encoder.encode(list(distinct))
    rows: Vectors = vectors[np.array([distinct[text] for text in texts], dtype=np.int64)]
    return rows


def matcher_of(stock: Stock, encoder: Encoder) -> Matcher:
    """A matcher of the shipped release."""
    release = load_release(shipped_release())
    return Matcher(
        release_id=release.id,
        parameters=release.parameters,
        encoder=encoder,
        ranker=ranker_of(release),
        rankers=rankers_of(release.parameters),
        trades=TRADES,
        stock=stock,
    )
