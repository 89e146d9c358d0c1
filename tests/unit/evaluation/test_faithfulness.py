import numpy as np

from evaluation.faithfulness import Faithfulness, measure_faithfulness
from evaluation.measured import Measured, TooThin
from matching.pipeline import Matcher
from matching.proposals import Proposal, Question
from matching.records import Profile
from matching.vocabulary import OpportunityKind
from tests.matchers import a_matcher
from tests.situations import TODAY, a_certificate, a_profile, a_skill, an_experience, an_opening

WELDER = an_opening("Soudeur", id="w", skills=("soudure à l'arc", "lecture de plans"))
COOK = an_opening("Cuisinier", id="c", skills=("préparation de plats",))


def asked(number: int, *statements: object) -> Question:
    lines = statements or (
        a_skill("soudure à l'arc"),
        an_experience("soudeur", months=24),
        a_certificate("lecture de plans"),
        a_skill("jardinage"),
    )
    person: Profile = a_profile(*lines, id=f"p-{number}")  # type: ignore[arg-type]
    return Question(profile=person, kind=OpportunityKind.OPENING, today=TODAY)


def measured(matcher: Matcher, questions: list[Question], opening: str = "w") -> Faithfulness:
    pairs = [(question, opening) for question in questions]
    return measure_faithfulness(matcher, pairs, np.random.default_rng(0))


def test_every_cited_statement_counts_and_what_is_cited_is_nearly_enough() -> None:
    found = measured(a_matcher(WELDER, COOK), [asked(number) for number in range(12)])
    assert found.lines == 12
    assert found.deletions >= 24
    assert found.unfaithful == 0
    assert isinstance(found.faithful, Measured)
    assert found.faithful.mean == 1
    assert isinstance(found.sufficiency, Measured)
    assert found.sufficiency.mean > 0.9


def test_a_line_that_cites_nothing_has_nothing_to_take_away() -> None:
    found = measured(a_matcher(WELDER, COOK), [asked(1, a_skill("zzz qqq"))], "c")
    assert (found.lines, found.uncited, found.deletions) == (1, 1, 0)
    assert found.faithful == TooThin("no-citation", 1, 0)
    assert isinstance(found.sufficiency, TooThin)


class Boasting(Matcher):
    """Cites reasons and scores everybody the same."""

    def proposal(self, question: Question, opportunity_id: str) -> Proposal:
        from dataclasses import replace

        return replace(super().proposal(question, opportunity_id), score=0.5)


def test_reasons_that_change_nothing_are_found_out() -> None:
    honest = a_matcher(WELDER)
    boasting = object.__new__(Boasting)
    boasting.__dict__.update(honest.__dict__)
    found = measured(boasting, [asked(number) for number in range(12)])
    assert found.unfaithful == found.deletions > 0
    assert isinstance(found.faithful, Measured)
    assert found.faithful.mean == 0
