"""What changed since an older report: only what moved more than chance moves it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.report.figures import Figure, figures_of
from matching.errors import InvalidInput
from matching.reported import COMPARED
from models.training.files import FileMissing


class NotAReport(InvalidInput):
    """The file is no report of the laboratory, or it is damaged."""

    code = "not-a-report"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in two reports."""

    before: Figure
    now: Figure


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved, and out of how many that both reports have."""

    compared: int
    moved: tuple[Change, ...]


def read_figures(path: Path) -> list[Figure]:
    """The figures of a report that was written as JSON.

    Raises:
        FileMissing: there is none.
        NotAReport: it is something else.
    """
    try:
        return figures_of(json.loads(path.read_text("utf-8"))["figures"])
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotAReport(file=path.name) from error


def changes_between(before: Sequence[Figure], now: Sequence[Figure]) -> Changes:
    """Figures of both whose intervals lie apart; stricter than a test of the difference."""
    older = {one.key: one for one in before if _is_told(one)}
    pairs = [Change(older[one.key], one) for one in now if _is_told(one) and one.key in older]
    return Changes(len(pairs), tuple(one for one in pairs if _lies_apart(one)))


def _is_told(figure: Figure) -> bool:
    return figure.section in COMPARED and figure.low is not None


def _lies_apart(change: Change) -> bool:
    low, high = change.before.low, change.before.high
    assert low is not None
    assert high is not None
    assert change.now.low is not None
    assert change.now.high is not None
    return change.now.low > high or change.now.high < low
