"""What was shown against a rule: every shown line is judged again, and none may be refused."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.measured import Estimate, share_interval
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.vocabulary import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Violations:
    """What the rules say of lines that were shown."""

    lines: int
    broken: int
    """Lines that at least one rule refuses; must be 0."""
    by_rule: Mapping[Refusal, int]
    """How many each rule refuses; one line may be counted under several. Only those above 0."""
    share: Estimate
    """Of the lines, over people; 0 of n people still reaches up to about 4 / n."""

    @property
    def holds(self) -> bool:
        """Whether no shown line breaks a rule."""
        return self.broken == 0


def judge_again(matcher: Matcher, shown: Iterable[tuple[Question, str]]) -> Violations:
    """Ask every rule about every shown line.

    Args:
        matcher: With the stock and the situation of the day on which the lines were shown.
        shown: The question that each line answered, and the id of the opportunity it showed.

    Raises:
        NoSuchOpportunity: the stock is not that of the day.
    """
    people: list[str] = []
    broken: list[bool] = []
    by_rule: Counter[Refusal] = Counter()
    for question, opportunity_id in shown:
        refusals = matcher.why_not(question, opportunity_id)
        people.append(question.profile.id)
        broken.append(bool(refusals))
        by_rule.update(refusals)
    return Violations(
        lines=len(broken),
        broken=sum(broken),
        by_rule=dict(by_rule),
        share=share_interval(np.array(broken, dtype=np.bool_), np.array(people, dtype=object)),
    )
