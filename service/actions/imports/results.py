"""What became of a file, as it is kept with its job and shown: codes and numbers, no sentences."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from matching.errors import MatchingError, Param
from service.actions.imports.reports import ImportReport
from service.wording import Language
from service.wording.imports import TO_CORRECT

MOST_FAULTS: Final = 10_000
"""Kept of one file. One with more is wrong in its columns, not line by line."""
_ADDED: Final = {TO_CORRECT.text(language) for language in Language}
"""Headers that we wrote ourselves into lines to correct."""
_LINES_NAMED: Final = 12
_PER_ITEM: Final = "unmatched-trade"
"""The remark that names an item of a cell, which would make one remark for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSeen:
    """Why a line was refused; nothing of the line itself."""

    line: int
    column: str
    """Header of the column in the file; "" when the whole line is concerned."""
    code: str
    params: Mapping[str, Param]
    shown: str
    """What was not understood, for closed lists and places only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkSeen:
    """What is worth knowing about lines that are in, together when it is the same."""

    column: str
    code: str
    params: Mapping[str, Param]
    lines: tuple[int, ...]
    """The first of them."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a file; after a check, what would have become of it."""

    accepted: int
    created: int
    changed: int
    unchanged: int
    refused: int
    """Lines, whatever the number of faults in each."""
    faults: tuple[FaultSeen, ...]
    """The first `MOST_FAULTS`, in the order of the file."""
    remarks: tuple[RemarkSeen, ...]
    ignored_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was read from a file."""

    code: str
    params: Mapping[str, Param]


def result_of(report: ImportReport) -> Result:
    """What is kept of a report."""
    faults = (
        FaultSeen(
            line=one.line,
            column=one.column,
            code=str(one.code),
            params=dict(one.params),
            shown=one.shown,
        )
        for one in report.rejected[:MOST_FAULTS]
    )
    return Result(
        accepted=report.accepted,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=len({one.line for one in report.rejected}),
        faults=tuple(faults),
        remarks=_remarks_of(report),
        ignored_columns=tuple(one for one in report.ignored_columns if one not in _ADDED),
    )


def _remarks_of(report: ImportReport) -> tuple[RemarkSeen, ...]:
    lines: dict[tuple[str, str, tuple[tuple[str, Param], ...]], list[int]] = {}
    for one in report.remarks:
        params = {} if one.code == _PER_ITEM else one.params
        key = (one.column, str(one.code), tuple(sorted(params.items())))
        numbers = lines.setdefault(key, [])
        if one.line not in numbers[-1:]:
            numbers.append(one.line)
    return tuple(
        RemarkSeen(
            column=column,
            code=code,
            params=dict(params),
            lines=tuple(numbers[:_LINES_NAMED]),
            count=len(numbers),
        )
        for (column, code, params), numbers in lines.items()
    )


def written(result: Result) -> dict[str, Any]:
    """A result as JSON holds it."""
    return {"result": asdict(result)}


def refused_whole(error: MatchingError) -> dict[str, Any]:
    """Why nothing was read from a file, as JSON holds it."""
    return {"refusal": {"code": error.code, "params": dict(error.params)}}


def read_result(document: Mapping[str, Any] | None) -> Result | None:
    """The result in a kept document; None when there is none."""
    if document is None or "result" not in document:
        return None
    kept = dict(document["result"])
    kept["faults"] = tuple(FaultSeen(**one) for one in kept["faults"])
    kept["remarks"] = tuple(
        RemarkSeen(**one | {"lines": tuple(one["lines"])}) for one in kept["remarks"]
    )
    kept["ignored_columns"] = tuple(kept["ignored_columns"])
    return Result(**kept)


def read_refusal(document: Mapping[str, Any] | None) -> Refusal | None:
    """The refusal in a kept document; None when there is none."""
    return Refusal(**document["refusal"]) if document and "refusal" in document else None
