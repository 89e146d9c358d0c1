"""Would anything change for the same person under another name: twins are compared line by line.

What the matcher cannot see it cannot use. Twins that differ only in what must not count get the
same shortlist, to the last bit; here the shortlists are really made, and compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matching.errors import EmptyProfile
from matching.geography import Town
from matching.pipeline import Matcher
from matching.proposals import Question, Shortlist


class Swap(StrEnum):
    """What twins differ in."""

    NAME = "name"
    GENDER = "gender"
    AGE = "age"
    COMMUNE = "commune"
    """Another commune with the same centre."""
    PRISON_LABEL = "prison-label"
    """Words that tell where something was learned."""
    REFERENCE = "reference"
    """The opaque id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapResult:
    """What a swap changed; nothing may."""

    swap: Swap
    twins: int
    """Pairs of shortlists compared."""
    changed: int
    """Pairs that differ in anything: lines, order, scores, reasons, what was kept out."""
    max_change: float
    """Widest difference of two scores of the same line; 0 when all are equal."""

    @property
    def holds(self) -> bool:
        """Whether there was something to compare, and nothing changed."""
        return self.twins > 0 and self.changed == 0


def compare_twins(
    matcher: Matcher, swap: Swap, twins: Iterable[tuple[Question, Question]]
) -> SwapResult:
    """Make the shortlists of each pair of twins and compare everything in them but the id."""
    counted, changed, widest = 0, 0, 0.0
    for one, other in twins:
        mine, theirs = _shortlist(matcher, one), _shortlist(matcher, other)
        counted += 1
        changed += _anonymous(mine) != _anonymous(theirs)
        widest = max(widest, _widest(mine, theirs))
    return SwapResult(swap=swap, twins=counted, changed=changed, max_change=widest)


def swap_profiles(matcher: Matcher, questions: Sequence[Question]) -> tuple[SwapResult, ...]:
    """Every swap that a profile itself allows: its id, and another commune of the same centre.

    The others need the records a profile was made from: they lie outside what a matcher can see.
    """
    return (
        compare_twins(matcher, Swap.REFERENCE, _renamed(questions)),
        compare_twins(matcher, Swap.COMMUNE, _moved(questions)),
    )


def neighbour_of(town: Town) -> Town:
    """Another commune with the same centre and region, under another name and code."""
    return replace(town, code=f"{town.code}-b", name_fr="Aïn Inventée", name_ar="عين مبتكرة")


def _renamed(questions: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    for number, question in enumerate(questions):
        other = replace(question.profile, id=f"00000000-0000-4000-8000-{number:012x}")
        yield question, replace(question, profile=other)


def _moved(questions: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    for question in questions:
        if question.profile.home is not None:
            other = replace(question.profile, home=neighbour_of(question.profile.home))
            yield question, replace(question, profile=other)


def _shortlist(matcher: Matcher, question: Question) -> Shortlist | None:
    """None for a profile that states nothing: nobody gets a list for it."""
    try:
        return matcher.shortlist(question)
    except EmptyProfile:
        return None


def _anonymous(shortlist: Shortlist | None) -> Shortlist | None:
    if shortlist is None:
        return None
    return replace(
        shortlist,
        subject_id="",
        proposals=tuple(replace(line, profile_id="") for line in shortlist.proposals),
        nearest_excluded=tuple(replace(line, profile_id="") for line in shortlist.nearest_excluded),
    )


def _widest(mine: Shortlist | None, theirs: Shortlist | None) -> float:
    if mine is None or theirs is None:
        return 0.0
    scores = {line.opportunity_id: line.score for line in theirs.proposals}
    return max(
        (
            abs(line.score - scores[line.opportunity_id])
            for line in mine.proposals
            if line.opportunity_id in scores
        ),
        default=0.0,
    )
