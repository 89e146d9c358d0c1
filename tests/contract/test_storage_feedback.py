"""What answers and outcomes mean for the next shortlist, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from matching.outcomes import CompanyActivity, Feedback, History, Outcome
from matching.vocabulary import Answer, DeclineReason, OutcomeKind, RecordKind
from service.storage import AlreadyAnswered, Storage, Work
from tests.storage_fixtures import DAY, ENGINES, NOON, a_company, an_opening, migrated_storage


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    """Openings "1", "2", "3" of "company-1" and "other" of "company-2"."""
    with migrated_storage(request.param) as storage:
        with storage.begin() as work:
            providers = {
                "1": "company-1",
                "2": "company-1",
                "3": "company-1",
                "other": "company-2",
                "free": None,
            }
            openings = [an_opening(key, company=company) for key, company in providers.items()]
            put = partial(work.records.put_many, at=NOON, source="import-1", actor="officer-1")
            put(RecordKind.OPENING, openings)
            put(RecordKind.COMPANY, [a_company()])
        yield storage


def says(
    work: Work,
    answer: Answer,
    *,
    about: str = "1",
    to: str = "p",
    at: datetime = NOON,
    reason: DeclineReason | None = None,
) -> Feedback:
    feedback = Feedback(
        id=uuid4(),
        profile_id=to,
        opportunity_id=about,
        answer=answer,
        reason=reason,
        given_at=at,
        given_by="officer-1",
    )
    work.feedback.add(feedback)
    return feedback


def happens(
    work: Work, kind: OutcomeKind, *, about: str = "1", to: str = "p", on: date = DAY
) -> Outcome:
    outcome = Outcome(
        id=uuid4(),
        profile_id=to,
        opportunity_id=about,
        kind=kind,
        happened_on=on,
        noted_at=NOON + timedelta(days=30),
        noted_by="officer-1",
    )
    work.outcomes.add(outcome)
    return outcome


def known(*ids: str) -> frozenset[str]:
    return frozenset(ids)


def test_nobody_has_a_history_at_first(storage: Storage) -> None:
    with storage.read() as work:
        assert work.feedback.history_of("p") == History()
        assert work.feedback.histories() == {}
        assert work.feedback.company_activity() == {}
        assert work.feedback.places_taken() == {}
        assert work.feedback.revision() == 0


def test_an_answer_comes_back_as_it_was_given(storage: Storage) -> None:
    with storage.begin() as work:
        given = says(work, Answer.DECLINED_BY_COMPANY, reason=DeclineReason.POSITION_FILLED)
        noted = happens(work, OutcomeKind.LEFT, on=date(2027, 1, 1))
    with storage.read() as work:
        assert work.feedback.of_profile("p") == list(work.feedback.all()) == [given]
        assert work.outcomes.of_profile("p") == list(work.outcomes.all()) == [noted]
        assert work.feedback.of_profile("q") == []
        assert work.outcomes.of_profile("q") == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.PROPOSED, History(in_progress=known("1"))),
        (Answer.ACCEPTED, History(in_progress=known("1"))),
        (Answer.DECLINED_BY_PERSON, History(declined=known("1"))),
        (Answer.DECLINED_BY_COMPANY, History(declined=known("1"))),
        (Answer.NOT_SUITABLE, History(declined=known("1"))),
        (Answer.WITHDRAWN, History()),
        (Answer.LEGAL_AGE_CONFIRMED, History(legal_age_confirmed=known("1"))),
        (Answer.LEGAL_AGE_NOT_MET, History(legal_age_not_met=known("1"))),
    ],
)
def test_each_answer_has_its_meaning(storage: Storage, answer: Answer, expected: History) -> None:
    with storage.begin() as work:
        says(work, answer)
        says(work, Answer.PROPOSED, to="somebody else", about="2")
        assert work.feedback.history_of("p") == expected
        assert work.feedback.histories() == {
            "p": expected,
            "somebody else": History(in_progress=known("2")),
        }


def test_the_latest_answer_about_an_opportunity_counts(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.PROPOSED, about="1")
        says(work, Answer.DECLINED_BY_PERSON, about="1")
        says(work, Answer.NOT_SUITABLE, about="2")
        says(work, Answer.WITHDRAWN, about="2")
        says(work, Answer.WITHDRAWN, about="3")
        says(work, Answer.PROPOSED, about="3")
        assert work.feedback.history_of("p") == History(in_progress=known("3"), declined=known("1"))


def test_the_legal_age_is_a_question_of_its_own(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.LEGAL_AGE_NOT_MET)
        says(work, Answer.LEGAL_AGE_CONFIRMED)
        says(work, Answer.PROPOSED)
        says(work, Answer.WITHDRAWN)
        assert work.feedback.history_of("p") == History(legal_age_confirmed=known("1"))


def test_who_was_hired_is_hired_until_they_leave(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.ACCEPTED)
        assert not work.feedback.history_of("p").hired
        happens(work, OutcomeKind.HIRED, on=DAY + timedelta(days=1))
        assert work.feedback.history_of("p") == History(in_progress=known("1"), hired=True)
        happens(work, OutcomeKind.KEPT_1_MONTH, on=DAY + timedelta(days=9))
        assert work.feedback.history_of("p").hired
        happens(work, OutcomeKind.LEFT, on=DAY + timedelta(days=20))
        assert work.feedback.history_of("p") == History()


def test_who_was_not_hired_is_not_sent_there_again(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.PROPOSED)
        happens(work, OutcomeKind.NOT_HIRED)
        assert work.feedback.history_of("p") == History(declined=known("1"))


def test_a_contact_or_an_interview_changes_nothing_yet(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.PROPOSED)
        for kind in (OutcomeKind.CONTACTED, OutcomeKind.REPLIED, OutcomeKind.INTERVIEW):
            happens(work, kind)
        assert work.feedback.history_of("p") == History(in_progress=known("1"))


def test_what_is_noted_late_does_not_undo_what_came_after(storage: Storage) -> None:
    with storage.begin() as work:
        happens(work, OutcomeKind.LEFT, on=DAY + timedelta(days=20))
        happens(work, OutcomeKind.HIRED, on=DAY + timedelta(days=1))
        assert work.feedback.history_of("p") == History()
        assert work.feedback.places_taken() == {}


def test_a_day_in_the_future_counts_from_when_it_was_noted(storage: Storage) -> None:
    noted = NOON + timedelta(days=30)
    with storage.begin() as work:
        happens(work, OutcomeKind.HIRED, on=noted.date() + timedelta(days=5))
        says(work, Answer.DECLINED_BY_PERSON, at=noted + timedelta(days=1))
        assert work.feedback.history_of("p") == History(declined=known("1"))


def test_the_same_answer_is_noted_once(storage: Storage) -> None:
    with storage.begin() as work:
        given = says(work, Answer.PROPOSED)
    with storage.begin() as work, pytest.raises(AlreadyAnswered):
        work.feedback.add(given)


def test_places_are_taken_by_those_who_accepted_or_work_there(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.PROPOSED, to="a")
        says(work, Answer.ACCEPTED, to="b")
        happens(work, OutcomeKind.HIRED, to="c")
        happens(work, OutcomeKind.NOT_HIRED, to="d")
        says(work, Answer.ACCEPTED, to="e", about="2")
        says(work, Answer.WITHDRAWN, to="e", about="2")
        happens(work, OutcomeKind.ACTIVITY_STARTED, to="f", about="free")
        assert work.feedback.places_taken() == {"1": 2, "free": 1}
        happens(work, OutcomeKind.LEFT, to="c", on=DAY + timedelta(days=9))
        assert work.feedback.places_taken() == {"1": 1, "free": 1}


def test_a_company_has_pending_people_and_a_reply_rate(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.PROPOSED, to="a", about="1")
        happens(work, OutcomeKind.CONTACTED, to="a", about="1")
        happens(work, OutcomeKind.CONTACTED, to="a", about="1")
        says(work, Answer.ACCEPTED, to="a", about="2")
        happens(work, OutcomeKind.INTERVIEW, to="a", about="2")
        says(work, Answer.PROPOSED, to="b", about="1")
        happens(work, OutcomeKind.CONTACTED, to="b", about="1")
        happens(work, OutcomeKind.REPLIED, to="b", about="1")
        happens(work, OutcomeKind.HIRED, to="b", about="1")
        says(work, Answer.PROPOSED, to="c", about="other")
        says(
            work,
            Answer.DECLINED_BY_COMPANY,
            to="c",
            about="other",
            reason=DeclineReason.NO_REPLY,
        )
        says(work, Answer.ACCEPTED, to="c", about="free")
        assert work.feedback.company_activity() == {
            # Pending: a for "1", a for "2"; b is hired. Asked: a1, a2, b1. Answered: a2, b1.
            "company-1": CompanyActivity(pending=2, contacts=3, replies=2),
            "company-2": CompanyActivity(pending=0, contacts=1, replies=0),
        }


def test_a_refusal_by_a_company_is_a_reply(storage: Storage) -> None:
    with storage.begin() as work:
        says(work, Answer.DECLINED_BY_COMPANY, reason=DeclineReason.SKILLS)
        activity = work.feedback.company_activity()
    assert activity == {"company-1": CompanyActivity(contacts=1, replies=1)}


def test_a_deleted_opening_still_counts_for_its_company(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.delete(RecordKind.OPENING, "1", at=NOON, source="s", actor="a")
        happens(work, OutcomeKind.CONTACTED)
        assert work.feedback.company_activity() == {"company-1": CompanyActivity(contacts=1)}


def test_what_was_known_at_a_revision_can_be_asked_again(storage: Storage) -> None:
    steps: list[tuple[Answer | OutcomeKind, History, dict[str, int], tuple[int, int, int]]] = [
        (Answer.PROPOSED, History(in_progress=known("1")), {}, (1, 0, 0)),
        (Answer.ACCEPTED, History(in_progress=known("1")), {"1": 1}, (1, 0, 0)),
        (OutcomeKind.CONTACTED, History(in_progress=known("1")), {"1": 1}, (1, 1, 0)),
        (OutcomeKind.HIRED, History(in_progress=known("1"), hired=True), {"1": 1}, (0, 1, 1)),
        (OutcomeKind.LEFT, History(), {}, (0, 1, 1)),
        (
            Answer.LEGAL_AGE_NOT_MET,
            History(legal_age_not_met=known("1")),
            {},
            (0, 1, 1),
        ),
    ]
    revisions = []
    for step, _, _, _ in steps:
        with storage.begin() as work:
            if isinstance(step, Answer):
                says(work, step)
            else:
                happens(work, step)
            revisions.append(work.feedback.revision())
    assert revisions == [1, 2, 3, 4, 5, 6]
    with storage.read() as work:
        assert work.feedback.history_of("p", as_of=0) == History()
        assert work.feedback.company_activity(as_of=0) == {}
        for revision, (_, history, places, (pending, contacts, replies)) in enumerate(steps, 1):
            activity = CompanyActivity(pending=pending, contacts=contacts, replies=replies)
            assert work.feedback.history_of("p", as_of=revision) == history
            assert work.feedback.histories(as_of=revision).get("p", History()) == history
            assert work.feedback.places_taken(as_of=revision) == places
            assert work.feedback.company_activity(as_of=revision) == {"company-1": activity}
        assert work.feedback.history_of("p") == steps[-1][1]


def test_what_was_known_leaves_out_what_was_noted_late_since(storage: Storage) -> None:
    """Revision 1 knows a departure; 2 notes the hiring before it, which changes nothing."""
    with storage.begin() as work:
        happens(work, OutcomeKind.LEFT, on=DAY + timedelta(days=20))
        happens(work, OutcomeKind.HIRED, on=DAY)
        happens(work, OutcomeKind.HIRED, on=DAY + timedelta(days=25))
        hired = [work.feedback.history_of("p", as_of=revision).hired for revision in (1, 2, 3)]
    assert hired == [False, False, True]
