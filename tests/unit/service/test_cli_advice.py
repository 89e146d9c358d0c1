"""Advice on paper says everything a counsellor needs, and no number they could misread."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.ask_next import ask_next
from matching.gaps import find_gaps
from matching.mentoring import MentorRequest, assign_mentors
from matching.pipeline import Matcher
from matching.proposals import Question, Shortlist
from matching.records import Opportunity, Profile
from matching.side_by_side import side_by_side
from matching.vocabulary import Licence, OpportunityKind
from service.actions.advising import GapsShown, NextQuestionShown, TracksShown
from service.actions.mentoring import MentorsShown
from service.actions.shortlisting import Shown
from service.cli.advice_sheet import show_gaps, show_mentors, show_next_question, show_tracks
from service.cli.terminal import Terminal
from service.wording import Language
from tests.cli_fixtures import Installation, an_installation
from tests.matchers import a_matcher, shortlist_for
from tests.runtimes import NOW
from tests.situations import TODAY, a_profile, a_skill, an_experience, an_opening

ARABIC = re.compile("[\u0600-\u06ff]")
WELDERS = [
    an_opening(id=f"o-{number}", title="Soudeur", required_certificates=("CAP Soudure",))
    for number in range(3)
]
BEGINNER = a_profile(
    a_skill("soudure à l'arc"), an_experience("Soudeur", 36), has_certificates=False
)


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def of_kind(kind: OpportunityKind, title: str, **asked: Any) -> Opportunity:
    return an_opening(title, **{"id": f"{kind.value}-1", "kind": kind, **asked})


def a_course(**asked: Any) -> Opportunity:
    starts = TODAY + timedelta(days=30)
    return of_kind(OpportunityKind.TRAINING, "Soudure", starts_on=starts, places=8, **asked)


def question(profile: Profile, kind: OpportunityKind = OpportunityKind.OPENING) -> Question:
    return Question(profile=profile, kind=kind, today=TODAY)


def read(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, on one line and without the frames of tables."""
    plain = re.sub("[\u2500-\u257f]", " ", capsys.readouterr().out)
    return " ".join(plain.split())


def gaps_printed(
    capsys: pytest.CaptureFixture[str], profile: Profile, *records: Opportunity, language: Language
) -> str:
    matcher = a_matcher(*records)
    found = find_gaps(matcher, question(profile), start_before=TODAY + timedelta(days=90))
    by_id = {one.id: one for one in records}
    show_gaps(
        Terminal(language), GapsShown(gaps=found, opportunities=by_id, seats_left={"training-1": 8})
    )
    return read(capsys)


def test_what_is_missing_what_closes_it_and_what_that_opens(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = gaps_printed(capsys, BEGINNER, *WELDERS, a_course(), language=Language.FRENCH)
    for fact in (
        "0 proposition aujourd’hui ; 3 de plus",
        "le certificat « CAP Soudure »",
        "3 propositions de plus ; « Soudeur » entre au rang 1",
        "Soudure, Casablanca, 21 décembre 2026, 8 places libres",
        "Expérience à faire valider dès maintenant : « Soudeur ».",
    ):
        assert fact in text
    assert "%" not in text


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ((), "Aucune formation enregistrée ne l’enseigne."),
        (
            (a_course(expires_on=TODAY - timedelta(days=1)),),
            "Aucune place : 1 session, Date dépassée (1)",
        ),
        (
            (of_kind(OpportunityKind.TRAINING, "Soudure", starts_on=TODAY + timedelta(days=200)),),
            "trop tard (1)",
        ),
    ],
)
def test_that_there_is_no_seat_is_said_with_its_reasons(
    capsys: pytest.CaptureFixture[str], records: tuple[Opportunity, ...], said: str
) -> None:
    assert said in gaps_printed(capsys, BEGINNER, *WELDERS, *records, language=Language.FRENCH)


def test_that_nothing_is_missing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    text = gaps_printed(capsys, BEGINNER, language=Language.ENGLISH)
    assert "Nothing is missing" in text


def test_arabic_advice_is_arabic(capsys: pytest.CaptureFixture[str]) -> None:
    text = gaps_printed(capsys, BEGINNER, *WELDERS, a_course(), language=Language.ARABIC)
    assert ARABIC.search(text)
    assert "الأماكن الشاغرة: 8" in text
    assert "propositions" not in text


