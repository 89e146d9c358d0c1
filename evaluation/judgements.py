"""The judgements as columns, read from the table that `jisr export judgements` writes."""

import csv
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidInput
from matching.features import FEATURES
from matching.judgements import (
    FEATURE_PREFIX,
    FIXED_COLUMNS,
    GRADES,
    JUDGEMENT_COLUMNS,
    GradeSource,
    RefusedBy,
    Stage,
)
from matching.vocabulary import DeclineReason, Direction, OpportunityKind
from models.training.files import (
    BadLine,
    ColumnMissing,
    EmptyFile,
    UnknownId,
    read_columns,
    read_lines,
)

Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Cells = Sequence[str]


class DuplicateGrade(InvalidInput):
    """The same pair of the same list is graded twice by the same source."""

    code = "duplicate-grade"


class UnknownColumn(InvalidInput):
    """The table has a column that is no part of it: a feature of another version, or no feature."""

    code = "unknown-column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """One entry for each line of the table, in its order; words are "" where nothing is known."""

    list_id: npt.NDArray[np.int64]
    """Number of the shown list, from 0 in order of appearance; -1 for a pair never shown."""
    shortlist_ids: Objects
    shown_at: npt.NDArray[np.datetime64]
    """Seconds, UTC; NaT for a pair never shown."""
    direction: Objects
    kind: Objects
    profile_ids: Objects
    opportunity_ids: Objects
    company_ids: Objects
    release_ids: Objects
    rank: npt.NDArray[np.int32]
    """From 1; 0 for a pair never shown."""
    score: Floats
    propensity: Floats
    """(0, 1]; nan when not known."""
    stage: Objects
    refused_by: Objects
    refusal: Objects
    judged_on: npt.NDArray[np.datetime64]
    """Days; NaT when nothing happened."""
    grade: Floats
    """0..3; nan when not judged."""
    grade_source: Objects
    features: Floats
    """(lines, features) in [0, 1], in the order of `FEATURES`; nan when unknown."""

    def __len__(self) -> int:
        return len(self.list_id)

    def where(self, mask: npt.NDArray[Any]) -> "Judgements":
        """The lines that a boolean mask keeps, or that indices name; lists keep their numbers."""
        return Judgements(**{one.name: getattr(self, one.name)[mask] for one in fields(self)})


def read_judgements(path: Path) -> Judgements:
    """Read the table.

    A file older than a feature lacks its column; the feature is then unknown throughout.

    Raises:
        FileMissing, NotText, EmptyFile, ColumnMissing: as their names say.
        UnknownColumn: a column that is not of the table.
        BadLine: a cell is not what its column holds; the error names line and column.
        DuplicateGrade: a pair of a list is graded twice by one source.
    """
    columns = _columns(path)
    table = _Table(path.name, columns)
    table.check_whole()
    judgements = _judgements(table)
    _check_once(judgements, path.name)
    return judgements


def check_ids(
    judgements: Judgements, *, profiles: Collection[str], opportunities: Collection[str]
) -> None:
    """Check that every person and opportunity judged is one of those given.

    Raises:
        UnknownId: of a line whose ids are not; measures over it would be about something else.
    """
    for column, ids, known in (
        ("profile_id", judgements.profile_ids, set(profiles)),
        ("opportunity_id", judgements.opportunity_ids, set(opportunities)),
    ):
        unknown = [at for at, one in enumerate(ids) if one not in known]
        if unknown:
            raise UnknownId(column=column, line=unknown[0] + 2, lines=len(unknown))


def _columns(path: Path) -> dict[str, Cells]:
    header = _header(path)
    names = [name for name in JUDGEMENT_COLUMNS if name in header]
    for name in FIXED_COLUMNS:
        if name not in header:
            raise ColumnMissing(file=path.name, column=name)
    unknown = sorted(header - set(JUDGEMENT_COLUMNS))
    if unknown:
        raise UnknownColumn(file=path.name, columns=len(unknown))
    rows = list(read_columns(path.parent, path.name, names))
    if not rows:
        raise EmptyFile(file=path.name)
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _header(path: Path) -> set[str]:
    for _, written in read_lines(path.parent, path.name):
        return set(next(csv.reader([written]), []))
    raise EmptyFile(file=path.name)


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells by column, and how each column is read."""

    file: str
    columns: dict[str, Cells]

    def check_whole(self) -> None:
        """A shown line has all of list, moment and rank; a pair never shown has none of them."""
        shown = self._together("shortlist_id", "shown_at", "rank")
        graded = self._together("grade", "grade_source")
        for column, cells in (("rank", shown), ("grade_source", graded)):
            for at, together in enumerate(cells):
                if len({bool(one) for one in together}) > 1:
                    raise self.bad(at, column)

    def _together(self, *names: str) -> Iterable[tuple[str, ...]]:
        return zip(*(self.columns[name] for name in names), strict=True)

    def bad(self, at: int, column: str) -> BadLine:
        return BadLine(file=self.file, line=at + 2, column=column)

    def words(self, column: str, allowed: type[StrEnum], *, empty: bool) -> Objects:
        known = {str(word) for word in allowed} | ({""} if empty else set())
        words: Objects = self.read(column, lambda cell: _one_of(cell, known), object)
        return words

    def ids(self, column: str, *, empty: bool) -> Objects:
        ids: Objects = self.read(column, lambda cell: cell if cell or empty else _refuse(), object)
        return ids

    def numbers(self, column: str, low: float, high: float) -> Floats:
        if column not in self.columns:
            return np.full(len(self.columns["rank"]), np.nan)
        numbers: Floats = self.read(column, lambda cell: _number(cell, low, high), np.float64)
        return numbers

    def read(self, column: str, parse: Callable[[str], object], dtype: npt.DTypeLike) -> Any:  # noqa: ANN401 (an array of that dtype)
        """Each different cell is parsed once."""
        cells = self.columns[column]
        parsed: dict[str, object] = {}
        try:
            for cell in cells:
                if cell not in parsed:
                    parsed[cell] = parse(cell)
        except (ValueError, OverflowError) as error:
            raise self.bad(cells.index(cell), column) from error
        return np.array([parsed[cell] for cell in cells], dtype=dtype)


