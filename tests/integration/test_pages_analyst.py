"""What an analyst sees: what the laboratory wrote, in plain words, with what it cannot say."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from matching.vocabulary import Role
from tests.api_fixtures import Api
from tests.page_fixtures import Browser, browser_of, pages, visible
from tests.reports import SHIPPED, write_document, write_reports

REPORT = "/qualite/rapports/quality-2026-03-31-fr"
PARTS = ("", "/tranches", "/equite", "/exposition", "/parcours", "/changements")


@dataclass(frozen=True)
class Laboratory:
    """A service whose laboratory has written reports."""

    api: Api
    analyst: Browser
    folder: Path


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    folder = tmp_path_factory.mktemp("laboratory")
    write_reports(folder / "reports")
    with pages(folder, reports_dir=folder / "reports") as api:
        api.wait_until_ready()
        yield Laboratory(api, browser_of(api, Role.ANALYST), folder / "reports")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Laboratory]:
    """A service that has no report yet."""
    with pages(tmp_path) as api:
        yield Laboratory(api, browser_of(api, Role.ANALYST), tmp_path / "var" / "reports")


def test_an_analysts_day_begins_with_quality(laboratory: Laboratory) -> None:
    assert laboratory.analyst.get("/").headers["location"] == "/qualite"


def test_the_overview_says_what_worries_what_is_good_and_what_is_not_known(
    laboratory: Laboratory,
) -> None:
    text = visible(laboratory.analyst.get("/qualite").text)
    worrying, rest = text.split("Ce qui inquiète")[1].split("Ce qui va")
    assert "Femmes et hommes : Femmes – Être proposé" in worrying
    good, unsaid = rest.split("Ce qu’on ne peut pas dire")
    assert "Les propositions se répartissent" in good
    assert "trop peu de personnes" in unsaid
    assert "2 chiffres sur 202 ont bougé au-delà du hasard" in text
    assert "test-1" in text


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_part_of_a_report_is_whole_in_every_language(
    laboratory: Laboratory, part: str, language: str
) -> None:
    answer = laboratory.analyst.get(REPORT + part, headers={"accept-language": language})
    assert answer.status_code == 200
    words = set(re.findall(r"[a-z0-9@-]+", visible(answer.text.split("<main")[1])))
    document = json.loads((laboratory.folder / "quality-2026-03-31-fr.json").read_text("utf-8"))
    names = ("section", "table", "row", "column", "lacking")
    codes = {one[name] for one in document["figures"] for name in names}
    unworded = {code for code in codes if re.fullmatch("[a-z]+(-[a-z0-9]+)+", code)}
    assert not unworded & words


def test_small_groups_are_withheld_and_the_page_says_why(laboratory: Laboratory) -> None:
    text = visible(laboratory.analyst.get(f"{REPORT}/equite").text)
    assert "Aucun chiffre ne parle de moins de 5 personnes" in text
    assert "retenu" in text.split("Qui est montré ?")[1]
    document = json.loads((laboratory.folder / "quality-2026-03-31-fr.json").read_text("utf-8"))
    counts = [one["value"] for one in document["figures"] if one["column"] == "people"]
    assert all(one is None or one == 0 or one >= 5 for one in counts)


def test_every_picture_has_a_name_and_its_numbers_stand_in_a_table(laboratory: Laboratory) -> None:
    for part in PARTS[:5]:
        html = laboratory.analyst.get(REPORT + part).text
        pictures = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
        assert all('role="img"' in one and "<title" in one for one in pictures)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), part
        assert html.count("<table") >= len(pictures)


def test_what_changed_is_told_beside_the_report_chosen(laboratory: Laboratory) -> None:
    text = visible(laboratory.analyst.get(f"{REPORT}/changements").text)
    assert "Les listes – Ordre des 5 premières (nDCG@5) – Pour la personne" in text
    assert "plus haut" in text
    oldest = "/qualite/rapports/quality-2025-12-31-fr/changements"
    assert "Il n’y a pas de rapport plus ancien" in visible(laboratory.analyst.get(oldest).text)
    chosen = laboratory.analyst.get(f"{oldest}?avant=quality-2026-03-31-fr").text
    assert "plus bas" in visible(chosen)


def test_an_address_that_names_no_report_to_compare_with_takes_the_one_before(
    laboratory: Laboratory,
) -> None:
    answer = laboratory.analyst.get(f"{REPORT}/changements?avant=../../etc/passwd")
    assert answer.status_code == 200
    assert "plus haut" in visible(answer.text)


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_a_report_is_downloaded_as_the_laboratory_wrote_it(
    laboratory: Laboratory, form: str
) -> None:
    answer = laboratory.analyst.get(f"{REPORT}.{form}")
    assert answer.content == (laboratory.folder / f"quality-2026-03-31-fr.{form}").read_bytes()
    assert f'filename="quality-2026-03-31-fr.{form}"' in answer.headers["content-disposition"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_page_the_table_and_the_document_hold_the_same_numbers(laboratory: Laboratory) -> None:
    rows = list(csv.DictReader(io.StringIO(laboratory.analyst.get(f"{REPORT}.csv").text)))
    (women,) = [
        row
        for row in rows
        if (row["section"], row["row"], row["column"]) == ("gaps", "female", "proposed")
    ]
    shown = f"{100 * float(women['value']):.1f}".replace("-", "\u2212").replace(".", ",")
    assert shown in visible(laboratory.analyst.get(f"{REPORT}/equite").text)


def test_the_tables_for_a_new_report_are_downloaded(laboratory: Laboratory) -> None:
    judged = laboratory.analyst.get("/qualite/jugements.csv")
    assert judged.text.startswith("shortlist_id,")
    assert judged.headers["cache-control"] == "no-store"
    assert laboratory.analyst.get("/qualite/groupes.csv").text.startswith("profile_id,")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/qualite/rapports/quality-1999-01-01-fr", 404, "rapport"),
        ("/qualite/rapports/quality-broken", 500, "rapport"),
        ("/qualite/rapports/quality-2026-03-31-fr.exe", 422, ""),
        ("/qualite/rapports/quality-2026-03-31-fr/ailleurs", 422, ""),
        ("/qualite/rapports/..%2Fquality", 422, ""),
    ],
)
def test_a_wrong_address_is_an_error_page_that_says_what_to_do(
    laboratory: Laboratory, path: str, status: int, said: str
) -> None:
    answer = laboratory.analyst.get(path)
    assert answer.status_code == status
    assert said in visible(answer.text)
    assert "Revenir à l’accueil" in visible(answer.text)


def test_a_damaged_report_is_listed_and_says_so(laboratory: Laboratory) -> None:
    text = visible(laboratory.analyst.get("/qualite/rapports").text)
    assert "quality-broken Abîmé" in text
    assert text.index("quality-2026-03-31-fr") < text.index("quality-2025-12-31-fr")


def test_without_a_report_the_page_says_how_to_have_one(bare: Laboratory) -> None:
    text = visible(bare.analyst.get("/qualite").text)
    assert "Aucun rapport n’a encore été écrit" in text
    assert "jisr-lab report" in text
    bare.folder.mkdir(parents=True)
    (bare.folder / "quality-broken.json").write_text("{", "utf-8")
    assert "Aucun rapport ne peut être lu" in visible(bare.analyst.get("/qualite").text)


def test_a_report_about_hardly_anything_says_only_what_cannot_be_said(bare: Laboratory) -> None:
    name = write_document(bare.folder)
    text = visible(bare.analyst.get("/qualite").text)
    assert "Rien." in text.split("Ce qui inquiète")[1].split("Ce qui va")[0]
    for part in PARTS:
        assert bare.analyst.get(f"/qualite/rapports/{name}{part}").status_code == 200


def test_releases_are_side_by_side_and_a_difference_within_chance_is_none(
    laboratory: Laboratory,
) -> None:
    text = visible(laboratory.analyst.get("/qualite/versions").text)
    assert "En service" in text
    assert "pas comparable" in text
    same = laboratory.analyst.get(f"/qualite/versions?a={SHIPPED}&b={SHIPPED}")
    assert same.status_code == 200
    assert "inconnue" not in visible(
        laboratory.analyst.get("/qualite/versions?a=inconnue&b=<script>").text
    )


def test_a_territory_does_not_hide_what_is_about_nobody(laboratory: Laboratory) -> None:
    regional = browser_of(laboratory.api, Role.ANALYST, "MA-02")
    assert regional.get("/qualite").status_code == 200
