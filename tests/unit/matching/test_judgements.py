"""What became of a pair, and the table that tells it."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.judgements import (
    JUDGEMENT_COLUMNS,
    GradeSource,
    Happening,
    Judgement,
    RefusedBy,
    Stage,
    Verdict,
    cells,
    judge,
    write_judgements,
)
from matching.outcomes import Event
from matching.vocabulary import (
    Answer,
    DeclineReason,
    Direction,
    FeatureName,
    OpportunityKind,
    OutcomeKind,
)

FIRST = date(2026, 3, 2)
_Noted = Event | tuple[Event, DeclineReason]


def noted(*events: _Noted) -> list[Happening]:
    """One thing a day, from the first day on."""
    happenings = []
    for days, one in enumerate(events):
        event, reason = one if isinstance(one, tuple) else (one, None)
        day = FIRST + timedelta(days=days)
        happenings.append(Happening(event=event, reason=reason, day=day))
    return happenings


@pytest.mark.parametrize(
    ("events", "stage", "grade", "source"),
    [
        ((), Stage.SHOWN, None, None),
        ((Answer.PROPOSED,), Stage.PROPOSED, None, None),
        ((Answer.PROPOSED, OutcomeKind.REPLIED), Stage.REPLIED, None, None),
        ((Answer.PROPOSED, Answer.ACCEPTED), Stage.PROPOSED, 1, GradeSource.FEEDBACK),
        ((OutcomeKind.INTERVIEW,), Stage.INTERVIEW, 1, GradeSource.OUTCOME),
        ((OutcomeKind.TRIAL, OutcomeKind.NOT_HIRED), Stage.TRIAL, 1, GradeSource.OUTCOME),
        ((OutcomeKind.NOT_HIRED,), Stage.REPLIED, None, None),
        ((OutcomeKind.HIRED,), Stage.HIRED, 2, GradeSource.OUTCOME),
        ((OutcomeKind.HIRED, OutcomeKind.LEFT), Stage.HIRED, 2, GradeSource.OUTCOME),
        ((OutcomeKind.KEPT_1_MONTH,), Stage.KEPT_1_MONTH, 3, GradeSource.OUTCOME),
        (
            (OutcomeKind.HIRED, OutcomeKind.KEPT_12_MONTHS, OutcomeKind.LEFT),
            Stage.KEPT_12_MONTHS,
            3,
            GradeSource.OUTCOME,
        ),
        ((OutcomeKind.ACTIVITY_STOPPED,), Stage.ACTIVITY_STARTED, 2, GradeSource.OUTCOME),
        (
            (OutcomeKind.ACTIVITY_STARTED, OutcomeKind.ACTIVITY_ALIVE_6_MONTHS),
            Stage.ACTIVITY_ALIVE_6_MONTHS,
            3,
            GradeSource.OUTCOME,
        ),
        ((Answer.LEGAL_AGE_NOT_MET,), Stage.SHOWN, None, None),
    ],
)
def test_the_furthest_point_decides_the_grade(
    events: tuple[_Noted, ...], stage: Stage, grade: int | None, source: GradeSource | None
) -> None:
    verdict = judge(noted(*events), shown=True)
    assert (verdict.stage, verdict.grade, verdict.grade_source) == (stage, grade, source)


@pytest.mark.parametrize("reason", sorted(set(DeclineReason) - {DeclineReason.SKILLS}))
@pytest.mark.parametrize("answer", [Answer.DECLINED_BY_PERSON, Answer.DECLINED_BY_COMPANY])
def test_a_decline_that_is_not_about_skills_judges_nobody(
    answer: Answer, reason: DeclineReason
) -> None:
    verdict = judge(noted(Answer.PROPOSED, (answer, reason)), shown=True)
    assert (verdict.grade, verdict.grade_source) == (None, None)
    assert verdict.refusal is reason


@pytest.mark.parametrize("answer", [Answer.DECLINED_BY_PERSON, Answer.DECLINED_BY_COMPANY])
def test_a_decline_about_skills_says_not_suitable(answer: Answer) -> None:
    said = noted(Answer.ACCEPTED, OutcomeKind.INTERVIEW, (answer, DeclineReason.SKILLS))
    verdict = judge(said, shown=True)
    assert (verdict.grade, verdict.grade_source) == (0, GradeSource.FEEDBACK)
    assert verdict.stage is Stage.INTERVIEW


@pytest.mark.parametrize(
    ("reason", "grade"),
    [
        (DeclineReason.TOO_FAR, 0),
        (DeclineReason.OTHER, 0),
        (DeclineReason.IN_TRAINING, None),
        (DeclineReason.NOT_REACHABLE, None),
        (DeclineReason.RECORD_EXTRACT_ASKED, None),
    ],
)
def test_an_officer_judges_the_pair_unless_the_reason_is_about_the_moment(
    reason: DeclineReason, grade: int | None
) -> None:
    verdict = judge(noted((Answer.NOT_SUITABLE, reason)), shown=True)
    assert verdict.grade == grade
    assert verdict.refused_by is RefusedBy.OFFICER
    assert judge(noted(Answer.NOT_SUITABLE), shown=True).grade == 0


@pytest.mark.parametrize("last", [(), (OutcomeKind.NOT_HIRED,)])
def test_a_company_that_asks_for_a_record_extract_teaches_nothing(last: tuple[Event, ...]) -> None:
    asked = (Answer.DECLINED_BY_COMPANY, DeclineReason.RECORD_EXTRACT_ASKED)
    verdict = judge(noted(Answer.ACCEPTED, OutcomeKind.INTERVIEW, asked, *last), shown=True)
    assert verdict.grade is None
    assert verdict.refusal is DeclineReason.RECORD_EXTRACT_ASKED
    assert verdict.refused_by is RefusedBy.COMPANY


def test_being_hired_after_all_is_the_last_word() -> None:
    skills = (Answer.DECLINED_BY_COMPANY, DeclineReason.SKILLS)
    verdict = judge(noted(skills, OutcomeKind.HIRED), shown=True)
    assert (verdict.grade, verdict.refused_by, verdict.refusal) == (2, None, None)


def test_no_reply_proves_a_contact_and_any_other_answer_a_reply() -> None:
    silent = judge(noted((Answer.DECLINED_BY_COMPANY, DeclineReason.NO_REPLY)), shown=True)
    spoken = judge(noted((Answer.DECLINED_BY_COMPANY, DeclineReason.PAY)), shown=True)
    assert (silent.stage, spoken.stage) == (Stage.CONTACTED, Stage.REPLIED)


def test_what_was_withdrawn_counts_no_more() -> None:
    verdict = judge(noted(Answer.NOT_SUITABLE, Answer.WITHDRAWN), shown=True)
    assert verdict == Verdict(stage=Stage.SHOWN)
    again = judge(noted(OutcomeKind.HIRED, Answer.WITHDRAWN, Answer.PROPOSED), shown=True)
    assert (again.stage, again.grade) == (Stage.PROPOSED, None)
    assert again.judged_on == date(2026, 3, 4)


def test_a_pair_never_shown_of_which_nothing_is_known_has_no_stage() -> None:
    assert judge([], shown=False) == Verdict()


_EVENTS = st.lists(
    st.tuples(
        st.sampled_from([*Answer, *OutcomeKind]), st.none() | st.sampled_from(list(DeclineReason))
    ),
    max_size=8,
)


@given(_EVENTS, st.booleans())
def test_a_grade_always_has_a_source_and_a_stage_behind_it(
    events: list[tuple[Event, DeclineReason | None]], shown: bool
) -> None:
    happenings = [Happening(event=event, reason=reason, day=FIRST) for event, reason in events]
    verdict = judge(happenings, shown=shown)
    assert (verdict.grade is None) == (verdict.grade_source is None)
    if verdict.grade is not None and verdict.grade > 0:
        assert verdict.stage is not None
        assert verdict.stage is not Stage.SHOWN
    if verdict.refusal in {DeclineReason.RECORD_EXTRACT_ASKED, DeclineReason.NO_REPLY}:
        assert verdict.grade != 0


@given(_EVENTS)
def test_placed_is_never_graded_below_two(
    events: list[tuple[Event, DeclineReason | None]],
) -> None:
    happenings = [
        Happening(event=event, reason=reason, day=FIRST)
        for event, reason in events
        if event is not Answer.WITHDRAWN
    ]
    placed = [*happenings, Happening(event=OutcomeKind.HIRED, day=FIRST)]
    verdict = judge(placed, shown=False)
    assert verdict.grade is not None
    assert verdict.grade >= 2


def test_the_table_has_fixed_columns_and_empty_cells_for_the_unknown() -> None:
    shown = Judgement(
        shortlist_id=UUID(int=1),
        shown_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        direction=Direction.OPPORTUNITIES,
        kind=OpportunityKind.OPENING,
        profile_id="p-1",
        opportunity_id="o-1",
        rank=1,
        score=0.1 + 0.2,
        propensity=1.0,
        verdict=judge([], shown=True),
        features={FeatureName.SEMANTIC: 0.5, FeatureName.LEXICAL: None},
    )
    file = io.StringIO(newline="")
    assert write_judgements([shown], file) == 1
    header, line = csv.reader(io.StringIO(file.getvalue()))
    assert tuple(header) == JUDGEMENT_COLUMNS
    row = dict(zip(header, line, strict=True))
    assert row["shown_at"] == "2026-03-02T09:00:00+00:00"
    assert float(row["score"]) == 0.1 + 0.2
    assert (row["feature_semantic"], row["feature_lexical"], row["grade"]) == ("0.5", "", "")
    assert len(cells(shown)) == len(JUDGEMENT_COLUMNS)


def test_an_empty_table_still_has_its_header() -> None:
    file = io.StringIO(newline="")
    assert write_judgements([], file) == 0
    assert file.getvalue() == ",".join(JUDGEMENT_COLUMNS) + "\n"
