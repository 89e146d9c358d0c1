"""Employment beside self-employment: the same person, release and stock, on the same terms.

What both kinds are judged by in the same way (know-how, wish, reach) stands side by side, value by
value. What only one of them has (replies of a company and a start; demand, kits nearby, what the
person brings) stays on its side. There is no total: an advertisement and a trade are not written
alike, so a sum over both would compare how texts are written, and one number would decide for a
person what the two of them should talk about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matching.proposals import Proposal, Shortlist, Term
from matching.vocabulary import FeatureName

SHARED: tuple[FeatureName, ...] = (
    FeatureName.SEMANTIC,
    FeatureName.LEXICAL,
    FeatureName.COVERAGE,
    FeatureName.CERTIFICATES,
    FeatureName.EXPERIENCE,
    FeatureName.WISH,
    FeatureName.DISTANCE,
)
"""The features that mean the same for a job and for an activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One shared feature on both sides."""

    feature: FeatureName
    job: float | None
    """Value of the first line, in [0, 1]; None when unknown, or when that side is empty."""
    activity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both shortlists of one person, and what may be compared of their first lines."""

    jobs: Shortlist
    activities: Shortlist
    compared: tuple[Compared, ...]
    only_jobs: tuple[Term, ...]
    """Of the first job: terms that an activity does not have, as far as they are known."""
    only_activities: tuple[Term, ...]


def side_by_side(jobs: Shortlist, activities: Shortlist) -> SideBySide:
    """Put two shortlists of one person side by side.

    Raises:
        ValueError: they are of two people or of two releases, and compare nothing.
    """
    same = (jobs.subject_id, jobs.release_id) == (activities.subject_id, activities.release_id)
    if not same:
        raise ValueError("two people or two releases cannot be compared")
    job, activity = _first_terms(jobs), _first_terms(activities)
    return SideBySide(
        jobs=jobs,
        activities=activities,
        compared=tuple(
            Compared(feature=one, job=_value(job, one), activity=_value(activity, one))
            for one in SHARED
        ),
        only_jobs=_own(job),
        only_activities=_own(activity),
    )


def _first_terms(shortlist: Shortlist) -> Mapping[FeatureName, Term]:
    first: tuple[Proposal, ...] = shortlist.proposals[:1]
    return MappingProxyType({term.feature: term for line in first for term in line.terms})


def _value(terms: Mapping[FeatureName, Term], feature: FeatureName) -> float | None:
    return terms[feature].value if feature in terms else None


def _own(terms: Mapping[FeatureName, Term]) -> tuple[Term, ...]:
    """What is not shared and known: a term without a value says nothing about this side."""
    return tuple(
        term for one, term in terms.items() if one not in SHARED and term.value is not None
    )
