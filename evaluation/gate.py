"""May a release replace the one in use: every condition, with its figures, in plain words.

What cannot be known is not passed: without enough people, without the table of groups, or without a
trial of rules and swaps, the release waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from evaluation.congestion import DRAWS, congestion
from evaluation.groups import ATTRIBUTES, Groups
from evaluation.judgements import Judgements
from evaluation.measured import (
    CONFIDENCE,
    Estimate,
    Floats,
    Measured,
    TooThin,
    bootstrap_statistic,
)
from evaluation.paired import holm, paired
from evaluation.past import Label, days_of, known_until, of_label, split_by_time
from evaluation.queries import TOP, Queries, Side, ndcg, queries
from matching.errors import InvalidInput
from matching.vocabulary import Direction
from models.rankers import ranker_of
from models.releases import Release

DROP = 0.02
"""Loss of nDCG@5 that is never accepted, and the margin of "not worse"."""
_LEAST_LISTS = 30


class NothingLater(InvalidInput):
    """No line was judged later than the release was fitted, about people it was not fitted on."""

    code = "nothing-later"


class Condition(StrEnum):
    """What a release must show."""

    BETTER = "better"
    NO_DROP = "no-drop"
    GROUPS = "no-group-worse"
    RULES = "no-violation"
    SWAPS = "no-counterfactual-change"
    CONGESTION = "congestion-not-worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one condition found."""

    condition: Condition
    passed: bool
    what: str
    """Figures in plain words."""
    figure: Estimate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the release did with invented people and openings."""

    lines: int
    """Lines it proposed."""
    violations: int
    """Of them, lines that a rule of the release in use refuses."""
    swaps: int
    """Questions asked twice, with a fact exchanged that must not matter."""
    changes: int
    """Of them, how many got another answer, to the last bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The decision, as it is kept."""

    release_id: str
    against: str
    label: Label
    since: str
    """First day that was tested on."""
    people: int
    promotes: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Gate:
    """What a release is compared on."""

    challenger: Release
    current: Release
    groups: Groups | None
    trial: Trial | None
    non_inferior: bool = False
    """Not worse by `DROP` is enough: for releases that change something else."""
    seed: int = 0

    def decide(self, judgements: Judgements, label: Label) -> Record:
        """Check every condition on judgements that neither release was fitted on.

        Raises:
            NothingLater: there are none.
        """
        lines, since = self._tested(judgements, label)
        found = queries(lines, Side.PERSON)
        if not len(found):
            raise NothingLater(label=label)
        findings = (
            *self._ranks(lines, found),
            self._groups(lines, found),
            *self._tried(),
            self._congestion(lines),
        )
        return Record(
            release_id=self.challenger.id,
            against=self.current.id,
            label=label,
            since=since,
            people=len(np.unique(found.who.astype(str))),
            promotes=all(one.passed for one in findings),
            findings=findings,
        )

    def _tested(self, judgements: Judgements, label: Label) -> tuple[Judgements, str]:
        fitted = [
            np.datetime64(one.ranking.fitted_until, "D")
            for one in (self.challenger, self.current)
            if one.ranking is not None
        ]
        if not fitted:
            split = split_by_time(judgements, label)
            return split.test, str(split.until + 1)
        until = max(fitted)
        lines = of_label(judgements, label)
        after = days_of(lines) > until
        before = known_until(lines.where(~after), until)
        seen = before.profile_ids[~np.isnan(before.grade)].astype(str)
        return lines.where(after & ~np.isin(lines.profile_ids.astype(str), seen)), str(until + 1)

    def _ranks(self, lines: Judgements, found: Queries) -> Iterator[Finding]:
        new, old = self._values(lines, found)
        difference = paired(new, old, found.who, self._rng()).difference
        least = -DROP if self.non_inferior else 0.0
        wanted = f"not worse by {DROP}" if self.non_inferior else "better"
        yield Finding(
            condition=Condition.BETTER,
            passed=isinstance(difference, Measured) and difference.low > least,
            what=f"nDCG@{TOP} must be {wanted} with confidence; it changed by {told(difference)}",
            figure=difference,
        )
        dropped = isinstance(difference, TooThin) or (
            difference.mean < -DROP and difference.high < 0.0
        )
        yield Finding(
            condition=Condition.NO_DROP,
            passed=not dropped,
            what=f"nDCG@{TOP} must not drop by more than {DROP}; it changed by {told(difference)}",
            figure=difference,
        )

    def _groups(self, lines: Judgements, found: Queries) -> Finding:
        if self.groups is None:
            what = "nobody knows whether a group is served worse: no table of groups was given"
            return Finding(condition=Condition.GROUPS, passed=False, what=what)
        new, old = self._values(lines, found)
        names, p_values, means = [], [], []
        for attribute in ATTRIBUTES:
            labels = self.groups.labels(attribute, found.who).astype(str)
            for name in np.unique(labels[labels != ""]).tolist():
                of_group = labels == name
                one = paired(new[of_group], old[of_group], found.who[of_group], self._rng())
                if isinstance(one.difference, Measured):
                    names.append(f"{attribute}: {name}")
                    p_values.append(one.p_value)
                    means.append(one.difference.mean)
        worse = [
            f"{name} ({mean:+.3f})"
            for name, mean, p in zip(names, means, holm(p_values), strict=True)
            if mean < 0.0 and p < 1.0 - CONFIDENCE
        ]
        told_worse = "served worse: " + ", ".join(worse) if worse else "none is served worse"
        what = f"{len(names)} groups were large enough to compare; {told_worse}"
        return Finding(condition=Condition.GROUPS, passed=bool(names) and not worse, what=what)

    def _tried(self) -> Iterator[Finding]:
        trial = self.trial
        if trial is None:
            for condition in (Condition.RULES, Condition.SWAPS):
                yield Finding(condition=condition, passed=False, what="the release was not tried")
            return
        yield Finding(
            condition=Condition.RULES,
            passed=trial.lines > 0 and trial.violations == 0,
            what=f"{trial.violations} of {trial.lines} proposed lines break a rule in use",
        )
        yield Finding(
            condition=Condition.SWAPS,
            passed=trial.swaps > 0 and trial.changes == 0,
            what=f"{trial.changes} of {trial.swaps} answers changed with what must not matter",
        )

    def _congestion(self, lines: Judgements) -> Finding:
        """Congestion of the first lines if either release had put the shown lines in order."""
        shown = (lines.rank > 0) & (lines.direction == Direction.OPPORTUNITIES)
        lists = lines.where(shown)
        provider = np.where(lists.company_ids == "", lists.opportunity_ids, lists.company_ids)
        _, item = np.unique(provider.astype(str), return_inverse=True)
        items = int(item.max(initial=-1)) + 1
        firsts = [
            _first_of_lists(ranker_of(one).points(lists.features).sum(axis=1), lists.list_id)
            for one in (self.challenger, self.current)
        ]
        totals = _counted(lists.profile_ids, item, items, firsts)
        worse: Estimate = TooThin("few-lists", _LEAST_LISTS, len(np.unique(lists.list_id)))
        if len(np.unique(lists.list_id)) >= _LEAST_LISTS and items > 1:
            worse = bootstrap_statistic(
                totals,
                lambda sums: congestion(sums[..., :items]) - congestion(sums[..., items:]),
                self._rng(),
                DRAWS,
            )
        return Finding(
            condition=Condition.CONGESTION,
            passed=isinstance(worse, Measured) and worse.low <= 0.0,
            what=(
                f"congestion of the first {TOP} lines over companies must not be worse;"
                f" it changed by {told(worse)} (above 0 is worse)"
            ),
            figure=worse,
        )

    def _values(self, lines: Judgements, found: Queries) -> tuple[Floats, Floats]:
        ties = self._rng().random(len(found.rows))
        new, old = (
            ndcg(found, ranker_of(one).points(lines.features[found.rows]).sum(axis=1), ties)
            for one in (self.challenger, self.current)
        )
        return new, old

    def _rng(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)


def told(figure: Estimate) -> str:
    """A difference in plain words."""
    if isinstance(figure, TooThin):
        return f"nobody knows what ({figure.code}: {figure.had} of {figure.needed} needed)"
    return f"{figure.mean:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}] over {figure.n} people"


def _first_of_lists(scores: Floats, lists: np.ndarray[Any, np.dtype[np.int64]]) -> Floats:
    """1 for the first lines of each list by falling score, 0 for the others, shape (n,)."""
    order = np.lexsort((-scores, lists))
    ordered = lists[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    sizes = np.diff(np.append(starts, len(ordered)))
    place = np.arange(len(ordered)) - np.repeat(starts, sizes)
    first = np.zeros(len(scores))
    first[order] = place < TOP
    return first


def _counted(
    people: np.ndarray[Any, np.dtype[np.object_]],
    item: np.ndarray[Any, np.dtype[np.int64]],
    items: int,
    firsts: list[Floats],
) -> Any:  # noqa: ANN401 (scipy ships no types)
    """First lines by person and item, one block of columns per release, sparse."""
    from scipy import sparse

    names, row = np.unique(people.astype(str), return_inverse=True)
    blocks = [sparse.coo_array((first, (row, item)), shape=(len(names), items)) for first in firsts]
    return sparse.csr_array(sparse.hstack(blocks))
