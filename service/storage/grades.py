"""Rounds of blind grading: pairs in a shuffled order, at most two grades each, and a third."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, func, insert, select, update

from matching.errors import Conflict, NotFound
from matching.vocabulary import OpportunityKind
from service.storage.columns import AnyRow, AnySelect
from service.storage.tables import GradeRow, GradingPairRow, GradingRow

GRADERS: Final = 2
"""People who grade each pair before anybody settles it."""
_STREAMED: Final = 500


class NoSuchGrading(NotFound):
    """There is no round of grading with that id."""

    code = "no-such-grading"


class NoSuchPair(NotFound):
    """The round has no pair with that id; its person may have been erased."""

    code = "no-such-pair"


class AlreadyGraded(Conflict):
    """Two people agree on this pair, or a third has settled it."""

    code = "already-graded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One round."""

    id: UUID
    made_at: datetime
    made_by: str
    """Id of the caller, never a name."""
    kind: OpportunityKind
    release_id: str
    """Whose rankings were pooled."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingPair:
    """A person and an opportunity to be graded."""

    id: UUID
    grading_id: UUID
    position: int
    """Place in the shuffled order, from 1."""
    profile_id: str
    profile_version: int
    opportunity_id: str
    opportunity_version: int
    region: str | None
    """Where the person lives, when the round was made."""
    found_by: Mapping[str, int]
    """Ranker -> rank; never shown to who grades."""
    features: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A grade that somebody gave."""

    pair_id: UUID
    turn: int
    """1 and 2 grade; 3 settles."""
    grader: str
    grade: int
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a round is; counts of pairs."""

    pairs: int
    once: int
    """Graded by one person."""
    agreed: int
    """Graded alike by two."""
    disputed: int
    """Graded differently by two, and not settled."""
    settled: int
    """By a third person."""


class GradeStore:
    """The rounds of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, grading: Grading, pairs: Iterable[GradingPair]) -> None:
        """Keep a new round with its pairs."""
        self._connection.execute(insert(GradingRow), asdict(grading))
        rows = [asdict(pair) for pair in pairs]
        if rows:
            self._connection.execute(insert(GradingPairRow), rows)

    def get(self, grading_id: UUID) -> Grading:
        """One round.

        Raises:
            NoSuchGrading: there is none with that id.
        """
        query = select(GradingRow.__table__).where(GradingRow.id == grading_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchGrading(grading_id=str(grading_id))
        return _grading(row)

    def all(self) -> list[Grading]:
        """Every round, latest first."""
        query = select(GradingRow.__table__).order_by(GradingRow.made_at.desc(), GradingRow.id)
        return [_grading(row) for row in self._connection.execute(query)]

    def progress(self, grading_id: UUID) -> Progress:
        """How far a round is."""
        marks = [_state(given) for _, given in self.graded(grading_id)]
        counted = {name: marks.count(name) for name in ("once", "agreed", "disputed", "settled")}
        return Progress(pairs=len(marks), **counted)

    def pair(self, grading_id: UUID, pair_id: UUID) -> tuple[GradingPair, tuple[Graded, ...]]:
        """One pair, and the grades it has.

        Raises:
            NoSuchPair: the round has no such pair.
        """
        query = _pairs(grading_id).where(GradingPairRow.id == pair_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchPair(pair_id=str(pair_id))
        return _pair(row), tuple(self._grades(pair_id))

    def graded(self, grading_id: UUID) -> Iterator[tuple[GradingPair, tuple[Graded, ...]]]:
        """Every pair in the shuffled order with its grades."""
        given: dict[UUID, list[Graded]] = {}
        query = _grades().join(GradingPairRow, GradingPairRow.id == GradeRow.pair_id)
        for row in self._connection.execute(query.where(GradingPairRow.grading_id == grading_id)):
            given.setdefault(row.pair_id, []).append(_graded(row))
        for row in self._connection.execute(_pairs(grading_id)):
            yield _pair(row), tuple(given.get(row.id, ()))

    def give(self, pair: GradingPair, grader: str, grade: int, at: datetime) -> Graded:
        """Note a grade; somebody who grades again replaces their own.

        Raises:
            AlreadyGraded: the pair needs no further grade.
        """
        # Whoever grades the same pair at the same moment waits here, and then sees this grade.
        lock = select(GradingPairRow.id).where(GradingPairRow.id == pair.id).with_for_update()
        self._connection.execute(lock)
        given = self._grades(pair.id)
        own = next((one for one in given if one.grader == grader), None)
        if len(given) > GRADERS or (own is None and _state(given) == "agreed"):
            raise AlreadyGraded(pair_id=str(pair.id))
        turn = own.turn if own else len(given) + 1
        graded = Graded(pair_id=pair.id, turn=turn, grader=grader, grade=grade, given_at=at)
        if own is None:
            self._connection.execute(insert(GradeRow), asdict(graded))
        else:
            mine = (GradeRow.pair_id == pair.id) & (GradeRow.turn == turn)
            changed = update(GradeRow).where(mine).values(grade=grade, given_at=at)
            self._connection.execute(changed)
        return graded

    def count(self) -> int:
        """Grades given in all rounds."""
        return self._connection.execute(select(func.count()).select_from(GradeRow)).scalar_one()

    def _grades(self, pair_id: UUID) -> list[Graded]:
        query = _grades().where(GradeRow.pair_id == pair_id)
        return [_graded(row) for row in self._connection.execute(query)]


def final_grade(given: Iterable[Graded]) -> Graded | None:
    """The grade that counts: the third, or the later of two that agree; None before that."""
    listed = sorted(given, key=lambda one: one.turn)
    if _state(listed) == "settled":
        return listed[-1]
    if _state(listed) == "agreed":
        return max(listed, key=lambda one: one.given_at)
    return None


def is_disputed(given: Iterable[Graded]) -> bool:
    """Whether two people graded differently and nobody has settled it."""
    return _state(list(given)) == "disputed"


def _state(given: list[Graded] | tuple[Graded, ...]) -> str:
    if len(given) > GRADERS:
        return "settled"
    if len(given) == GRADERS:
        return "agreed" if len({one.grade for one in given}) == 1 else "disputed"
    return "once" if given else "new"


def _pairs(grading_id: UUID) -> AnySelect:
    return (
        select(GradingPairRow.__table__)
        .where(GradingPairRow.grading_id == grading_id)
        .order_by(GradingPairRow.position)
    )


def _grades() -> Select[Any]:
    return select(GradeRow.__table__).order_by(GradeRow.pair_id, GradeRow.turn)


def _grading(row: AnyRow) -> Grading:
    fields = row._asdict()
    fields["kind"] = OpportunityKind(row.kind)
    return Grading(**fields)


def _pair(row: AnyRow) -> GradingPair:
    return GradingPair(**row._asdict())


def _graded(row: AnyRow) -> Graded:
    return Graded(**row._asdict())
