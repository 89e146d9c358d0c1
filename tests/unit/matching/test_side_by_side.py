"""Two tracks on the same terms, and never one number over both."""

from dataclasses import fields, replace

import pytest

from matching.side_by_side import SHARED, SideBySide, side_by_side
from matching.vocabulary import FeatureName, OpportunityKind
from tests.matchers import a_matcher, shortlist_for
from tests.situations import TODAY, a_profile, a_skill, a_wish, an_opening

JOB = an_opening("Soudeur", id="o-1", provider_id="c-1", starts_on=TODAY)
ACTIVITY = replace(
    an_opening("Atelier de soudure", id="a-1", skills=("soudure",)), kind=OpportunityKind.ACTIVITY
)
WELDER = a_profile(a_skill("soudure à l'arc"), a_wish("soudeur"), available_from=TODAY)


def both(*opportunities: object, limit: int = 10) -> SideBySide:
    matcher = a_matcher(*opportunities)  # type: ignore[arg-type] # opportunities
    return side_by_side(
        shortlist_for(matcher, WELDER, limit=limit),
        shortlist_for(matcher, WELDER, kind=OpportunityKind.ACTIVITY, limit=limit),
    )


def test_what_means_the_same_on_both_sides_stands_side_by_side() -> None:
    found = both(JOB, ACTIVITY)

    assert [one.feature for one in found.compared] == list(SHARED)
    values = {one.feature: (one.job, one.activity) for one in found.compared}
    for side, line in enumerate((found.jobs.proposals[0], found.activities.proposals[0])):
        for term in line.terms:
            if term.feature in SHARED:
                assert values[term.feature][side] == term.value


def test_what_only_one_side_has_stays_there() -> None:
    found = both(JOB, ACTIVITY)
    own = {term.feature for term in found.only_jobs}
    assert {FeatureName.RESPONSE, FeatureName.AVAILABILITY} <= own
    assert not own & set(SHARED)
    assert FeatureName.RESPONSE not in {term.feature for term in found.only_activities}


def test_there_is_no_total_over_both() -> None:
    assert {one.name for one in fields(SideBySide)} == {
        "jobs",
        "activities",
        "compared",
        "only_jobs",
        "only_activities",
    }


def test_an_empty_side_says_why_and_compares_nothing() -> None:
    found = both(JOB)
    assert found.activities.cause is not None
    assert {one.activity for one in found.compared} == {None}
    assert found.only_activities == ()


def test_two_people_or_two_releases_are_not_compared() -> None:
    found = both(JOB, ACTIVITY)
    for other in (
        replace(found.activities, subject_id="p-2"),
        replace(found.activities, release_id="other"),
    ):
        with pytest.raises(ValueError, match="cannot be compared"):
            side_by_side(found.jobs, other)
