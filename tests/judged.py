"""Small tables of judgements, written down line by line."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from evaluation.groups import ATTRIBUTES, Groups
from evaluation.judgements import Judgements
from matching.features import FEATURES

_WORDS = ("stage", "refused_by", "refusal", "grade_source", "company_ids", "release_ids")
_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(_WORDS, ""),
    "direction": "opportunities",
    "kind": "opening",
    "score": 0.5,
    "propensity": 1.0,
    "grade": np.nan,
    "shown_at": "2026-01-05T09:00:00",
    "judged_on": "2026-02-01",
}
_TYPES: dict[str, Any] = {
    "list_id": np.int64,
    "rank": np.int32,
    "score": np.float64,
    "propensity": np.float64,
    "grade": np.float64,
    "shown_at": "datetime64[s]",
    "judged_on": "datetime64[D]",
}
_NAMED = {"person": "profile_ids", "opening": "opportunity_ids", "company": "company_ids"}


def judged(**columns: Any) -> Judgements:
    """A table from the columns named; a single value holds for every line.

    Lines without `list_id` belong to the list of their person; without `rank` they are in order.
    """
    given: dict[str, Any] = {_NAMED.get(name, name): column for name, column in columns.items()}
    n = max(len(one) for one in given.values() if not isinstance(one, (str, float, int)))
    people = given.setdefault("profile_ids", [f"p{at}" for at in range(n)])
    given.setdefault("opportunity_ids", [f"o{at}" for at in range(n)])
    _, lists = np.unique(np.array(people).astype(str), return_inverse=True)
    given.setdefault("list_id", lists)
    given.setdefault("rank", [int((lists[:at] == lists[at]).sum()) + 1 for at in range(n)])
    given.setdefault("shortlist_ids", [f"s{one}" if one >= 0 else "" for one in given["list_id"]])
    features = given.pop("features", np.full((n, len(FEATURES)), np.nan))
    names = {*given, *_DEFAULTS}
    arrays = {name: _column(name, given.get(name, _DEFAULTS.get(name)), n) for name in names}
    return Judgements(features=np.asarray(features, np.float64), **arrays)


def grouped(people: Sequence[str], **labels: Sequence[str]) -> Groups:
    """A table of groups from the attributes named; the others are not known."""
    columns = {
        name: np.array(labels.get(name, [""] * len(people)), dtype=object) for name in ATTRIBUTES
    }
    return Groups(profile_ids=np.array(people, dtype=object), **columns)


def _column(name: str, given: Any, n: int) -> Any:
    values = [given] * n if isinstance(given, (str, float, int)) else list(given)
    return np.array(values, dtype=_TYPES.get(name, object))
