"""Everything that is kept out can be listed, page by page, with every reason."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.outcomes import History
from matching.people import People, PeopleQuestion, people_kept_out, people_shortlist
from matching.proposals import Filters, KeptOut, Question
from matching.records import Opportunity, Profile
from matching.text import opportunity_text, profile_text
from matching.vocabulary import OpportunityKind, Refusal
from models.index import ExactIndex
from tests.matchers import a_matcher
from tests.records_drawn import catalogues_of_openings, profiles
from tests.situations import TANGER, TODAY, a_profile, an_opening

FEW = settings(max_examples=25)


def asked_for(profile: Profile, **given: object) -> Question:
    return Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY, **given)  # type: ignore[arg-type]


@FEW
@given(profile=profiles(), openings=catalogues_of_openings(), size=st.integers(1, 3))
def test_the_pages_together_hold_every_refused_line_once_with_all_its_reasons(
    profile: Profile, openings: list[Opportunity], size: int
) -> None:
    matcher, question = a_matcher(*openings), asked_for(profile)
    refused = {
        one.id: found
        for one in openings
        if one.kind is OpportunityKind.OPENING and (found := matcher.why_not(question, one.id))
    }
    pages: list[KeptOut] = []
    while not pages or pages[-1].lines:
        pages.append(matcher.kept_out(question, None, len(pages) * size, size))
    lines = [line for page in pages for line in page.lines]
    assert {line.opportunity_id: line.refusals for line in lines} == refused
    assert len(lines) == pages[0].total == pages[0].found == len(refused)
    shown = matcher.shortlist(question)
    assert pages[0].excluded == shown.excluded
    assert pages[0].considered == shown.considered
    first = matcher.kept_out(question, None, 0, max(len(shown.nearest_excluded), 1)).lines
    assert first == shown.nearest_excluded
    for refusal, count in shown.excluded.items():
        of_one = matcher.kept_out(question, refusal, 0, 100)
        assert of_one.found == len(of_one.lines) == count
        assert all(refusal in line.refusals for line in of_one.lines)


def test_what_the_filters_leave_out_was_not_refused() -> None:
    far = an_opening(id="far", town=TANGER, sector="batiment")
    other = an_opening(id="other", town=TANGER, sector="services")
    question = asked_for(
        a_profile(max_distance_km=10.0), filters=Filters(sectors=frozenset({"batiment"}))
    )
    found = a_matcher(far, other).kept_out(question, Refusal.TOO_FAR, 0, 10)
    assert [line.opportunity_id for line in found.lines] == ["far"]
    assert (found.considered, found.total, found.found) == (1, 1, 1)


def test_people_kept_from_an_opening_are_listed_by_reason_too() -> None:
    opening = an_opening(weekly_hours=40)
    tired = a_profile(id="tired", max_weekly_hours=20)
    far = replace(tired, id="far", home=TANGER, max_distance_km=5.0)
    people = [far, a_profile(id="free"), tired]
    matcher = a_matcher(opening)
    asked = PeopleQuestion(
        opportunity=opening,
        today=TODAY,
        limit=5,
        histories={"tired": History(declined=frozenset({opening.id}))},
    )
    query = matcher.encoder.encode([opportunity_text(opening)])[0]
    vectors = matcher.encoder.encode([profile_text(one) for one in people])
    found = People(people, ExactIndex(vectors))

    def kept(refusal: Refusal | None, offset: int = 0, limit: int = 10) -> KeptOut:
        return people_kept_out(matcher, found, query, asked, refusal, offset, limit)

    shown = people_shortlist(matcher, found, query, asked)
    everybody = kept(None)
    assert everybody.lines == shown.nearest_excluded
    assert everybody.excluded == shown.excluded
    assert (everybody.considered, everybody.total, everybody.found) == (3, 2, 2)
    assert [line.profile_id for line in kept(Refusal.TOO_FAR).lines] == ["far"]
    assert kept(Refusal.TOO_FAR).total == 2
    assert kept(None, 1, 1).lines == everybody.lines[1:]
    assert kept(Refusal.LICENCE_MISSING).lines == ()
