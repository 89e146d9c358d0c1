"""Making stored shortlists again, from the same inputs, and comparing to the last bit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from matching.errors import InvalidInput
from matching.exploration import NO_EXPLORATION, varied
from matching.outcomes import History
from matching.pipeline import Matcher
from matching.proposals import Question, Shortlist
from matching.records import Profile
from matching.stock import Stock
from matching.vocabulary import Direction, RecordKind
from models.releases import load_release
from service.actions.releases.agreement import Agreement, agreement
from service.actions.shortlisting import (
    BESIDE,
    CHALLENGER,
    EXPLORATION,
    FILTERS,
    PROFILE,
    SHORTLIST,
)
from service.runtime import Runtime, Serving, challenger_of
from service.storage import NoSuchShortlist, ShownShortlist, Storage, Work

Progress = Callable[[int, int], None]
"""Called with what is done and of how much."""


class CannotReplay(InvalidInput):
    """Only shortlists of opportunities can be made again."""

    code = "cannot-replay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A shortlist as it was shown, and as the engine in use makes it from the same inputs."""

    shown: Shortlist
    made_again: Shortlist
    same_release: bool
    same_encoder: bool

    @property
    def is_identical(self) -> bool:
        """Equal to the last bit: lines, scores, reasons, exclusions."""
        return self.shown == self.made_again


@dataclass(frozen=True, slots=True, kw_only=True)
class Replays:
    """Many shortlists made again."""

    identical: int
    different: tuple[UUID, ...]
    """Those of which something differs, although release and encoder are the same."""
    of_another_release: int
    """Those shown by another release or encoder, which were not made again."""


def replay(runtime: Runtime, storage: Storage, shortlist_id: UUID) -> Replay:
    """Make a stored shortlist again, over the records and answers of that moment.

    Raises:
        NoSuchShortlist: there is none, or a person on it was erased since.
        CannotReplay: it lists people.
        MatchingError: the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        kept = work.shortlists.get(shortlist_id)
        question = _question(work, kept)
    return _replayed(serving, kept, question, _Stocks(serving))


def replay_last(
    runtime: Runtime, storage: Storage, count: int, progress: Progress = lambda _done, _of: None
) -> Replays:
    """Make the latest shortlists of opportunities again.

    Those of another release or encoder cannot be expected to be identical, and are only counted.

    Args:
        runtime: Holds the engine in use.
        storage: Where shortlists are kept.
        count: How many at most.
        progress: Told after each.

    Raises:
        MatchingError: the engine is not ready.
    """
    serving = runtime.serving()
    identical, others = 0, 0
    different: list[UUID] = []
    stocks = _Stocks(serving)
    for done, (kept, question) in enumerate(_latest(storage, count, progress), start=1):
        if not _is_of(serving, kept):
            others += 1
        elif _replayed(serving, kept, question, stocks).is_identical:
            identical += 1
        else:
            different.append(kept.id)
        progress(done, count)
    return Replays(identical=identical, different=tuple(different), of_another_release=others)


def replay_with(
    runtime: Runtime,
    storage: Storage,
    release: Path,
    count: int,
    progress: Progress = lambda _done, _of: None,
) -> Agreement:
    """What another release would have shown instead of the latest shortlists.

    Args:
        runtime: Holds the engine in use.
        storage: Where shortlists are kept.
        release: Folder of the other release; it must use the same encoder.
        count: How many shortlists at most.
        progress: Told after each.

    Raises:
        OtherEncoder: the other release reads other vectors.
        NotReady: it is refused, or the engine is not ready.
    """
    serving = runtime.serving()
    challenger = challenger_of(load_release(release), serving.release, serving.matcher)
    stocks = _Stocks(serving)
    pairs = []
    for done, (kept, question) in enumerate(_latest(storage, count, progress), start=1):
        stock = stocks.of(kept)
        pairs.append((_ids(_shown(kept)), _ids(challenger.with_stock(stock).shortlist(question))))
        progress(done, count)
    return agreement(pairs)


def shadow_agreement(storage: Storage, count: int) -> Agreement:
    """What the release that ranked beside would have shown, as it was logged."""
    with storage.read() as work:
        pairs = [
            (
                _ids(_shown(kept)),
                [one for one, _ in BESIDE.validate_python(kept.answer[CHALLENGER]).lines],
            )
            for kept in map(work.shortlists.get, work.shortlists.latest(count))
            if CHALLENGER in kept.answer
        ]
    return agreement(pairs)


class _Stocks:
    """The stock of a moment, made from that of the last one where only answers came between."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._moment = (-1, -1)
        self._stock: Stock | None = None

    def of(self, kept: ShownShortlist) -> Stock:
        moment = (kept.records_revision, kept.feedback_revision)
        stockroom = self._serving.stockroom
        if self._stock is None or self._moment[0] != moment[0]:
            self._stock, _ = stockroom.stock_as_of(*moment)
        elif self._moment != moment:
            self._stock = stockroom.with_answers_of(self._stock, *moment)
        self._moment = moment
        return self._stock


def _latest(
    storage: Storage, count: int, progress: Progress
) -> Sequence[tuple[ShownShortlist, Question]]:
    """The latest shortlists, those over the same stock side by side."""
    with storage.read() as work:
        kept = [work.shortlists.get(one) for one in work.shortlists.latest(count)]
        kept.sort(key=lambda one: (one.records_revision, one.feedback_revision))
        progress(0, len(kept))
        return [(one, _question(work, one)) for one in kept]


def _is_of(serving: Serving, kept: ShownShortlist) -> bool:
    same_encoder: bool = kept.inputs["encoder_revision"] == serving.encoder.revision
    return same_encoder and kept.release_id == serving.matcher.release_id


def _replayed(
    serving: Serving, kept: ShownShortlist, question: Question, stocks: _Stocks
) -> Replay:
    matcher: Matcher = serving.matcher.with_stock(stocks.of(kept))
    made = matcher.shortlist(question)
    written = kept.inputs.get("exploration")
    exploration = NO_EXPLORATION if written is None else EXPLORATION.validate_python(written)
    return Replay(
        shown=_shown(kept),
        made_again=replace(made, proposals=varied(made.proposals, exploration, kept.id)),
        same_release=kept.release_id == serving.matcher.release_id,
        same_encoder=kept.inputs["encoder_revision"] == serving.encoder.revision,
    )


def _question(work: Work, kept: ShownShortlist) -> Question:
    if kept.is_redacted:
        raise NoSuchShortlist(shortlist_id=str(kept.id))
    if kept.direction is not Direction.OPPORTUNITIES or kept.kind is None:
        raise CannotReplay(shortlist_id=str(kept.id))
    profile, history = _asker(work, kept)
    return Question(
        profile=profile,
        kind=kept.kind,
        today=date.fromisoformat(kept.inputs["today"]),
        limit=kept.inputs["limit"],
        filters=FILTERS.validate_python(kept.inputs["filters"]),
        history=history,
    )


def _asker(work: Work, kept: ShownShortlist) -> tuple[Profile, History]:
    if kept.subject_id is None:
        return PROFILE.validate_python(kept.inputs["profile"]), History()
    stored = work.records.get_version(
        RecordKind.PROFILE, kept.subject_id, kept.inputs["profile_version"]
    )
    return stored.profile, work.feedback.history_of(kept.subject_id, kept.feedback_revision)


def _shown(kept: ShownShortlist) -> Shortlist:
    return SHORTLIST.validate_python(kept.answer["shortlist"])


def _ids(shortlist: Shortlist) -> list[str]:
    return [line.opportunity_id for line in shortlist.proposals]
