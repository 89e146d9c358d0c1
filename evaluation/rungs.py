"""The rungs of the ladder on judgements: what each way to rank would say of every line."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from evaluation.baselines import Bm25Ranker
from evaluation.judgements import Judgements
from evaluation.measured import Floats
from evaluation.past import numbered
from matching.features import FEATURES
from matching.ports import Ranker
from matching.vocabulary import FeatureName
from models.training.files import FileMissing

READ_FROM_TEXT = frozenset(
    {FeatureName.SEMANTIC, FeatureName.LEXICAL, FeatureName.COVERAGE, FeatureName.WISH}
)
"""Features that compare texts; rules know the others."""
_PLACES = "Places"


class Rung(StrEnum):
    """Ways to rank, simplest first."""

    RANDOM = "random"
    AVAILABLE = "most-available"
    RULES = "rules"
    BM25 = "bm25"
    ENCODER = "encoder"
    HYBRID = "hybrid"
    LEARNED = "learned"
    SHOWN = "as-shown"
    """The order in which lines were shown then; not a rung, and never better than by habit."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What people and openings say, and places, from spreadsheets that `jisr export` wrote."""

    profiles: Mapping[str, str]
    openings: Mapping[str, str]
    places: Mapping[str, float]


def read_texts(folder: Path) -> Texts:
    """Read `profiles.csv` and `openings.csv`: the id in the first column, the rest is text.

    Raises:
        FileMissing: one of them is not there.
    """
    profiles, openings = _table(folder / "profiles.csv"), _table(folder / "openings.csv")
    return Texts(
        profiles={key: _joined(row) for key, row in profiles.items()},
        openings={key: _joined(row) for key, row in openings.items()},
        places={key: _places(row) for key, row in openings.items()},
    )


def meaning_of(rung: Rung, texts: Texts | None) -> str:
    """What a rung stands for in this ladder, which depends on what there is to read."""
    return {
        Rung.RANDOM: "chance",
        Rung.AVAILABLE: (
            "openings with most places first" if texts else "what starts soonest (no places known)"
        ),
        Rung.RULES: "what needs no text, each counted alike: distance, start, certificates, ...",
        Rung.BM25: "BM25 over the whole texts" if texts else "feature_lexical (no texts given)",
        Rung.ENCODER: "feature_semantic: closeness in meaning alone",
        Rung.HYBRID: "the ranking of the release",
        Rung.LEARNED: "curves fitted on the judgements before the cut",
        Rung.SHOWN: "the order in which lines were shown",
    }[rung]


def scores_of(
    rung: Rung,
    lines: Judgements,
    *,
    release: Ranker,
    learned: Ranker | None,
    neutral: Mapping[FeatureName, float],
    texts: Texts | None,
    rng: np.random.Generator,
) -> Floats:
    """Scores of every line under one rung, shape (n,); higher is better, nan stands last.

    Raises:
        ValueError: the learned rung without a learned ranking.
    """
    if rung is Rung.RANDOM:
        return rng.random(len(lines))
    if rung is Rung.SHOWN:
        return np.where(lines.rank > 0, -lines.rank.astype(np.float64), np.nan)
    if rung is Rung.RULES:
        return _rules(lines.features, neutral)
    if rung is Rung.BM25 and texts:
        return _bm25(lines, texts)
    if rung is Rung.AVAILABLE and texts:
        return np.array([texts.places.get(one, np.nan) for one in lines.opportunity_ids])
    if rung in _COLUMN:
        return lines.features[:, FEATURES.index(_COLUMN[rung])]
    ranker = release if rung is Rung.HYBRID else learned
    if ranker is None:
        raise ValueError("nothing was learned")
    scores: Floats = ranker.points(lines.features).sum(axis=1)
    return scores


_COLUMN = {
    Rung.AVAILABLE: FeatureName.AVAILABILITY,
    Rung.BM25: FeatureName.LEXICAL,
    Rung.ENCODER: FeatureName.SEMANTIC,
}


def _rules(features: Floats, neutral: Mapping[FeatureName, float]) -> Floats:
    """Equal weights for whatever is not read from texts: hard to beat with few data."""
    columns = [at for at, name in enumerate(FEATURES) if name not in READ_FROM_TEXT]
    unknown = np.array([neutral.get(FEATURES[at], 0.0) for at in columns])
    known = np.where(np.isnan(features[:, columns]), unknown, features[:, columns])
    means: Floats = known.mean(axis=1)
    return means


def _bm25(lines: Judgements, texts: Texts) -> Floats:
    """BM25 of each pair; nan where a text is missing or shares no word."""
    ids = list(texts.openings)
    row = {one: at for at, one in enumerate(ids)}
    ranker = Bm25Ranker([texts.openings[one] for one in ids])
    scores = np.full(len(lines), np.nan)
    person = numbered(lines.profile_ids)
    order = np.argsort(person, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(person[order])) + 1):
        text = texts.profiles.get(lines.profile_ids[rows[0]], "")
        found = ranker.score([text])[0]
        for at in rows:
            column = row.get(lines.opportunity_ids[at])
            if column is not None and np.isfinite(found[column]):
                scores[at] = found[column]
    return scores


def _table(path: Path) -> dict[str, dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    return {next(iter(row.values())): row for row in rows}


def _joined(row: Mapping[str, str]) -> str:
    return " ".join(cell for cell in list(row.values())[1:] if cell)


def _places(row: Mapping[str, str]) -> float:
    written = row.get(_PLACES) or ""
    return float(written) if written.isdigit() else np.nan
