import numpy as np

from evaluation.measured import Measured, TooThin
from evaluation.violations import judge_again
from matching.proposals import Question
from matching.vocabulary import OpportunityKind, Refusal
from tests.matchers import a_matcher
from tests.situations import TANGER, TODAY, a_profile, a_skill, an_opening

NEAR = an_opening(id="near")
FAR = an_opening(id="far", town=TANGER)


def asked(number: int) -> Question:
    person = a_profile(a_skill("soudure"), id=f"p-{number}", max_distance_km=30.0)
    return Question(profile=person, kind=OpportunityKind.OPENING, today=TODAY)


def test_what_the_matcher_shows_breaks_no_rule() -> None:
    matcher = a_matcher(NEAR, FAR)
    questions = [asked(number) for number in range(12)]
    shown = [
        (question, line.opportunity_id)
        for question in questions
        for line in matcher.shortlist(question).proposals
    ]
    found = judge_again(matcher, shown)
    assert found.lines == 12
    assert (found.broken, found.by_rule, found.holds) == (0, {}, True)
    assert isinstance(found.share, Measured)
    assert 0 < found.share.high < 0.3


def test_a_line_shown_against_a_rule_is_counted_under_each_rule() -> None:
    shown = [(asked(number), "near") for number in range(11)] + [(asked(11), "far")]
    found = judge_again(a_matcher(NEAR, FAR), shown)
    assert (found.broken, found.by_rule, found.holds) == (1, {Refusal.TOO_FAR: 1}, False)
    assert isinstance(found.share, Measured)
    assert np.isclose(found.share.mean, 1 / 12)


def test_five_lines_hold_but_give_no_rate() -> None:
    found = judge_again(a_matcher(NEAR), [(asked(number), "near") for number in range(5)])
    assert found.holds
    assert isinstance(found.share, TooThin)
