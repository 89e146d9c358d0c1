"""The whole flow on one page: rules, retrieval, evidence, features, ranking, explanation."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from matching.appraisal import Appraisal
from matching.arrangement import spread_providers
from matching.catalogue import Catalogue
from matching.errors import EmptyProfile, NotFound
from matching.evidence import Floats, Phrases, held_certificates
from matching.explanation import missing_fields
from matching.local import Local, around
from matching.masks import (
    Masks,
    allowed_rows,
    convention_masks,
    distances,
    filtered,
    personal_masks,
    situation_masks,
)
from matching.pairing import pair, read_person
from matching.parameters import Parameters
from matching.ports import Encoder, Mask, Ranker, Rows, Vectors
from matching.proposals import Exclusion, KeptOut, Proposal, Question, Shortlist
from matching.records import Opportunity, Profile
from matching.rules import Case, Situation, judge
from matching.scoring import Scored, proposal_at, score
from matching.standing import Standing
from matching.stock import Shelf, Stock
from matching.text import profile_text
from matching.trades import TradeTable
from matching.vocabulary import Direction, EmptyCause, OpportunityKind, Refusal


class NoSuchOpportunity(NotFound):
    """The catalogue in use has no opportunity with that id."""

    code = "no-such-opportunity"


class Matcher:
    """Makes shortlists from one stock under one release. Never changes, so threads may share it."""

    def __init__(
        self,
        *,
        release_id: str,
        parameters: Parameters,
        encoder: Encoder,
        ranker: Ranker,
        trades: TradeTable,
        stock: Stock,
        rankers: Mapping[OpportunityKind, Ranker] = MappingProxyType({}),
    ) -> None:
        """`rankers`: of the kinds that have one of their own; `ranker` is that of the others."""
        self.release_id = release_id
        self.parameters = parameters
        self.encoder = encoder
        self.ranker = ranker
        self.rankers = rankers
        self.trades = trades
        self.stock = stock
        self._situation_masks = {
            kind: situation_masks(shelf.catalogue, stock.situation, parameters.rules)
            for kind, shelf in stock.shelves.items()
        }

    def with_stock(self, stock: Stock) -> "Matcher":
        """The same release over another stock."""
        return Matcher(
            release_id=self.release_id,
            parameters=self.parameters,
            encoder=self.encoder,
            ranker=self.ranker,
            rankers=self.rankers,
            trades=self.trades,
            stock=stock,
        )

    def with_encoder(self, encoder: Encoder) -> "Matcher":
        """The same release and stock, with another memory of the same vectors."""
        other = copy(self)
        other.encoder = encoder
        return other

    def with_situation(self, situation: Situation) -> "Matcher":
        """The same stock once companies answered or places were taken."""
        return self.with_stock(replace(self.stock, situation=situation))

    def ranker_of(self, kind: OpportunityKind) -> Ranker:
        """What puts opportunities of one kind in order."""
        return self.rankers.get(kind, self.ranker)

    def shortlist(self, question: Question) -> Shortlist:
        """Propose at most `limit` opportunities, best first, and say what was kept out and why.

        Raises:
            EmptyProfile: the profile states neither know-how nor wish.
        """
        profile = question.profile
        query = self.query_of(profile)
        masks, wanted, allowed, scored = self._found(question, query)
        suitable = scored.suitable(self.parameters.ranking_of(question.kind))
        return Shortlist(
            direction=Direction.OPPORTUNITIES,
            subject_id=profile.id,
            kind=question.kind,
            release_id=self.release_id,
            proposals=tuple(self._first_page(scored, suitable, question.limit)),
            considered=int(wanted.sum()),
            allowed=int(allowed.sum()),
            excluded=_counts(masks, wanted),
            nearest_excluded=self._closest(
                question, query, masks, wanted & ~allowed, self.parameters.nearest_excluded
            ),
            to_ask=missing_fields(profile, question.kind),
            unmatched=self.unmatched(profile),
            cause=empty_cause(int(wanted.sum()), int(allowed.sum()), len(suitable)),
        )

    def standing(self, question: Question, lifted: Set[Refusal] = frozenset()) -> Standing:
        """Where everything stands, without the lines that explain it; `limit` is not read.

        Args:
            question: Whom for, and when.
            lifted: Rules that keep nothing out this time: who would stand where without them.

        Raises:
            EmptyProfile: the profile states neither know-how nor wish.
        """
        masks, _, allowed, scored = self._found(question, self.query_of(question.profile), lifted)
        suitable = scored.suitable(self.parameters.ranking_of(question.kind))
        ids = [one.id for one in scored.opportunities]
        page = self._page(scored, suitable, len(suitable))
        return Standing(
            order=tuple(ids[position] for position in page),
            scores=dict(zip(ids, scored.scores.tolist(), strict=True)),
            allowed=allowed,
            masks=masks,
        )

    def _found(
        self, question: Question, query: Vectors, lifted: Set[Refusal] = frozenset()
    ) -> tuple[Masks, Mask, Mask, Scored]:
        """What rules refuse, what was considered, what is allowed, and how the nearest score."""
        shelf, profile = self.stock.shelves[question.kind], question.profile
        distance = distances(profile, shelf.catalogue)
        masks = self._masks(question, distance)
        wanted = filtered(question.filters, shelf.catalogue, distance)
        in_force = {refusal: mask for refusal, mask in masks.items() if refusal not in lifted}
        allowed = wanted & allowed_rows(in_force, len(shelf.catalogue))
        rows = self._retrieve(profile, query, shelf, allowed)
        return masks, wanted, allowed, self._score(question, rows, distance[rows])

    def kept_out(
        self, question: Question, refusal: Refusal | None, offset: int, limit: int
    ) -> KeptOut:
        """What the rules refuse, every line with all of its reasons, closest first.

        Args:
            question: Whom for, and when; its `limit` is not read.
            refusal: Only what this rule refuses; None for what any does.
            offset: Lines to pass over.
            limit: At most this many lines, at least 1.

        Raises:
            EmptyProfile: the profile states neither know-how nor wish.
        """
        query = self.query_of(question.profile)
        catalogue = self.stock.shelves[question.kind].catalogue
        distance = distances(question.profile, catalogue)
        masks = self._masks(question, distance)
        wanted = filtered(question.filters, catalogue, distance)
        refused = wanted & ~allowed_rows(masks, len(catalogue))
        asked = refused
        if refusal is not None:
            asked = refused & masks.get(refusal, np.zeros(len(catalogue), dtype=np.bool_))
        return KeptOut(
            considered=int(wanted.sum()),
            total=int(refused.sum()),
            excluded=_counts(masks, wanted),
            found=int(asked.sum()),
            lines=self._closest(question, query, masks, asked, offset + limit)[offset:],
        )

    def why_not(self, question: Question, opportunity_id: str) -> tuple[Refusal, ...]:
        """Every reason to keep one opportunity from this person; none when it may be proposed.

        Raises:
            NoSuchOpportunity: it is not in the catalogue.
        """
        return self.refusals(question, self.opportunity(question.kind, opportunity_id))

    def refusals(self, question: Question, opportunity: Opportunity) -> tuple[Refusal, ...]:
        """Every reason to keep this opportunity from this person, in the order of the rules."""
        case = Case(
            question=question,
            opportunity=opportunity,
            situation=self.stock.situation,
            parameters=self.parameters.rules,
            holds=held_certificates(question.profile, self.trades, self.parameters.evidence),
        )
        return judge(case)

    def proposal(self, question: Question, opportunity_id: str) -> Proposal:
        """The line this opportunity would be, whatever the rules say; its rank is 0.

        Raises:
            NoSuchOpportunity: it is not in the catalogue.
        """
        scored = self._score_one(question, opportunity_id)
        return proposal_at(scored, 0, 0, self.ranker_of(question.kind), self.parameters)

    def suitable_proposal(self, question: Question, opportunity_id: str) -> Proposal | None:
        """The same line, or None when it fits too little to be proposed.

        Raises:
            NoSuchOpportunity: it is not in the catalogue.
        """
        scored = self._score_one(question, opportunity_id)
        if not scored.suitable(self.parameters.ranking_of(question.kind)):
            return None
        return proposal_at(scored, 0, 0, self.ranker_of(question.kind), self.parameters)

    def appraise(self, question: Question) -> Appraisal:
        """Every opportunity of the kind asked for, as a group is shared out; filters do not count.

        A person who states nothing is worth something to nothing.
        """
        catalogue = self.stock.shelves[question.kind].catalogue
        distance = distances(question.profile, catalogue)
        refused = self._masks(question, distance)
        allowed = allowed_rows(refused, len(catalogue))
        suitable = np.zeros(len(catalogue), dtype=np.bool_)
        if not profile_text(question.profile) or not len(catalogue):
            return Appraisal(
                scores=np.zeros(len(catalogue)),
                suitable=suitable,
                refused=refused,
                allowed=allowed,
            )
        scored = self._score(question, np.arange(len(catalogue)), distance)
        suitable[scored.suitable(self.parameters.ranking_of(question.kind))] = True
        return Appraisal(scores=scored.scores, suitable=suitable, refused=refused, allowed=allowed)

    def _score_one(self, question: Question, opportunity_id: str) -> Scored:
        self.opportunity(question.kind, opportunity_id)
        catalogue = self.stock.shelves[question.kind].catalogue
        rows = np.array([catalogue.row_of[opportunity_id]], dtype=np.int64)
        return self._score(question, rows, distances(question.profile, catalogue)[rows])

    def opportunity(self, kind: OpportunityKind, opportunity_id: str) -> Opportunity:
        """An opportunity of the stock.

        Raises:
            NoSuchOpportunity: it is not in the catalogue.
        """
        catalogue = self.stock.shelves[kind].catalogue
        row = catalogue.row_of.get(opportunity_id)
        if row is None:
            raise NoSuchOpportunity(opportunity_id=opportunity_id)
        return catalogue.opportunities[row]

    def kind_of(self, opportunity_id: str) -> OpportunityKind:
        """The kind of an opportunity of the stock.

        Raises:
            NoSuchOpportunity: no catalogue has it.
        """
        for kind, shelf in self.stock.shelves.items():
            if opportunity_id in shelf.catalogue.row_of:
                return kind
        raise NoSuchOpportunity(opportunity_id=opportunity_id)

    def query_of(self, profile: Profile) -> Vectors:
        """What retrieval looks for, shape (dim,).

        Raises:
            EmptyProfile: the profile states neither know-how nor wish.
        """
        text = profile_text(profile)
        if not text:
            raise EmptyProfile(profile_id=profile.id)
        query: Vectors = self.encoder.encode([text])[0]
        return query

    def unmatched(self, profile: Profile) -> tuple[str, ...]:
        """Statements in which the alias table recognises nothing, for the officer to reword."""
        texts = (line.text for line in profile.statements)
        return tuple(text for text in texts if not self.trades.numbers(text))

    def _masks(self, question: Question, distance: Floats) -> Masks:
        catalogue = self.stock.shelves[question.kind].catalogue
        holds = held_certificates(question.profile, self.trades, self.parameters.evidence)
        personal = personal_masks(question, catalogue, self.parameters.rules, holds, distance)
        signed = convention_masks(catalogue, self.stock.situation, question.today)
        together = {**personal, **self._situation_masks[question.kind], **signed}
        return {refusal: together[refusal] for refusal in Refusal if refusal in together}

    def _retrieve(self, profile: Profile, query: Vectors, shelf: Shelf, allowed: Mask) -> Rows:
        """The closest rows by meaning, and the closest of those that name the same trade."""
        close, _ = shelf.index.search(query, self.parameters.pool, allowed)
        same_trade = allowed & self._shares_a_trade(profile, shelf.catalogue)
        more, _ = shelf.index.search(query, self.parameters.pool, same_trade)
        rows: Rows = np.union1d(close, more)
        return rows

    def _shares_a_trade(self, profile: Profile, catalogue: Catalogue) -> Mask:
        named = {n for line in profile.statements for n in self.trades.numbers(line.text)}
        naming = np.asarray(self.stock.phrases.concepts[:, sorted(named)].any(axis=1))
        padded = np.append(naming, False)
        columns = catalogue.columns
        called: Mask = np.asarray(padded[columns.requirements].any(axis=1))
        return called | np.asarray(padded[columns.names].any(axis=1))

    def _score(self, question: Question, rows: Rows, distance: Floats) -> Scored:
        shelf = self.stock.shelves[question.kind]
        person = read_person(question.profile, self.encoder, self.trades)
        local = self._around(question, rows, shelf)
        pairs = pair(person, rows, distance, shelf, self.stock, self.parameters, local)
        opportunities = [shelf.catalogue.opportunities[row] for row in rows]
        ranker = self.ranker_of(question.kind)
        return score(question, opportunities, pairs, ranker, self.parameters)

    def _around(self, question: Question, rows: Rows, shelf: Shelf) -> Local | None:
        """What is known around activities; nothing is asked about the other kinds."""
        if question.kind is not OpportunityKind.ACTIVITY:
            return None
        profile = question.profile
        return around(
            profile,
            Phrases.read(profile.own_tools or (), self.encoder, self.trades),
            rows,
            shelf.catalogue,
            self.stock.phrases,
            self.stock.situation.market,
            question.today,
            self.parameters.activities.market,
        )

    def _first_page(
        self, scored: Scored, suitable: Sequence[int], limit: int
    ) -> Iterator[Proposal]:
        for rank, position in enumerate(self._page(scored, suitable, limit), start=1):
            ranker = self.ranker_of(scored.question.kind)
            yield proposal_at(scored, position, rank, ranker, self.parameters)

    def _page(self, scored: Scored, suitable: Sequence[int], limit: int) -> list[int]:
        return spread_providers(
            suitable,
            lambda position: scored.opportunities[position].provider_id,
            limit,
            self.parameters.lines_per_provider,
        )

    def _closest(
        self, question: Question, query: Vectors, masks: Masks, among: Mask, limit: int
    ) -> tuple[Exclusion, ...]:
        """What is refused, closest first; somebody of the trade looks for the trade first."""
        if not limit:
            return ()
        shelf = self.stock.shelves[question.kind]
        same_trade = among & self._shares_a_trade(question.profile, shelf.catalogue)
        rows, _ = shelf.index.search(query, limit, same_trade)
        if len(rows) < limit:
            others, _ = shelf.index.search(query, limit - len(rows), among & ~same_trade)
            rows = np.concatenate([rows, others])
        return tuple(
            Exclusion(
                profile_id=question.profile.id,
                opportunity_id=shelf.catalogue.opportunities[row].id,
                refusals=tuple(refusal for refusal, mask in masks.items() if mask[row]),
            )
            for row in rows
        )


def _counts(masks: Masks, wanted: Mask) -> dict[Refusal, int]:
    counts = {refusal: int((mask & wanted).sum()) for refusal, mask in masks.items()}
    return dict(
        Counter({refusal: count for refusal, count in counts.items() if count}).most_common()
    )


def empty_cause(considered: int, allowed: int, suitable: int) -> EmptyCause | None:
    """Why nothing is proposed; None when something is."""
    if suitable:
        return None
    if not considered:
        return EmptyCause.NOTHING_IN_CATALOGUE
    return EmptyCause.NONE_SUITABLE if allowed else EmptyCause.ALL_EXCLUDED
