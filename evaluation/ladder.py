"""The ladder on judgements: does each way to rank beat the simpler ones, and for whom.

Everything is learned before a day and tested after it, and nobody is on both sides. Two labels are
always reported side by side: what happened, which carries what companies did, and what officers
and blind readers found suitable.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from evaluation.groups import ATTRIBUTES, Groups
from evaluation.judgements import Judgements
from evaluation.measured import Estimate, Floats, Measured, TooThin, bootstrap_interval
from evaluation.paired import Paired, holm_known, paired
from evaluation.past import Bools, Label, Split, past_of, split_by_time
from evaluation.queries import Queries, Side, ndcg, queries, reciprocal_rank
from evaluation.rungs import Rung, Texts, meaning_of, scores_of
from matching.errors import InvalidInput
from matching.ports import Ranker
from models.rankers import CurveRanker, ranker_of
from models.releases import Release
from models.training.outcomes import learn

BASELINE = Rung.RULES
"""What must be beaten: where nothing beats it, it ships."""
SLICED = (Rung.RULES, Rung.HYBRID, Rung.LEARNED)
"""Rungs that are also shown on parts of the people."""
SHIP_RULES = "ship rules"
SHIP_RULES_FR = "mettez les règles en service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One rung on some of the queries."""

    rung: Rung
    side: Side
    part: str
    """"all", "cold people", "known people", "cold companies", or a group: "region: MA-06"."""
    ndcg: Estimate
    """At 5, over judged lines; `n` counts people (or opportunities)."""
    mrr: Estimate
    against_rules: Paired | None
    """nDCG minus that of the rules on the same queries; None for the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What one label says."""

    label: Label
    until: str
    """Last day that was learned from."""
    judged_before: int
    judged_after: int
    not_learned: str
    """Code of the reason why there is no learned rung; "" when there is one."""
    lines: tuple[Line, ...]

    @property
    def learned_beats_rules(self) -> bool:
        """Better for people, with the whole interval above 0 and a corrected p below 5 %."""
        return any(
            line.rung is Rung.LEARNED
            and (line.part, line.side) == ("all", Side.PERSON)
            and line.against_rules is not None
            and is_better(line.against_rules)
            for line in self.lines
        )


def is_better(found: Paired) -> bool:
    """Whether a ranking beats another by more than chance."""
    difference = found.difference
    return isinstance(difference, Measured) and difference.low > 0.0 and found.p_value < 0.05


def verdict(ladders: tuple[Ladder, ...]) -> str:
    """What to do, in English and French, in one word or two: nothing learned ships on habit."""
    if any(ladder.learned_beats_rules for ladder in ladders):
        labels = ", ".join(one.label.value for one in ladders if one.learned_beats_rules)
        return (
            f"the learned ranking beats rules ({labels}): put it to the gate"
            " / le classement appris bat les règles : soumettez-le au contrôle"
        )
    return (
        f"{SHIP_RULES}: the learned ranking does not beat them"
        f" / {SHIP_RULES_FR} : le classement appris ne fait pas mieux"
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Climb:
    """What a ladder is climbed with."""

    release: Release
    groups: Groups | None = None
    texts: Texts | None = None
    until: np.datetime64 | None = None
    seed: int = 0

    def climb(
        self,
        judgements: Judgements,
        label: Label,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Ladder:
        """Measure every rung on one label.

        Args:
            judgements: All of them.
            label: Whose grades count.
            progress: Called with 1 for each rung measured.

        Raises:
            NothingJudged: nothing is judged before the cut, or nothing after it.
        """
        split = split_by_time(judgements, label, self.until)
        learned, reason = self._learned(split, label)
        rungs = [one for one in Rung if one is not Rung.LEARNED or learned is not None]
        scores = {}
        for rung in rungs:
            scores[rung] = scores_of(
                rung,
                split.test,
                release=ranker_of(self.release),
                learned=learned,
                neutral=self.release.parameters.ranking.neutral,
                texts=self.texts,
                rng=np.random.default_rng(self.seed),
            )
            progress(1)
        return Ladder(
            label=label,
            until=str(split.until),
            judged_before=int((~np.isnan(split.train.grade)).sum()),
            judged_after=int((~np.isnan(split.test.grade)).sum()),
            not_learned=reason,
            lines=tuple(self._lines(split, scores)),
        )

    def meanings(self) -> Mapping[Rung, str]:
        """What each rung stands for."""
        return {rung: meaning_of(rung, self.texts) for rung in Rung}

    def _learned(self, split: Split, label: Label) -> tuple[Ranker | None, str]:
        ranking = self.release.parameters.ranking
        try:
            past = past_of(split.train, label)
            found = learn(past, ranker_of(self.release), ranking, label=label, seed=self.seed)
        except InvalidInput as error:
            return None, error.code
        return CurveRanker(found.ranking, ranking.neutral), ""

    def _lines(self, split: Split, scores: Mapping[Rung, Floats]) -> Iterator[Line]:
        for side in Side:
            yield from self._part(split, scores, side, "all", None)
        parts = dict(self._parts(split))
        some = {rung: found for rung, found in scores.items() if rung in SLICED}
        sliced = [self._part(split, some, Side.PERSON, name, kept) for name, kept in parts.items()]
        for rung in some:
            # The same question asked of every part: corrected for having been asked so often.
            of_rung = [line for lines in sliced for line in lines if line.rung is rung]
            yield from _corrected(of_rung)

    def _parts(self, split: Split) -> Iterator[tuple[str, Bools]]:
        yield "cold people", split.is_cold_person
        yield "known people", ~split.is_cold_person
        yield "cold companies", split.is_cold_company
        if self.groups is None:
            return
        for attribute in ATTRIBUTES:
            labels = self.groups.labels(attribute, split.test.profile_ids).astype(str)
            for name in np.unique(labels[labels != ""]).tolist():
                yield f"{attribute}: {name}", labels == name

    def _part(
        self,
        split: Split,
        scores: Mapping[Rung, Floats],
        side: Side,
        part: str,
        kept: Bools | None,
    ) -> list[Line]:
        found = queries(split.test, side, kept)
        # Equal scores fall as drawn, in the same order for every rung.
        ties = np.random.default_rng(self.seed).random(len(split.test))[found.rows]
        values = {rung: ndcg(found, score[found.rows], ties) for rung, score in scores.items()}
        lines = [
            Line(
                rung=rung,
                side=side,
                part=part,
                ndcg=self._mean(values[rung], found),
                mrr=self._mean(reciprocal_rank(found, scores[rung][found.rows], ties), found),
                against_rules=self._against(rung, values, found),
            )
            for rung in scores
        ]
        return lines if kept is not None else list(_corrected(lines))

    def _mean(self, values: Floats, found: Queries) -> Estimate:
        return bootstrap_interval(values, found.who, np.random.default_rng(self.seed))

    def _against(self, rung: Rung, values: Mapping[Rung, Floats], found: Queries) -> Paired | None:
        if rung is BASELINE:
            return None
        rng = np.random.default_rng(self.seed)
        return paired(values[rung], values[BASELINE], found.who, rng)


def _corrected(lines: list[Line]) -> Iterator[Line]:
    p_values = holm_known([one.against_rules.p_value for one in lines if one.against_rules])
    corrected = iter(p_values)
    for line in lines:
        found = line.against_rules
        if found is None:
            yield line
        else:
            yield replace(line, against_rules=replace(found, p_value=next(corrected)))


def written(estimate: Estimate) -> str:
    """A figure with its interval for a table; no count where there are few people."""
    if isinstance(estimate, TooThin):
        return "too few"
    return f"{estimate.mean:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"
