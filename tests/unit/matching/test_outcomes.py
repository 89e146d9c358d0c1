import pytest

from matching.outcomes import (
    HOLDS_A_PLACE,
    IN_PROGRESS,
    PENDING,
    Contact,
    Event,
    Standing,
    contact_shown,
    standing_after,
)
from matching.vocabulary import Answer, DeclineReason, OutcomeKind

CHANGES_NOTHING: set[Event] = {
    Answer.LEGAL_AGE_CONFIRMED,
    Answer.LEGAL_AGE_NOT_MET,
    OutcomeKind.CONTACTED,
    OutcomeKind.REPLIED,
    OutcomeKind.INTERVIEW,
    OutcomeKind.TRIAL,
}


@pytest.mark.parametrize("event", [*Answer, *OutcomeKind])
def test_every_event_changes_the_standing_or_is_known_not_to(event: Event) -> None:
    assert (standing_after(event) is None) is (event in CHANGES_NOTHING)


@pytest.mark.parametrize("kind", [kind for kind in OutcomeKind if "KEPT" in kind.name])
def test_whoever_is_kept_works_there(kind: OutcomeKind) -> None:
    assert standing_after(kind) is Standing.PLACED


@pytest.mark.parametrize("kind", [kind for kind in OutcomeKind if "ALIVE" in kind.name])
def test_an_activity_that_lives_is_a_place(kind: OutcomeKind) -> None:
    assert standing_after(kind) is Standing.PLACED


def test_who_is_pending_or_holds_a_place_is_in_progress() -> None:
    assert PENDING | HOLDS_A_PLACE == IN_PROGRESS
    assert {Standing.ACCEPTED} == PENDING & HOLDS_A_PLACE


def test_silence_is_not_a_reply() -> None:
    answer = Answer.DECLINED_BY_COMPANY
    assert contact_shown(answer, DeclineReason.NO_REPLY) is Contact.ASKED
    assert contact_shown(answer, DeclineReason.PAY) is Contact.ANSWERED
    assert contact_shown(answer) is Contact.ANSWERED


@pytest.mark.parametrize("answer", sorted(set(Answer) - {Answer.DECLINED_BY_COMPANY}))
def test_what_others_say_tells_nothing_about_the_company(answer: Answer) -> None:
    assert contact_shown(answer, DeclineReason.NO_REPLY) is None


@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_step_with_a_company_is_an_answer_of_it(kind: OutcomeKind) -> None:
    if kind is OutcomeKind.CONTACTED:
        expected = Contact.ASKED
    elif kind.name.startswith("ACTIVITY"):
        expected = None
    else:
        expected = Contact.ANSWERED
    assert contact_shown(kind) is expected
