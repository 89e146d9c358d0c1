"""What a shortlist costs, beside one encoding of one text on the same machine.

Run with `make benchmark`. Ratios count; absolute times are those of the machine at that moment.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from matching import pipeline
from matching.pipeline import Matcher
from matching.ports import Encoder, Vectors
from matching.proposals import Filters, Question
from matching.records import Profile
from matching.vocabulary import OpportunityKind
from tests.benchmarks.large import (
    ONE_PERCENT,
    TEN_PERCENT,
    matcher_of,
    openings,
    people,
    stock_of,
)
from tests.matchers import served_encoder
from tests.situations import TODAY

pytestmark = pytest.mark.benchmarks
ROUNDS = 200
ONE_TEXT = (
    "Soudeur qualifié pour un atelier de construction métallique : lecture de plans, soudure à "
    "l'arc et semi-automatique, découpe, assemblage et finition de portails, garde-corps et "
    "charpentes légères. Trois ans d'expérience souhaités, travail en équipe, port de charges, "
    "horaires de jour."
)
FILTERS = {
    "none": Filters(),
    "10 %": Filters(sectors=frozenset({TEN_PERCENT})),
    "1 %": Filters(sectors=frozenset({ONE_PERCENT})),
}
STAGES: dict[str, list[tuple[Any, str]]] = {
    "rules": [
        (pipeline, "personal_masks"),
        (pipeline, "filtered"),
        (pipeline, "allowed_rows"),
        (pipeline, "distances"),
    ],
    "search": [(Matcher, "_retrieve"), (Matcher, "_closest")],
    "features": [(Matcher, "_score")],
    "explanation": [(Matcher, "_first_page")],
}


class Remembered(Encoder):
    """Gives back what was encoded before: a stored profile is never encoded again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def revision(self) -> str:
        return self._encoder.revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if unknown:
            self._known.update(zip(unknown, self._encoder.encode(unknown), strict=True))
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dim), np.float32)


@pytest.fixture(scope="module")
def encoder(prepared_encoder: Path) -> Encoder:
    return served_encoder(prepared_encoder)


def timed(call: Callable[[], Any]) -> tuple[float, float]:
    """Wall and processor milliseconds of one call."""
    wall, processor = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3


def stage_times(
    matcher: Matcher, question: Question, monkeypatch: pytest.MonkeyPatch
) -> dict[str, float]:
    """Wall milliseconds per stage of one shortlist."""
    spent: dict[str, float] = dict.fromkeys(STAGES, 0.0)
    with monkeypatch.context() as patch:
        for stage, places in STAGES.items():
            for owner, name in places:
                patch.setattr(owner, name, _measuring(getattr(owner, name), stage, spent))
        wall, _ = timed(lambda: matcher.shortlist(question))
    spent["everything"] = wall
    return spent


def _measuring(
    function: Callable[..., Any], stage: str, spent: dict[str, float]
) -> Callable[..., Any]:
    def measured(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        result = function(*args, **kwargs)
        if hasattr(result, "__next__"):
            result = list(result)
        spent[stage] += (time.perf_counter() - started) * 1e3
        return result

    return measured


@pytest.mark.parametrize("size", [2_000, 10_000, 100_000])
def test_cost_of_a_shortlist(size: int, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = Remembered(encoder)
    matcher = matcher_of(stock_of(openings(size), remembered), remembered)
    asking = people(50, seed=1)
    for profile in asking:
        matcher.shortlist(Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY))
    encoding = _encoding_times(encoder)
    table = Table(title=f"One shortlist, {size:,} openings (ms; {ROUNDS} rounds)")
    for heading in ("filter", "p50", "p95", "cpu p50", "÷ encoding", "cpu ÷", *STAGES):
        table.add_column(heading, justify="right")
    ratios = {}
    for name, filters in FILTERS.items():
        runs, spent = _runs(matcher, asking, filters, monkeypatch)
        walls, processors = np.array(runs).T
        ratio = float(np.median(walls) / np.median(encoding[:, 0]))
        cpu_ratio = float(np.median(processors) / np.median(encoding[:, 1]))
        ratios[name] = ratio
        shares = [f"{spent[stage] / spent['everything']:.0%}" for stage in STAGES]
        table.add_row(
            name,
            f"{np.median(walls):.2f}",
            f"{np.percentile(walls, 95):.2f}",
            f"{np.median(processors):.2f}",
            f"{ratio:.2f}",
            f"{cpu_ratio:.2f}",
            *shares,
        )
    Console(width=140).print(table)
    wall, processor = np.median(encoding, axis=0)
    Console(width=140).print(f"one encoding: {wall:.2f} ms wall, {processor:.2f} ms cpu")
    allowed = {2_000: 1.0, 10_000: 1.0, 100_000: 4.0}[size]
    assert max(ratios.values()) < allowed


def _encoding_times(encoder: Encoder) -> np.ndarray:
    for _ in range(5):
        encoder.encode([ONE_TEXT])
    return np.array([timed(lambda: encoder.encode([ONE_TEXT])) for _ in range(50)])


def _runs(
    matcher: Matcher, asking: list[Profile], filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[tuple[float, float]], dict[str, float]]:
    questions = [
        Question(profile=one, kind=OpportunityKind.OPENING, today=TODAY, filters=filters)
        for one in asking
    ]
    runs = []
    spent = dict.fromkeys((*STAGES, "everything"), 0.0)
    for number in range(ROUNDS):
        question = questions[number % len(questions)]
        runs.append(timed(partial(matcher.shortlist, question)))
        if number < len(questions):
            for stage, wall in stage_times(matcher, question, monkeypatch).items():
                spent[stage] += wall
    return runs, spent
