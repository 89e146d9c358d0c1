"""What an administrator sees and decides on pages: accounts, keys, suspensions, releases, trail."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from service.security import Action
from service.storage import Sought
from service.wording.trail import ACTIONS
from tests.api_fixtures import NOW, Api
from tests.overseen import two_releases
from tests.page_fixtures import Browser, an_account, browser_of, form_token, pages, visible
from tests.runtimes import a_release

SEWING = {"statements": [{"kind": "skill", "text": "couture"}], "home": "Salé"}
ACCOUNTS, KEYS = "/administration/comptes", "/administration/cles"
STOPS, TRAIL = "/administration/suspensions", "/administration/journal"
RELEASES, BACK = "/administration/versions", "/administration/retour"
DUTIES = {"role": "counsellor", "regions": ["MA-04", "MA-06"]}


@dataclass(frozen=True)
class Office:
    api: Api
    keeper: Browser
    person: str
    opening: str

    def account(self, login: str) -> str:
        with self.api.storage.read() as work:
            found = work.accounts.find(login)
        assert found is not None
        return str(found.id)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with pages(folder, release_dir=None) as api:
        two_releases(api, folder / "releases")
        api.app.state.doors.runtime.load()
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", COMPANY)
        opening = {**OPENING, "company_id": company, "title": "Couturière", "skills": ["couture"]}
        yield Office(
            api=api,
            keeper=browser_of(api, Role.ADMINISTRATOR),
            person=maker.create("/profiles", SEWING),
            opening=maker.create("/openings", opening),
        )


def secret_on(text: str) -> str:
    found = re.search(r'<code class="secret"[^>]*>([^<]+)</code>', text)
    assert found is not None, visible(text)
    return found[1]


def stranger(office: Office) -> Browser:
    return Browser(TestClient(office.api.app, base_url="https://jisr.test"))


def test_a_first_password_is_shown_once_and_must_be_changed(office: Office) -> None:
    form = {**DUTIES, "identifiant": "Salma.B", "nom": "Salma (inventée)"}
    opened = office.keeper.post(ACCOUNTS, form)
    assert opened.status_code == 200
    password = secret_on(opened.text)
    assert password not in office.keeper.get(ACCOUNTS).text
    assert "Rabat-Salé-Kénitra · Casablanca-Settat" in visible(office.keeper.get(ACCOUNTS).text)
    browser = stranger(office)
    assert browser.sign_in("salma.b", password).status_code == 303
    assert browser.get("/personnes").headers["location"] == "/mot-de-passe"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"identifiant": "é"}, "Identifiant impossible"),
        ({"regions": []}, "Aucune région choisie"),
        ({"regions": ["MA-99"]}, "Aucune région choisie"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_what_was_typed_stays(
    office: Office, changed: dict[str, object], said: str
) -> None:
    form = {**DUTIES, "identifiant": "autre.compte", "nom": "Nom gardé", **changed}
    refused = office.keeper.post(ACCOUNTS, form)
    assert refused.status_code == 422
    assert said in visible(refused.text)
    assert 'value="Nom gardé"' in refused.text
    assert '<option value="counsellor" selected>' in refused.text


def test_a_login_that_is_taken_is_a_conflict(office: Office) -> None:
    an_account(office.api, "deja.pris", Role.OFFICER)
    refused = office.keeper.post(ACCOUNTS, {**DUTIES, "identifiant": "deja.pris"})
    assert (refused.status_code, "déjà pris" in visible(refused.text)) == (409, True)


def test_an_account_is_closed_opened_again_and_given_other_duties(office: Office) -> None:
    an_account(office.api, "omar.t", Role.OFFICER, "MA-04")
    browser = stranger(office)
    browser.sign_in("omar.t")
    path = f"{ACCOUNTS}/{office.account('omar.t')}"
    closed = office.keeper.post(f"{path}/fermeture", {"ferme": "true"}, on=path)
    assert closed.status_code == 303
    assert browser.get("/personnes").headers["location"].startswith("/connexion")
    assert browser.sign_in("omar.t").status_code == 401
    office.keeper.post(f"{path}/fermeture", {"ferme": "false"}, on=path)
    assert browser.sign_in("omar.t").status_code == 303
    assert office.keeper.post(path, {"role": "analyst", "partout": "true"}).status_code == 303
    assert "Analyste" in visible(office.keeper.get(path).text)
    assert browser.get("/personnes").headers["location"].startswith("/connexion")


def test_a_locked_account_is_opened_at_once_and_keeps_its_password(office: Office) -> None:
    an_account(office.api, "hind.r", Role.OFFICER)
    with office.api.storage.begin() as work:
        account = work.accounts.find("hind.r")
        assert account is not None
        work.accounts.put(replace(account, locked_until=NOW + timedelta(minutes=15)))
    path = f"{ACCOUNTS}/{account.id}"
    assert "Bloqué après plusieurs mots de passe faux" in visible(office.keeper.get(path).text)
    assert stranger(office).sign_in("hind.r").status_code == 401
    assert office.keeper.post(f"{path}/deblocage", {}, on=path).status_code == 303
    assert stranger(office).sign_in("hind.r").status_code == 303


def test_a_password_is_given_anew_and_shown_once(office: Office) -> None:
    an_account(office.api, "adil.m", Role.OFFICER)
    path = f"{ACCOUNTS}/{office.account('adil.m')}"
    password = secret_on(office.keeper.post(f"{path}/mot-de-passe", {}, on=path).text)
    assert password not in office.keeper.get(path).text
    assert stranger(office).sign_in("adil.m").status_code == 401
    assert stranger(office).sign_in("adil.m", password).status_code == 303


def test_nobody_closes_or_demotes_the_account_they_are_signed_in_with(office: Office) -> None:
    path = f"{ACCOUNTS}/{office.account('administrator-partout')}"
    assert "Fermer le compte" not in office.keeper.get(path).text
    for where, form in ((f"{path}/fermeture", {"ferme": "true"}), (path, DUTIES)):
        refused = office.keeper.post(where, form, on=path)
        assert refused.status_code == 409
        assert "votre propre compte" in visible(refused.text)


def test_a_key_is_shown_once_speaks_to_the_api_and_stops_when_revoked(office: Office) -> None:
    form = {**DUTIES, "nom": "tableur de Salé", "jours": "30"}
    made = office.keeper.post(KEYS, form)
    secret = secret_on(made.text)
    assert secret not in office.keeper.get(KEYS).text
    headers = {"Authorization": f"Bearer {secret}"}
    assert office.api.client.get("/api/v1/profiles", headers=headers).status_code == 200
    page = office.keeper.get(KEYS).text
    line = page.split("tableur de Salé")[1].split("</tr>")[0]
    assert "20 décembre 2026" in visible(line)
    [address] = re.findall(r'action="(/administration/cles/[0-9a-f-]+/fin)"', line)
    assert office.keeper.post(address, {}, on=KEYS).status_code == 303
    assert office.api.client.get("/api/v1/profiles", headers=headers).status_code == 401
    refused = office.keeper.post(KEYS, {**form, "regions": []})
    assert (refused.status_code, 'value="tableur de Salé"' in refused.text) == (422, True)


def test_a_suspended_region_says_why_and_leaves_everything_else_open(office: Office) -> None:
    officer = browser_of(office.api, Role.OFFICER, "MA-04")
    form = {"region": "MA-04", "motif": "proposals-doubted", "note": "Voir <avec> Nadia"}
    assert office.keeper.post(STOPS, form).status_code == 303
    again = office.keeper.post(STOPS, form)
    assert (again.status_code, "Déjà suspendues" in visible(again.text)) == (409, True)
    person = f"/personnes/{office.person}"
    for path in (person, "/personnes", f"/offres/{office.opening}"):
        page = officer.get(path)
        assert page.status_code == 200
        assert "Propositions suspendues : Rabat-Salé-Kénitra." in visible(page.text)
        assert "Voir <avec> Nadia" in visible(page.text)
        assert "Voir <avec> Nadia" not in page.text
    refused = officer.get(f"{person}/selection")
    assert refused.status_code == 409
    assert "Motif : Des propositions sont mises en doute et examinées." in visible(refused.text)
    answer = f"{person}/reponses/{office.opening}"
    assert officer.post(answer, {"reponse": "proposed"}).status_code == 303
    outcome = {"suite": "contacted", "jour": "2026-11-19"}
    assert officer.post(f"{person}/suites/{office.opening}", outcome, on=answer).status_code == 303
    stops = office.keeper.get(STOPS).text
    [address] = re.findall(r'action="(/administration/suspensions/[0-9a-f-]+/fin)"', stops)
    assert office.keeper.post(address, {}, on=STOPS).status_code == 303
    assert officer.get(f"{person}/selection").status_code == 200
    assert "Passées" in visible(office.keeper.get(STOPS).text)


@pytest.mark.parametrize("region", ["", "MA-99"])
def test_a_region_must_be_chosen_to_be_suspended(office: Office, region: str) -> None:
    refused = office.keeper.post(STOPS, {"region": region, "motif": "decided-above"})
    assert (refused.status_code, "Aucune région choisie" in visible(refused.text)) == (422, True)


def test_the_trail_notes_who_saw_a_person_who_was_refused_and_who_read_it(office: Office) -> None:
    seer = browser_of(office.api, Role.COUNSELLOR, "MA-04")
    other = browser_of(office.api, Role.COUNSELLOR, "MA-02")
    seer.get(f"/personnes/{office.person}")
    assert other.get(f"/personnes/{office.person}").status_code == 403
    page = visible(office.keeper.get(f"{TRAIL}?personne={office.person}").text)
    assert "counsellor-ma-04 Conseiller, conseillère vu Personnes : consulter" in page
    assert "counsellor-ma-02 Conseiller, conseillère refusé" in page
    reader = office.account("counsellor-ma-04")
    mine = visible(office.keeper.get(f"{TRAIL}?compte={reader}").text)
    assert "counsellor-ma-02 Conseiller" not in mine
    read = visible(office.keeper.get(f"{TRAIL}?action=read-trail").text)
    assert "Journal : consulter /administration/journal" in read
    assert "Rien de noté" in visible(office.keeper.get(f"{TRAIL}?du=2026-11-21").text)
    assert office.keeper.get(f"{TRAIL}?du=hier&action=rien&feuille=2").status_code == 200


def test_the_api_is_in_the_trail_with_the_person_of_its_body(office: Office) -> None:
    officer = office.api.as_role(Role.OFFICER)
    person = officer.create("/profiles", SEWING)
    assert officer.post("/shortlists", {"profile_id": person}).status_code == 201
    officer.get(f"/profiles/{person}")
    with office.api.storage.read() as work:
        found = work.audit.page(Sought(person=person), skipped=0, limit=9)
    assert {(one.action, one.is_write, one.route) for one in found} == {
        ("make-shortlists", True, "/api/v1/shortlists"),
        ("read-profiles", False, "/api/v1/profiles/{record_id}"),
    }


def test_erasing_a_person_leaves_no_number_in_the_trail(office: Office) -> None:
    officer = office.api.as_role(Role.OFFICER)
    person = officer.create("/profiles", SEWING)
    officer.get(f"/profiles/{person}")
    assert officer.delete(f"/profiles/{person}", version=1).status_code == 200
    officer.get(f"/profiles/{person}")
    with office.api.storage.read() as work:
        assert work.audit.page(Sought(person=person), skipped=0, limit=9) == []
        erased = work.audit.page(Sought(action="erase-profile"), skipped=0, limit=9)
    assert [(one.person, one.thing, one.is_write) for one in erased] == [(None, None, True)]


def test_the_trail_is_exported_and_no_name_runs_as_a_formula(office: Office) -> None:
    form = {**DUTIES, "nom": "=1+1", "jours": "1"}
    secret = secret_on(office.keeper.post(KEYS, form).text)
    headers = {"Authorization": f"Bearer {secret}"}
    office.api.client.get("/api/v1/profiles", headers=headers)
    sheet = office.keeper.get(f"{TRAIL}/fichier?forme=xlsx&action=read-profiles")
    assert "attachment" in sheet.headers["content-disposition"]
    rows = list(load_workbook(io.BytesIO(sheet.content)).worksheets[0].values)
    assert rows[0][:2] == ("Moment (UTC)", "Compte ou clé")
    assert " =1+1" in {row[1] for row in rows}
    text = office.keeper.get(f"{TRAIL}/fichier?forme=csv").content.decode("utf-8-sig")
    assert "Comptes et clés" in text


def test_every_permission_is_worded_in_the_trail() -> None:
    assert set(ACTIONS) == {action.value for action in Action}


def test_the_state_of_the_service_says_what_answers_and_what_to_save(office: Office) -> None:
    text = visible(office.keeper.get("/administration").text)
    assert "Jisr ne fait pas de copie lui-même" in text
    assert "Base de données en ordre" in text
    assert "version-" in text


def test_a_release_is_promoted_and_rolled_back_after_a_page_that_says_what_changes(
    office: Office,
) -> None:
    runtime = office.api.app.state.doors.runtime
    assert runtime.release.id == "version-2"
    asked = visible(office.keeper.get(BACK).text)
    assert "Répond aujourd’hui version-2" in asked
    assert "Répondra ensuite version-1" in asked
    assert "Réglages différents 1" in asked
    assert office.keeper.post(BACK, {"version": "1"}).status_code == 303
    assert runtime.release.id == "version-1"
    late = office.keeper.post_as_is(BACK, {"_jeton": _token(office), "version": "1"})
    assert late.status_code == 409
    promoted = office.keeper.post(f"{RELEASES}/2", {})
    assert promoted.status_code == 303
    assert runtime.release.id == "version-2"
    text = visible(office.keeper.get(RELEASES).text)
    assert "version-1 remise en service ( administrator-partout )" in text
    assert office.keeper.post(f"{RELEASES}/rechargement", {}, on=RELEASES).status_code == 303


def test_a_refused_release_says_why_and_the_old_one_stays(office: Office) -> None:
    runtime = office.api.app.state.doors.runtime
    in_use = runtime.release.id
    settings = office.api.app.state.doors.settings
    folders = sorted((settings.registry_dir / "releases").iterdir())
    damaged = next(one for one in folders if "version-1" in (one / "manifest.json").read_text())
    kept = (damaged / "manifest.json").read_text()
    (damaged / "manifest.json").write_text(kept.replace("2026-11-21", "2026-11-22"))
    try:
        shown = visible(office.keeper.get(f"{RELEASES}/1").text)
        assert "Version du moteur incompatible" in shown
        assert "Rien n’a changé" in shown
        token = {"_jeton": _token(office)}
        refused = office.keeper.post_as_is(f"{RELEASES}/1", token)
        assert refused.status_code == 503
        assert "En cause : fingerprint" in visible(refused.text)
    finally:
        (damaged / "manifest.json").write_text(kept)
    assert runtime.release.id == in_use
    assert office.keeper.get(f"{RELEASES}/99").status_code == 404


def _token(office: Office) -> str:
    return form_token(office.keeper.get("/mot-de-passe").text)


def test_a_folder_in_the_settings_is_said_to_come_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("fixed")
    with pages(folder, release_dir=a_release(folder / "mine")) as api:
        api.wait_until_ready()
        keeper = browser_of(api, Role.ADMINISTRATOR)
        text = visible(keeper.get(RELEASES).text)
        assert "JISR_RELEASE_DIR" in text
        assert "version livrée avec le programme" in text
        refused = keeper.get(BACK)
        assert (refused.status_code, "Aucun retour possible" in visible(refused.text)) == (
            409,
            True,
        )


@pytest.mark.parametrize(("language", "title"), [("ar", "الحسابات"), ("en", "Accounts")])
def test_the_pages_speak_the_reader_s_language(office: Office, language: str, title: str) -> None:
    page = office.keeper.get(ACCOUNTS, headers={"accept-language": language})
    assert f"<h1>{title}</h1>" in page.text


def test_ids_of_the_trail_are_ids(office: Office) -> None:
    with office.api.storage.read() as work:
        for one in work.audit.page(Sought(), skipped=0, limit=500):
            assert one.thing is None or UUID(one.thing)
