"""Matchers over a handful of opportunities, with the simple parts that keep the same contracts."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from matching.catalogue import Catalogue, Numberings
from matching.evidence import Phrases
from matching.outcomes import History
from matching.parameters import Parameters
from matching.people import People, PeopleQuestion, people_shortlist
from matching.pipeline import Matcher
from matching.ports import Encoder
from matching.proposals import Question, Shortlist
from matching.records import Opportunity, Profile
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import PlainWords, opportunity_text, profile_text
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind
from models.encoders import HashingEncoder, SentenceEncoder, centred_with_trades
from models.index import ExactIndex
from models.rankers import AdditiveRanker, rankers_of
from models.releases import load_release, shipped_release
from service.reference import trades_path
from tests.situations import TODAY

TRADES = TradeTable.read(trades_path())


def served_encoder(folder: Path) -> Encoder:
    """A prepared encoder as the service reads texts with it, by the shipped release."""
    release = load_release(shipped_release())
    encoder = SentenceEncoder(folder)
    return PlainWords(centred_with_trades(encoder, release.centre, release.trade_space), TRADES)


def a_matcher(
    *opportunities: Opportunity,
    parameters: Parameters | None = None,
    situation: Situation | None = None,
    encoder: Encoder | None = None,
) -> Matcher:
    """A matcher over these opportunities."""
    parameters = parameters or Parameters()
    encoder = PlainWords(encoder or HashingEncoder(), TRADES)
    numbers = Numberings()
    shelves = {
        kind: _shelf([one for one in opportunities if one.kind is kind], numbers, encoder)
        for kind in OpportunityKind
    }
    stock = Stock(
        shelves=shelves,
        phrases=Phrases.read(numbers.phrases.values, encoder, TRADES),
        situation=situation or Situation(),
    )
    return Matcher(
        release_id="test",
        parameters=parameters,
        encoder=encoder,
        ranker=AdditiveRanker.of(parameters.ranking),
        rankers=rankers_of(parameters),
        trades=TRADES,
        stock=stock,
    )


def _shelf(items: Iterable[Opportunity], numbers: Numberings, encoder: Encoder) -> Shelf:
    catalogue = Catalogue.build(items, numbers)
    texts = [opportunity_text(one) for one in catalogue.opportunities]
    return Shelf(catalogue, ExactIndex(encoder.encode(texts)))


def shortlist_for(matcher: Matcher, profile: Profile, **asked: object) -> Shortlist:
    """What the matcher proposes to this person today."""
    plain = {"profile": profile, "kind": OpportunityKind.OPENING, "today": TODAY}
    return matcher.shortlist(Question(**{**plain, **asked}))  # type: ignore[arg-type] # plain keywords


def people_for(
    matcher: Matcher,
    opening: Opportunity,
    profiles: Iterable[Profile],
    histories: Mapping[str, History] | None = None,
    regions: frozenset[str] | None = None,
    limit: int = 10,
) -> Shortlist:
    """Whom the matcher proposes for this opening today."""
    ordered = sorted(profiles, key=lambda one: one.id)
    texts = [profile_text(one) for one in ordered]
    people = People(ordered, ExactIndex(matcher.encoder.encode(texts)))
    asked = PeopleQuestion(
        opportunity=opening,
        today=TODAY,
        limit=limit,
        regions=regions,
        histories=histories or {},
    )
    query = matcher.encoder.encode([opportunity_text(opening)])[0]
    return people_shortlist(matcher, people, query, asked)