def asked_printed(capsys: pytest.CaptureFixture[str], matcher: Matcher, profile: Profile) -> str:
    found = ask_next(matcher, question(profile))
    records = {one: matcher.opportunity(OpportunityKind.OPENING, one) for one in _named(found)}
    show_next_question(
        Terminal(Language.FRENCH), NextQuestionShown(answer=found, opportunities=records)
    )
    return read(capsys)


def _named(found: Any) -> Iterator[str]:
    yield from found.first
    for worth in found.worths:
        for answer in worth.answers:
            yield from answer.first


def test_the_question_comes_with_what_each_answer_would_bring(
    capsys: pytest.CaptureFixture[str],
) -> None:
    driver = an_opening(title="Soudeur livreur", required_licences=frozenset({Licence.B}))
    matcher = a_matcher(driver, an_opening(id="o-2", title="Soudeur"))
    profile = a_profile(has_certificates=False, languages={}, max_distance_km=9.0)

    text = asked_printed(capsys, matcher, profile)

    assert "À demander d’abord : Permis." in text
    assert "aucun Soudeur" in text
    assert "Permis B (voiture) rien ne change" in text


def test_that_there_is_nothing_to_ask_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Aucune réponse plausible" in asked_printed(capsys, a_matcher(), a_profile())


def shown(shortlist: Shortlist) -> Shown:
    return Shown(
        id=uuid4(), made_at=NOW, shortlist=shortlist, titles={}, providers={}, records_behind=0
    )


def test_two_tracks_compare_in_words_and_have_no_total(capsys: pytest.CaptureFixture[str]) -> None:
    job = an_opening(id="o-1", title="Soudeur")
    activity = of_kind(OpportunityKind.ACTIVITY, "Atelier de soudure")
    matcher = a_matcher(job, activity)
    jobs = shortlist_for(matcher, BEGINNER)
    activities = shortlist_for(matcher, BEGINNER, kind=OpportunityKind.ACTIVITY)
    tracks = TracksShown(
        jobs=shown(jobs),
        activities=shown(activities),
        compared=side_by_side(jobs, activities),
        opportunities={one.id: one for one in (job, activity)},
    )

    show_tracks(Terminal(Language.FRENCH), tracks)

    text = read(capsys)
    assert "Soudeur" in text
    assert "Atelier de soudure" in text
    assert "il n’y a pas de total" in text
    assert re.search(r"\b0[.,]\d", text) is None


def test_mentors_are_shown_with_their_load_and_people_as_they_were_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    mentor = of_kind(OpportunityKind.MENTOR, "Artisan soudeur", places=1)
    matcher = a_matcher(mentor)
    people = [a_profile(id="p-1"), a_profile(id="p-2")]
    asked = MentorRequest(questions=[question(one, OpportunityKind.MENTOR) for one in people])
    answer = MentorsShown(assignment=assign_mentors(matcher, asked), mentors={mentor.id: mentor})

    show_mentors(Terminal(Language.FRENCH), answer, {"p-1": "REF-1", "p-2": "REF-2"})

    text = read(capsys)
    for fact in (
        "1 personne accompagnée sur 2.",
        "REF-1 Artisan soudeur",
        "REF-2 Les parrains et marraines possibles n’ont plus de place",
        "Demander à la personne par qui elle souhaite être accompagnée",
        "Artisan soudeur : 1 sur 1",
    ):
        assert fact in text


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


@pytest.mark.parametrize("verb", ["gaps", "ask-next", "compare", "mentors"])
def test_without_an_encoder_each_verb_says_what_to_do(
    installation: Installation, verb: str
) -> None:
    result = installation.run(verb, uuid4())
    assert result.exit_code == 1
    assert "jisr prepare" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("gaps", "P-1", "--kind", "mentor"),
        ("ask-next", "P-1", "--kind", "training"),
        ("gaps", "P-1", "--before", "soon"),
        ("mentors",),
        ("mentors", "P-1", "--max-each", "0"),
        ("mentors", "P-1", "--apart", "P-1"),
    ],
)
def test_a_command_that_cannot_be_read_is_refused(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    assert installation.run(*arguments).exit_code == 2
