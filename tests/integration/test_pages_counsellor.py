"""What a counsellor sees: activities with their map, advice about a person, whom to call."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest

from matching.vocabulary import Role
from service.api.examples import MENTOR
from tests.api_fixtures import Api
from tests.counsellor_fixtures import HERE, SEWING, TAILOR, begin, furnished
from tests.page_fixtures import Browser, browser_of, pages, visible


@dataclass(frozen=True)
class Office:
    api: Api
    counsellor: Browser
    tailor: str
    elsewhere: str
    training: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("office")) as api:
        found = furnished(api)
        yield Office(
            api=api,
            counsellor=browser_of(api, Role.COUNSELLOR, HERE),
            tailor=found.tailor,
            elsewhere=found.elsewhere,
            training=found.training,
        )


@pytest.fixture
def person(office: Office) -> str:
    """Somebody about whom nothing was noted yet."""
    return office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def test_activities_are_listed_by_name_with_their_cost_and_the_region_of_the_reader(
    office: Office,
) -> None:
    page = office.counsellor.get("/activites")
    text = visible(page.text)
    assert re.search(r"\d+ activités\. Tri : par nom\.", text)
    assert f'value="{HERE}" selected' in page.text
    assert "Demande dans la région" in text
    assert "Page 1 sur" in text


def test_activities_are_narrowed_by_sector_and_money_and_sorted_as_said(office: Office) -> None:
    query = "secteur=artisanat&region=MA-04&apport=5 000&reste=20000&tri=left"
    text = office.counsellor.get(f"/activites?{query}").text
    left = [
        int(one.replace("\u202f", "").replace("\xa0", ""))
        for one in re.findall(r'data-label="Reste à financer"><bdi>([^<]+)<', text)
    ]
    assert left == sorted(left)
    assert max(left) <= 20_000
    assert "Tri : le plus petit reste à financer d’abord" in visible(text)
    assert set(re.findall(r'data-label="Secteur">([^<]+)<', text)) == {"Artisanat"}


def test_the_next_page_of_a_narrowed_list_keeps_what_was_asked(office: Office) -> None:
    text = office.counsellor.get("/activites?apport=5 000&tri=demand").text
    onward = unescape(re.search(r'href="(/activites\?[^"]*feuille=2)"', text)[1])  # type: ignore[index]
    assert "apport=5+000" in onward
    assert "tri=demand" in onward
    assert office.counsellor.get(onward).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Donnez un nombre."), ("ar", "أدخلوا عددا.")]
)
def test_an_amount_that_cannot_be_read_is_said_beside_its_field_and_kept(
    office: Office, language: str, said: str
) -> None:
    page = office.counsellor.get(
        "/activites?apport=beaucoup", headers={"accept-language": language}
    )
    assert page.status_code == 200
    assert 'value="beaucoup"' in page.text
    assert said in visible(page.text)


def test_a_list_that_nothing_answers_says_what_to_do(office: Office) -> None:
    text = visible(office.counsellor.get("/activites?reste=1").text)
    assert "Élargissez le secteur ou le reste à financer." in text


def test_an_activity_shows_its_kit_line_by_line_and_says_that_prices_are_estimates(
    office: Office,
) -> None:
    text = visible(office.counsellor.get(f"/activites/{SEWING}").text).replace("\xa0", " ")
    assert "machine à coudre plate industrielle 1 4 500 à 6 500 5 500" in text
    assert "Total du matériel" in text
    assert "estimations de leur date" in text
    assert "estimation, 2026-11" in text


def test_the_map_says_in_words_what_the_table_says_and_tells_of_nobody_elsewhere(
    office: Office,
) -> None:
    page = office.counsellor.get(f"/activites/{SEWING}").text
    drawing, after = page.split("<svg")[1].split("</svg>")
    tiles = {
        name: (band, kits)
        for name, band, kits in re.findall(
            r"<text[^>]*>([^<]+)</text>\s*<text[^>]*>([^<]+)</text>\s*<text[^>]*>([^<]+)</text>",
            drawing,
        )
    }
    assert len(tiles) == 12
    assert tiles["Rabat"] == ("très forte", "1 kit")
    assert tiles["Oriental"] == ("très faible", "moins de 5 kits")
    assert tiles["Casablanca"] == ("inconnue", "6 kits")
    assert tiles["Fès"] == ("inconnue", "aucun kit")
    table = visible(after.split("</table>")[0])
    assert "Rabat-Salé-Kénitra très forte (80 sur 100) 1" in table
    assert "Oriental très faible (20 sur 100) moins de 5" in table
    assert "style=" not in drawing


def test_whoever_accompanies_everybody_is_told_every_count(office: Office) -> None:
    everywhere = browser_of(office.api, Role.COUNSELLOR)
    table = visible(everywhere.get(f"/activites/{SEWING}").text)
    assert "Oriental très faible (20 sur 100) 2" in table


def test_an_activity_names_the_trainings_that_teach_it_and_what_became_of_others(
    office: Office,
) -> None:
    page = office.counsellor.get(f"/activites/{SEWING}").text
    assert f"/offres/{office.training}" in page
    text = visible(page)
    assert "12 places libres" in text
    assert "9 des 9 suivies duraient encore après un an" in text


def test_an_activity_that_is_none_is_a_page_that_says_so(office: Office) -> None:
    answer = office.counsellor.get(f"/activites/{office.tailor}")
    assert answer.status_code == 404


def test_a_proposal_of_an_activity_shows_cost_own_means_demand_and_kits(office: Office) -> None:
    page = office.counsellor.get(f"/personnes/{office.tailor}/selection?genre=activity")
    text = visible(page.text).replace("\xa0", " ")
    assert f"/activites/{SEWING}" in page.text
    assert re.search(r"La personne apporte 3 000 dirhams", text)
    assert "Demande dans la région très forte (80 sur 100)" in text
    assert "Kits semblables aux alentours 1" in text


def test_a_job_and_an_activity_stand_side_by_side_without_a_total(office: Office) -> None:
    page = office.counsellor.get(f"/personnes/{office.tailor}/cote-a-cote")
    text = visible(page.text)
    assert "Couturière" in text
    assert f"/activites/{SEWING}" in page.text
    assert "Souhait de la personne" in text.split("Ce qui se compare")[1]
    assert "Il n’y a pas de total" in text


def test_what_is_missing_names_its_training_its_rank_and_what_to_ask(office: Office) -> None:
    path = f"/personnes/{office.tailor}/manques?genre=activity"
    text = visible(office.counsellor.get(path).text)
    assert "Compétence – prise de mesures" in text
    assert "Formation qui y mène : Couture sur mesure – Salé · 11 janvier 2027" in text
    assert re.search(r"(passe du rang \d+ au rang \d+|entre au rang \d+)", text)
    assert "À demander ensuite" in text


def test_advice_is_about_jobs_and_activities_only(office: Office) -> None:
    wrong = office.counsellor.get(f"/personnes/{office.tailor}/manques?genre=mentor")
    assert wrong.status_code == 422


@pytest.mark.parametrize("page", ["cote-a-cote", "manques", "projet", "projet/ecrire"])
def test_nothing_about_somebody_of_another_territory_is_shown(office: Office, page: str) -> None:
    assert office.counsellor.get(f"/personnes/{office.elsewhere}/{page}").status_code == 403


def test_whom_to_call_again_is_listed_with_what_to_ask_and_the_answer_is_noted(
    office: Office, person: str
) -> None:
    begin(office.api, person)
    page = office.counsellor.get("/suivi")
    path = f"/personnes/{person}/nouvelles/{SEWING}"
    assert path in page.text
    line = visible(page.text.split(f'href="/personnes/{person}"')[1].split("</li>")[0])
    assert "Couture à façon" in line
    assert "6 mois" in line
    assert "10 jours de retard" in line
    said = {
        "suite": "activity-alive-6-months",
        "jour": "2026-11-20",
        "revenu": "1500-3000",
        "jours": "30",
    }
    noted = office.counsellor.post(path, said, on="/suivi")
    assert (noted.status_code, noted.headers["location"]) == (303, "/suivi?jours=30")
    assert path not in office.counsellor.get("/suivi").text
    with office.api.storage.read() as work:
        (income,) = work.incomes.of_profile(person)
    assert income.band == "1500-3000"


def test_what_is_ahead_is_shown_only_when_asked(office: Office, person: str) -> None:
    begin(office.api, person, "2026-09-01")
    assert person not in office.counsellor.get("/suivi").text
    assert person in office.counsellor.get("/suivi?jours=30").text


def test_an_answer_of_tomorrow_is_refused_and_kept_on_its_line(office: Office, person: str) -> None:
    begin(office.api, person, "2026-05-12")
    path = f"/personnes/{person}/nouvelles/{SEWING}"
    said = {"suite": "activity-stopped", "jour": "2026-11-21", "revenu": "none"}
    refused = office.counsellor.post(path, said, on="/suivi")
    assert refused.status_code == 422
    assert 'value="2026-11-21"' in refused.text
    assert 'value="activity-stopped" selected' in refused.text
    assert 'value="none" selected' in refused.text
    with office.api.storage.read() as work:
        assert work.incomes.of_profile(person) == []


def test_nobody_elsewhere_is_called(office: Office) -> None:
    begin(office.api, office.elsewhere, "2026-05-14")
    assert office.elsewhere not in office.counsellor.get("/suivi").text
    path = f"/personnes/{office.elsewhere}/nouvelles/{SEWING}"
    said = {"suite": "activity-stopped", "jour": "2026-11-20"}
    assert office.counsellor.post(path, said, on="/suivi").status_code == 403


def test_a_group_is_shared_out_among_mentors_and_nothing_is_noted(
    office: Office, person: str
) -> None:
    maker = office.api.as_role(Role.OFFICER)
    maker.create("/mentors", {**MENTOR, "title": "Maîtresse couturière", "places": 1})
    written = f"{person}\n{office.tailor}\n{office.elsewhere}\n{person}"
    shared = office.counsellor.post("/parrains", {"personnes": written}, on="/parrains")
    assert shared.status_code == 200
    proposed = visible(shared.text.split('id="propose"')[1].split("</section>")[0])
    assert "Maîtresse couturière" in proposed
    assert "n’ont plus de place" in proposed
    assert f"ne porte ces références : {office.elsewhere}" in proposed
    assert written.splitlines()[0] in shared.text.split("<textarea")[1]
    noted = visible(office.counsellor.get(f"/personnes/{person}").text)
    assert "Rien n’a encore été proposé." in noted


def test_a_group_that_is_too_large_is_refused_and_kept(office: Office) -> None:
    written = "\n".join(f"P-{number}" for number in range(101))
    refused = office.counsellor.post("/parrains", {"personnes": written}, on="/parrains")
    assert refused.status_code == 422
    assert "Au plus 100 personnes à la fois." in visible(refused.text)
    assert "P-100" in refused.text


@pytest.mark.parametrize("path", ["/parrains", "/activites", f"/activites/{SEWING}", "/suivi"])
def test_pages_of_a_counsellor_say_nothing_of_models(office: Office, path: str) -> None:
    text = visible(office.counsellor.get(path).text).casefold()
    assert not [word for word in ("score", "embedding", "vecteur", "modèle") if word in text]
