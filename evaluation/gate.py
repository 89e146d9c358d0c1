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
from evaluation.paired import holm_known, paired
from evaluation.past import Label, days_of, known_until, of_label
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
            self._better(lines, found),
            self._no_drop(judgements, label),
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
        lines = of_label(judgements, label)
        if not fitted:
            known = days_of(lines)[~np.isnat(days_of(lines))]
            return lines, str(known.min()) if len(known) else ""
        until = max(fitted)
        after = days_of(lines) > until
        # Whoever was judged before, by whatever label, may have been learned from.
        before = known_until(judgements.where(days_of(judgements) <= until), until)
        seen = before.profile_ids[~np.isnan(before.grade)].astype(str)
        return lines.where(after & ~np.isin(lines.profile_ids.astype(str), seen)), str(until + 1)

    def _better(self, lines: Judgements, found: Queries) -> Finding:
        difference = self._difference(lines, found)
        least = -DROP if self.non_inferior else 0.0
        wanted = f"not worse by {DROP}" if self.non_inferior else "better"
        return Finding(
            condition=Condition.BETTER,
            passed=isinstance(difference, Measured) and difference.low > least,
            what=f"nDCG@{TOP} must be {wanted} with confidence; it changed by {told(difference)}",
            figure=difference,
        )

    def _no_drop(self, judgements: Judgements, label: Label) -> Finding:
        """By no label and on no side; only what people get by the label asked for must be known."""
        found = {}
        for each in Label:
            lines, _ = self._tested(judgements, each)
            for side in Side:
                found[each, side] = self._difference(lines, queries(lines, side))
        asked = found[label, Side.PERSON]
        dropped = [key for key, one in found.items() if _has_dropped(one)]
        figures = "; ".join(
            f"{each}, by {side}: {told(one)}" for (each, side), one in found.items()
        )
        return Finding(
            condition=Condition.NO_DROP,
            passed=isinstance(asked, Measured) and not dropped,
            what=f"nDCG@{TOP} must not drop by more than {DROP}: {figures}",
            figure=asked,
        )

    def _difference(self, lines: Judgements, found: Queries) -> Estimate:
        new, old = self._values(lines, found)
        return paired(new, old, found.who, self._rng()).difference

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
            for name, mean, p in zip(names, means, holm_known(p_values), strict=True)
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


def _has_dropped(figure: Estimate) -> bool:
    return isinstance(figure, Measured) and figure.mean < -DROP and figure.high < 0.0


def told(figure: Estimate) -> str:
    """A difference in plain words."""
    if isinstance(figure, TooThin):
        return f"nobody knows what ({figure.code}: {figure.had} of {figure.needed} needed)"
    return f"{figure.mean:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}] over {figure.n}"


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
