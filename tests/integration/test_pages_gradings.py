"""Blind grading on pages: an analyst prepares, colleagues grade, nobody sees another's grade."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from matching.vocabulary import Role
from service.actions.grading.agreement import LEAST_PAIRS, Band, Measure, round_agreement
from service.actions.grading.rounds import give_grade
from service.api.examples import COMPANY, OPENING
from service.security import RoleNotAllowed
from service.wording import Language
from service.wording.gradings import GRADE_MEANINGS
from tests.api_fixtures import NOW, Api
from tests.overseen import ANALYST, a_round
from tests.page_fixtures import Browser, browser_of, pages, visible
from tests.runtimes import OFFICER

TRADES = ("couture", "soudure", "cuisine", "maçonnerie", "jardinage", "menuiserie")


@dataclass(frozen=True)
class Office:
    api: Api
    analyst: Browser
    officer: Browser
    counsellor: Browser
    third: Browser

    def a_round(self, people: int = 2, depth: int = 2) -> str:
        return a_round(self.api, people, depth)[0]

    def pairs(self, grading_id: str) -> list[UUID]:
        with self.api.storage.read() as work:
            return [pair.id for pair, _ in work.grades.graded(UUID(grading_id))]

    def grades_of(self, grading_id: str) -> list[list[tuple[int, int]]]:
        """Turn and grade of what was given, pair by pair."""
        with self.api.storage.read() as work:
            found = list(work.grades.graded(UUID(grading_id)))
        return [[(one.turn, one.grade) for one in given] for _, given in found]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("office")) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier (inventé)"})
        for trade in TRADES:
            opening = {**OPENING, "company_id": company, "title": trade, "skills": [trade]}
            maker.create("/openings", {**opening, "schedule": [], "required_languages": {}})
            stated = {"statements": [{"kind": "skill", "text": trade}], "home": "Salé"}
            maker.create("/profiles", stated)
        yield Office(
            api=api,
            analyst=browser_of(api, Role.ANALYST),
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            counsellor=browser_of(api, Role.COUNSELLOR, "MA-04"),
            third=browser_of(api, Role.OFFICER, "MA-04", "MA-06"),
        )


def pair_on(text: str) -> str:
    found = re.search(r'name="paire" value="([0-9a-f-]{36})"', text)
    assert found is not None, visible(text)
    return found[1]


def grade(browser: Browser, path: str, note: int, **more: str) -> str:
    """Grade the pair that is shown; where the page goes on to."""
    text = browser.get(path).text
    place = re.search(r'name="place" value="(\d+)"', text)
    assert place is not None
    form = {"paire": pair_on(text), "place": place[1], "note": str(note), **more}
    answer = browser.post(path.split("?")[0], form, on=path)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_an_analyst_prepares_a_round_and_sees_counts_only(office: Office) -> None:
    form = {"genre": "opening", "personnes": "3", "lignes": "2", "tirage": "4"}
    assert office.analyst.post("/notations", form).status_code == 303
    text = visible(office.analyst.get("/notations").text)
    assert "Offre d’emploi — tour du 20 novembre 2026" in text
    assert "Noter les" not in text
    refused = office.analyst.post("/notations", {**form, "genre": "mentor"})
    assert refused.status_code == 422
    assert "Rien à noter" in visible(refused.text)
    assert '<option value="mentor" selected>' in refused.text


def test_a_pair_names_nobody_and_gives_no_hint(office: Office) -> None:
    path = f"/notations/{office.a_round()}/noter"
    page = office.officer.get(path).text
    shown = visible(page)
    assert "Compétence" in shown
    assert "Salé" in shown
    for meaning in GRADE_MEANINGS.values():
        assert meaning.text(Language.FRENCH) in shown
    for hint in ("Atelier (inventé)", "score", "hybrid", "encoder"):
        assert hint not in page
    assert page.count('href="/personnes/') == 0


def test_pairs_are_graded_skipped_and_gone_back_to(office: Office) -> None:
    path = f"/notations/{office.a_round()}/noter"
    first = pair_on(office.officer.get(path).text)
    onward = grade(office.officer, path, 3)
    page = office.officer.get(onward).text
    second = pair_on(page)
    assert second != first
    assert "Notées par vous : 1." in visible(page)
    [back] = re.findall(r'href="([^"]+paire=[^"]+)"', page)
    [skip] = re.findall(r'href="([^"]+apres=[^"]+)"', page)
    assert pair_on(office.officer.get(skip).text) not in {first, second}
    again = office.officer.get(back).text
    assert pair_on(again) == first
    assert 'value="3" data-touche="3" class="main" aria-pressed="true"' in again
    grade(office.officer, back, 1)
    assert pair_on(office.officer.get(path).text) == second


def test_two_graders_never_see_each_other_s_grades_and_a_third_settles(office: Office) -> None:
    grading = office.a_round(people=1, depth=1)
    path = f"/notations/{grading}/noter"
    pairs = len(office.pairs(grading))
    for browser, notes in ((office.officer, 3), (office.counsellor, 0)):
        for _ in range(pairs):
            text = browser.get(path).text
            assert "aria-pressed" not in text.split('class="grades"')[1]
            grade(browser, path, notes)
        done = browser.get(path)
        assert done.headers["location"] == "/notations?fini=true"
    assert "Merci" in visible(office.officer.get("/notations?fini=true").text)
    assert "Trancher" not in visible(office.officer.get("/notations").text)
    settling = f"{path}?trancher=true"
    assert "Leurs notes ne sont pas montrées" in visible(office.third.get(settling).text)
    for _ in range(pairs):
        grade(office.third, settling, 2, trancher="true")
    assert office.grades_of(grading) == [[(1, 3), (2, 0), (3, 2)]] * pairs
    assert office.third.get(settling).headers["location"] == "/notations?fini=true"


def test_a_grade_that_comes_too_late_changes_nothing_and_tells_nothing(office: Office) -> None:
    grading = office.a_round(people=1, depth=1)
    path = f"/notations/{grading}/noter"
    text = office.third.get(path).text
    form = {"paire": pair_on(text), "place": "1", "note": "0"}
    for browser in (office.officer, office.counsellor):
        grade(browser, path, 2)
    late = office.third.post(path, form, on="/notations")
    assert late.status_code == 303
    assert "apres=1" in late.headers["location"]
    assert office.grades_of(grading)[0] == [(1, 2), (2, 2)]


def test_what_is_not_there_is_said(office: Office) -> None:
    grading = office.a_round()
    path = f"/notations/{grading}/noter"
    assert office.officer.get(f"/notations/{uuid4()}/noter").status_code == 404
    assert office.officer.get(f"{path}?paire={uuid4()}").status_code == 404
    assert office.officer.get(f"{path}?paire={office.pairs(grading)[0]}").status_code == 404
    wrong = office.officer.post(path, {"paire": str(uuid4()), "note": "4"}, on="/notations")
    assert wrong.status_code == 422


def test_pairs_about_people_elsewhere_are_not_offered(office: Office) -> None:
    grading = office.a_round()
    elsewhere = browser_of(office.api, Role.OFFICER, "MA-02")
    assert elsewhere.get(f"/notations/{grading}/noter").headers["location"].endswith("fini=true")
    pair = str(office.pairs(grading)[0])
    form = {"paire": pair, "note": "1"}
    refused = elsewhere.post(f"/notations/{grading}/noter", form, on="/notations")
    assert refused.status_code == 403


def test_agreement_is_told_in_words_once_enough_pairs_are_graded_twice(office: Office) -> None:
    grading = office.a_round(people=6, depth=6)
    pairs = office.pairs(grading)
    assert len(pairs) >= LEAST_PAIRS
    path = f"/notations/{grading}"
    assert "Il faut au moins 20 paires" in visible(office.analyst.get(path).text)
    for at, pair in enumerate(pairs):
        for grader in ("one", "other"):
            give_grade(
                office.api.storage,
                caller=OFFICER,
                now=NOW,
                grading_id=UUID(grading),
                pair_id=pair,
                grader=grader,
                grade=0 if grader == "other" and at == 0 else at % 4,
            )
    text = visible(office.analyst.get(path).text)
    assert "Même note 100 %" in text
    assert "1 accord solide" in text
    assert "A – B" in text
    assert "one" not in text.split()


def test_agreement_is_the_analyst_s_and_nobody_else_s(office: Office) -> None:
    grading = UUID(office.a_round())
    with pytest.raises(RoleNotAllowed):
        round_agreement(office.api.storage, caller=OFFICER, grading_id=grading)
    found = round_agreement(office.api.storage, caller=ANALYST, grading_id=grading)
    assert (found.graders, found.alpha.value, found.kappas) == (0, None, ())


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1.0, Band.SOLID),
        (0.8, Band.SOLID),
        (0.7, Band.TENTATIVE),
        (0.66, Band.WEAK),
        (-0.2, Band.WEAK),
        (None, Band.UNTOLD),
    ],
)
def test_a_measure_allows_to_conclude_as_krippendorff_says(value: float | None, band: Band) -> None:
    assert Measure(pairs=30, value=value).band is band
