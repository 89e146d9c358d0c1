"""The report of a territory on a page: the figures of the printed document, and nothing more."""

import io
import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from matching.vocabulary import Role
from service.api.examples import PROFILE
from tests.api_fixtures import Api
from tests.page_fixtures import Browser, browser_of, pages, visible
from tests.rendered_pages import layer_of

NOVEMBER = "du=2026-11-01&au=2026-11-30"
_AMOUNT = re.compile(r"\d[\d\xa0\u202f ]*,\d\d")


def amounts(text: str) -> set[str]:
    """Every amount of a text, with centimes."""
    found: list[str] = _AMOUNT.findall(text)
    return {re.sub(r"\s", "", one) for one in found}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Fourteen people of Casablanca received something; two of them for trade."""
    with pages(tmp_path_factory.mktemp("territories")) as running:
        maker = running.as_role(Role.OFFICER)
        lines = ["référence;date;activité;secteur;ville;article;quantité;prix unitaire;reçu"]
        for at, sector in enumerate(["restauration"] * 6 + ["artisanat"] * 6 + ["commerce"] * 2):
            person = maker.create("/profiles", {**PROFILE, "home": "Casablanca"})
            lines.append(f"{person};20/11/2026;A;{sector};Casablanca;Matériel;1;1 000,50;R-{at}")
        files = {"file": ("remise.csv", "\n".join(lines).encode(), "text/csv")}
        assert maker.post("/hand-overs", files=files).status_code == 201
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
