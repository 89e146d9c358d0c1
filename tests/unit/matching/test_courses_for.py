"""Which trainings teach what an activity asks for."""

from datetime import timedelta
from types import MappingProxyType

from matching.courses_for import courses_for
from matching.records import Opportunity
from matching.rules import Situation
from matching.vocabulary import OpportunityKind
from tests.matchers import a_matcher
from tests.situations import TODAY

SEWING = Opportunity(
    id="a-1",
    kind=OpportunityKind.ACTIVITY,
    title="Couture à façon",
    skills=("prise de mesures", "couture sur mesure"),
)


def a_training(identifier: str, *skills: str, **known: object) -> Opportunity:
    plain = {
        "id": identifier,
        "kind": OpportunityKind.TRAINING,
        "title": f"Session {identifier}",
        "skills": skills,
        "starts_on": TODAY + timedelta(days=30),
        "places": 10,
    }
    return Opportunity(**{**plain, **known})  # type: ignore[arg-type] # plain keywords


def named(*trainings: Opportunity, situation: Situation | None = None) -> list[str]:
    matcher = a_matcher(SEWING, *trainings, situation=situation)
    return [one.training.id for one in courses_for(matcher, SEWING, TODAY)]


def test_a_training_that_teaches_a_skill_is_named_with_that_skill() -> None:
    matcher = a_matcher(SEWING, a_training("t-1", "prise de mesures"), a_training("t-2", "soudure"))
    (found,) = courses_for(matcher, SEWING, TODAY)
    assert (found.training.id, found.skills) == ("t-1", ("prise de mesures",))
    assert found.seats_left == 10


def test_those_that_start_first_are_in_front_and_an_unknown_start_comes_last() -> None:
    soon = TODAY + timedelta(days=2)
    found = named(
        a_training("t-1", "prise de mesures", starts_on=None),
        a_training("t-2", "prise de mesures"),
        a_training("t-3", "prise de mesures", starts_on=soon),
    )
    assert found == ["t-3", "t-2", "t-1"]


def test_what_has_begun_or_expired_or_is_full_is_left_out() -> None:
    yesterday = TODAY - timedelta(days=1)
    full = Situation(taken=MappingProxyType({"t-3": 10}))
    trainings = (
        a_training("t-1", "prise de mesures", starts_on=yesterday),
        a_training("t-2", "prise de mesures", expires_on=yesterday),
        a_training("t-3", "prise de mesures"),
    )
    assert named(*trainings, situation=full) == []


def test_a_training_without_a_limit_has_no_number_of_seats() -> None:
    matcher = a_matcher(SEWING, a_training("t-1", "prise de mesures", places=None))
    (found,) = courses_for(matcher, SEWING, TODAY)
    assert found.seats_left is None


def test_nothing_teaches_an_activity_that_the_stock_does_not_know() -> None:
    matcher = a_matcher(a_training("t-1", "prise de mesures"))
    assert courses_for(matcher, SEWING, TODAY) == ()


def test_nothing_teaches_an_activity_that_asks_for_nothing() -> None:
    plain = Opportunity(id="a-1", kind=OpportunityKind.ACTIVITY, title="Étal")
    matcher = a_matcher(plain, a_training("t-1", "prise de mesures"))
    assert courses_for(matcher, plain, TODAY) == ()
