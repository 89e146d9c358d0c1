"""A shortlist on paper says everything an officer needs, and no number they could misread."""

import re
from dataclasses import replace
from datetime import date

import pytest

from matching.proposals import Shortlist
from matching.records import Opportunity, Profile
from matching.vocabulary import Direction
from service.cli.sheet import Names, Sheet
from service.cli.terminal import Terminal
from service.wording import Language
from tests.matchers import a_matcher, people_for, shortlist_for
from tests.situations import MOHAMMEDIA, TANGER, a_profile, a_skill, a_wish, an_opening

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def printed(
    capsys: pytest.CaptureFixture[str],
    shortlist: Shortlist,
    openings: list[Opportunity],
    people: list[Profile],
    language: Language = Language.FRENCH,
) -> str:
    names = Names({one.id: one for one in openings}, {one.id: one for one in people})
    Sheet(Terminal(language), names).shortlist(shortlist, "S-1", DAY)
    # French puts a narrow space that does not break between a number and its unit.
    return capsys.readouterr().out.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_line_has_the_title_the_company_the_town_and_the_confidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    opening = an_opening(provider_id="c-1", provider_name="Atelier Al Amal", town=MOHAMMEDIA)
    person = a_profile()

    text = printed(capsys, shortlist_for(a_matcher(opening), person), [opening], [person])

    for fact in ("Soudeur", "Atelier Al Amal", "Mohammedia, 24 km", "Confiance", "S-1"):
        assert fact in text


def test_reasons_are_sentences_and_evidence_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    opening = an_opening(skills=("soudure à l'arc", "lecture de plan"))
    person = a_profile(a_skill("soudure à l'arc"), a_wish("être soudeur"))

    text = printed(capsys, shortlist_for(a_matcher(opening), person), [opening], [person])

    assert "+ c’est le même métier" in text
    assert "« soudure à l'arc » pour" in text
    assert "Rien dans le profil pour : lecture de plan" in text
    assert "À demander : " in text


def test_no_percentage_and_no_score_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    opening = an_opening()
    person = a_profile()
    shortlist = shortlist_for(a_matcher(opening), person)

    text = printed(capsys, shortlist, [opening], [person])

    assert "%" not in text
    assert re.search(r"\b0[.,]\d", text) is None
    assert f"{shortlist.proposals[0].score:.2f}" not in text


def test_what_was_left_out_is_counted_by_reason_and_the_nearest_have_all_theirs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    near = an_opening()
    far = an_opening(id="o-2", title="Soudeur", town=TANGER, provider_name="Garage du Nord")
    late = an_opening(id="o-3", title="Soudeuse", town=TANGER, expires_on=date(2026, 1, 1))
    person = a_profile(max_distance_km=20.0)
    matcher = a_matcher(near, far, late)

    text = printed(capsys, shortlist_for(matcher, person), [near, far, late], [person])

    assert "2 propositions écartées sur 3 : Trop loin du domicile (2), Date dépassée (1)" in text
    assert "Soudeur, Garage du Nord : Trop loin du domicile" in text
    assert "Soudeuse : Trop loin du domicile ; Date dépassée" in text


def test_nothing_suitable_is_an_answer_with_its_cause(capsys: pytest.CaptureFixture[str]) -> None:
    far = an_opening(town=TANGER)
    person = a_profile(max_distance_km=20.0)

    text = printed(capsys, shortlist_for(a_matcher(far), person), [far], [person])

    assert "1 proposition écartée sur 1" in text
    assert "Rien ne convient" in text or "écart" in text
    assert "┃" not in text


def test_nobody_and_nothing_left_out_reads_so(capsys: pytest.CaptureFixture[str]) -> None:
    opening, person = an_opening(), a_profile()
    matcher = a_matcher(opening)

    openings = printed(capsys, shortlist_for(matcher, person), [opening], [person])
    people = printed(capsys, people_for(matcher, opening, [person]), [opening], [person])

    assert "Aucune proposition écartée sur 1." in openings
    assert "Personne n’est écarté, sur 1." in people


def test_people_for_an_opening_are_named_by_their_id_and_town(
    capsys: pytest.CaptureFixture[str],
) -> None:
    opening, person = an_opening(), a_profile()
    matcher = a_matcher(opening)

    shortlist = people_for(matcher, opening, [person])
    text = printed(capsys, shortlist, [opening], [person])

    assert shortlist.direction is Direction.PEOPLE
    assert "Personnes pour « Soudeur »" in text
    assert "p-1" in text
    assert "Casablanca, 0 km" in text


def test_the_sheet_reads_in_arabic(capsys: pytest.CaptureFixture[str]) -> None:
    opening, person = an_opening(), a_profile()

    text = printed(
        capsys,
        shortlist_for(a_matcher(opening), person),
        [opening],
        [person],
        language=Language.ARABIC,
    )

    assert "الدار البيضاء" in text
    assert "نفس المهنة" in text


def test_a_line_that_is_only_imagined_has_no_rank(capsys: pytest.CaptureFixture[str]) -> None:
    opening, person = an_opening(), a_profile()
    matcher = a_matcher(opening)
    line = shortlist_for(matcher, person).proposals[0]
    terminal = Terminal(Language.FRENCH)
    sheet = Sheet(terminal, Names({opening.id: opening}, {}))

    terminal.show(sheet.table([line], Direction.OPPORTUNITIES))
    ranked = capsys.readouterr().out
    terminal.show(sheet.table([replace(line, rank=0)], Direction.OPPORTUNITIES))

    assert "│  1 │" in ranked
    assert "│  0 │" not in capsys.readouterr().out