def _judgements(table: _Table) -> Judgements:
    shortlists = table.read("shortlist_id", lambda cell: str(UUID(cell)) if cell else "", object)
    features = [table.numbers(FEATURE_PREFIX + name, 0.0, 1.0) for name in FEATURES]
    tiny = float(np.finfo(np.float64).tiny)
    grades = table.read("grade", _grade, np.float64)
    return Judgements(
        list_id=_numbered(shortlists),
        shortlist_ids=shortlists,
        shown_at=table.read("shown_at", _moment, "datetime64[s]"),
        direction=table.words("direction", Direction, empty=False),
        kind=table.words("kind", OpportunityKind, empty=False),
        profile_ids=table.ids("profile_id", empty=False),
        opportunity_ids=table.ids("opportunity_id", empty=False),
        company_ids=table.ids("company_id", empty=True),
        release_ids=table.ids("release_id", empty=True),
        rank=table.read("rank", _rank, np.int32),
        score=table.numbers("score", -np.inf, np.inf),
        propensity=table.numbers("propensity", tiny, 1.0),
        stage=table.words("stage", Stage, empty=True),
        refused_by=table.words("refused_by", RefusedBy, empty=True),
        refusal=table.words("refusal", DeclineReason, empty=True),
        judged_on=table.read("judged_on", _day, "datetime64[D]"),
        grade=grades,
        grade_source=table.words("grade_source", GradeSource, empty=True),
        features=np.column_stack(features),
    )


def _check_once(judgements: Judgements, file: str) -> None:
    seen: set[tuple[object, ...]] = set()
    keys = zip(
        judgements.list_id.tolist(),
        judgements.profile_ids,
        judgements.opportunity_ids,
        judgements.grade_source,
        strict=True,
    )
    for at, key in enumerate(keys):
        if key[-1] and key in seen:
            raise DuplicateGrade(file=file, line=at + 2)
        seen.add(key)


def _numbered(shortlists: Iterable[str]) -> npt.NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(one, len(numbers)) if one else -1 for one in shortlists], np.int64
    )


def _refuse() -> str:
    raise ValueError


def _one_of(cell: str, known: Collection[str]) -> str:
    return cell if cell in known else _refuse()


def _number(cell: str, low: float, high: float) -> float:
    if not cell:
        return np.nan
    number = float(cell)
    if not (np.isfinite(number) and low <= number <= high):
        raise ValueError
    return number


def _grade(cell: str) -> float:
    if cell and cell not in {str(grade) for grade in GRADES}:
        raise ValueError
    return float(cell) if cell else np.nan


def _rank(cell: str) -> int:
    rank = int(cell) if cell else 0
    if cell and rank < 1:
        raise ValueError
    return rank


def _moment(cell: str) -> np.datetime64:
    if not cell:
        return np.datetime64("NaT", "s")
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        raise ValueError
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None), "s")


def _day(cell: str) -> np.datetime64:
    return np.datetime64(date.fromisoformat(cell) if cell else "NaT", "D")
