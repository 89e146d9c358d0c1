"""The report of a territory on a page: the figures of the printed document, and nothing more."""

import io
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from matching.life_plans import LifePlan, PlanTrack
from matching.outcomes import Feedback
from matching.vocabulary import Answer, Role
from service.actions.programme import Step, programme
from service.actions.territorial import Scope
from service.api.examples import MENTOR, PROFILE
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR, Browser, browser_of, pages, visible
from tests.rendered_pages import layer_of

NOVEMBER = "du=2026-11-01&au=2026-11-30"
_AMOUNT = re.compile(r"\d[\d\xa0\u202f ]*,\d\d")


def amounts(text: str) -> set[str]:
    """Every amount of a text, with centimes."""
    found: list[str] = _AMOUNT.findall(text)
    return {re.sub(r"\s", "", one) for one in found}


def accompany(api: Api, people: list[str], mentor: str) -> None:
    plan = LifePlan(goal="Vivre de la couture", track=PlanTrack.ACTIVITY, title="Couture")
    with api.storage.begin() as work:
        for person in people[:9]:
            work.life_plans.put(
                person, plan, base_version=0, at=NOW, actor="c", role=Role.COUNSELLOR
            )
        work.life_plans.put(
            people[0], plan, base_version=0, at=NOW, actor="d", role=Role.COUNSELLOR
        )
        for at, person in enumerate(people[:9]):
            for answer in (Answer.PROPOSED, Answer.ACCEPTED)[: 2 if at < 2 else 1]:
                work.feedback.add(
                    Feedback(
                        id=uuid4(),
                        profile_id=person,
                        opportunity_id=mentor,
                        answer=answer,
                        given_at=NOW,
                        given_by="c",
                    )
                )


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Fourteen people of Casablanca received something; two of them for trade.

    Nine of them have a plan, and one plan was written beside another; a mentor was proposed to all
    of those and accompanies two.
    """
    with pages(tmp_path_factory.mktemp("territories")) as running:
        maker = running.as_role(Role.OFFICER)
        lines = ["référence;date;activité;secteur;ville;article;quantité;prix unitaire;reçu"]
        people = [maker.create("/profiles", {**PROFILE, "home": "Casablanca"}) for _ in range(14)]
        sectors = ["restauration"] * 6 + ["artisanat"] * 6 + ["commerce"] * 2
        for at, (person, sector) in enumerate(zip(people, sectors, strict=True)):
            lines.append(f"{person};20/11/2026;A;{sector};Casablanca;Matériel;1;1 000,50;R-{at}")
        files = {"file": ("remise.csv", "\n".join(lines).encode(), "text/csv")}
        assert maker.post("/hand-overs", files=files).status_code == 201
        accompany(running, people, maker.create("/mentors", MENTOR))
        yield running


@pytest.fixture(scope="module")
def analyst(api: Api) -> Browser:
    return browser_of(api, Role.ANALYST)


def test_the_page_opens_on_this_year_in_the_whole_country(analyst: Browser) -> None:
    text = visible(analyst.get("/bilans").text)
    assert "du 1 janvier 2026 au 20 novembre 2026" in text
    assert "14" in text.split("Bénéficiaires")[1]
    assert {"14007,00", "1000,50"} <= amounts(text)


def test_few_people_are_masked_with_what_would_give_them_away(analyst: Browser) -> None:
    text = visible(analyst.get(f"/bilans?{NOVEMBER}").text)
    sectors = text.split("Par secteur")[1].split("Par ville")[0]
    assert sectors.count("***") == 4
    assert "moins de 5 personnes" in text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_and_the_printed_forms_have_the_same_figures(
    analyst: Browser, language: str
) -> None:
    asked = {"headers": {"accept-language": language}}
    shown = amounts(visible(analyst.get(f"/bilans?{NOVEMBER}&region=MA-06", **asked).text))
    path = f"/bilans/remises.{{}}?{NOVEMBER}&region=MA-06"
    printed = analyst.get(path.format("pdf"), **asked)
    assert printed.headers["content-type"] == "application/pdf"
    assert amounts(layer_of(printed.content)) == shown
    sheet = load_workbook(io.BytesIO(analyst.get(path.format("xlsx"), **asked).content)).active
    assert sheet is not None
    assert 14007.0 in [cell for row in sheet.values for cell in row]
    page = analyst.get(path.format("html"), **asked)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert amounts(visible(page.text)) == shown


def test_a_period_without_anything_says_so(analyst: Browser) -> None:
    text = visible(analyst.get("/bilans?du=2025-01-01&au=2025-12-31").text)
    assert "Aucune remise sur cette période" in text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_period_that_ends_before_it_begins_says_so_and_keeps_what_was_asked(
    analyst: Browser, language: str
) -> None:
    asked = {"headers": {"accept-language": language}}
    answer = analyst.get("/bilans?du=2026-12-31&au=2026-01-01", **asked)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'value="2026-12-31"' in answer.text


@pytest.mark.parametrize(
    "query", ["region=ailleurs", "du=hier", "au=1066-10-14", f"region={'x' * 200}"]
)
def test_what_cannot_be_read_is_an_error_page(analyst: Browser, query: str) -> None:
    answer = analyst.get(f"/bilans?{query}")
    assert answer.status_code == 422
    assert "Revenir à l’accueil" in visible(answer.text)


def test_no_other_form_is_printed(analyst: Browser) -> None:
    assert analyst.get("/bilans/remises.docx").status_code == 422


TARGETS = "mobilisees=100&projets=9&parrainees=20"


def test_the_steps_of_a_programme_stand_beside_their_targets(analyst: Browser) -> None:
    """14 joined, 9 have a plan; the two with a mentor are too few to be told."""
    html = analyst.get(f"/bilans/programme?{NOVEMBER}&{TARGETS}").text
    text = visible(html)
    assert "Personnes mobilisées 14 100 reste : 86" in text
    assert "Avec un projet de vie 9 9 atteint" in text
    assert "Avec un parrain ou une marraine retenu 20 –" in text
    assert html.count('class="target"') == 2
    assert html.count('class="bar"') == 2


def test_nobody_joined_in_another_period_or_region(analyst: Browser) -> None:
    for query in ("du=2025-01-01&au=2025-12-31", f"{NOVEMBER}&region=MA-01"):
        text = visible(analyst.get(f"/bilans/programme?{query}").text)
        assert "Personnes mobilisées 0 –" in text


def test_a_step_without_a_target_shows_none(analyst: Browser) -> None:
    html = analyst.get("/bilans/programme").text
    assert 'class="target"' not in html
    assert 'value=""' in html


@pytest.mark.parametrize("query", ["mobilisees=-3", "projets=dix", "parrainees=12345678"])
def test_a_target_is_a_number_of_people(analyst: Browser, query: str) -> None:
    assert analyst.get(f"/bilans/programme?{query}").status_code == 422


def test_a_programme_that_ends_before_it_begins_says_so(analyst: Browser) -> None:
    answer = analyst.get("/bilans/programme?du=2026-12-31&au=2026-01-01")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_erased_person_is_in_no_step(api: Api) -> None:
    scope = Scope(since=NOW.date(), until=NOW.date())
    maker = api.as_role(Role.OFFICER)
    counted = programme(api.storage, caller=ADMINISTRATOR, scope=scope, targets={})
    gone = maker.create("/profiles", PROFILE)
    assert maker.delete(f"/profiles/{gone}", 1).status_code == 200
    again = programme(api.storage, caller=ADMINISTRATOR, scope=scope, targets={})
    assert [one.people for one in again] == [one.people for one in counted]
    assert [one.step for one in again] == list(Step)
