"""Every page with who may open it, and an office where each of them shows something."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from matching.vocabulary import Role
from service.api.examples import ACTIVITY, COMPANY, OPENING, PROFILE
from service.api.examples_plans import PLAN
from service.web.router import web_routers
from tests.api_fixtures import Api
from tests.overseen import overseen
from tests.page_fixtures import Browser, browser_of, form_token, pages
from tests.reports import write_document

HERE, ELSEWHERE = "MA-04", "MA-02"
PUBLIC = {
    "GET /statique/{name}",
    "GET /connexion",
    "POST /connexion",
    "POST /connexion/fournisseur",
    "GET /connexion/retour",
    "POST /langue",
}
EVERY_ACCOUNT = {
    "GET /",
    "GET /aide",
    "GET /mot-de-passe",
    "POST /mot-de-passe",
    "POST /deconnexion",
}
_GUIDES = frozenset({Role.OFFICER, Role.COUNSELLOR})
_READERS = _GUIDES | {Role.ADMINISTRATOR}
_KEEPERS = frozenset({Role.ADMINISTRATOR})
_ANALYSTS = frozenset({Role.ANALYST})
_REPORTERS = frozenset({Role.OFFICER, Role.ANALYST, Role.ADMINISTRATOR})
_GRADING = _GUIDES | _ANALYSTS
_SHARERS = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
"""Of openings, which is what is shared out here."""
_SENDERS = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
"""Of files."""
ROLES: dict[str, frozenset[Role]] = {
    "GET /personnes": _READERS,
    "GET /personnes/{profile_id}": _READERS,
    "GET /personnes/{profile_id}/selection": _READERS,
    "GET /personnes/{profile_id}/ecartees": _READERS,
    "GET /personnes/{profile_id}/comparer": _READERS,
    "GET /ma-journee": _GUIDES,
    "GET /en-attente": _GUIDES,
    "GET /offres/{opportunity_id}/ecartees": _READERS,
    "GET /personnes/{profile_id}/reponses/{opportunity_id}": _GUIDES,
    "POST /personnes/{profile_id}/reponses/{opportunity_id}": _GUIDES,
    "POST /personnes/{profile_id}/suites/{opportunity_id}": _GUIDES,
    "GET /personnes/{profile_id}/cote-a-cote": _READERS,
    "GET /personnes/{profile_id}/manques": _READERS,
    "GET /personnes/{profile_id}/projet": _READERS,
    "POST /personnes/{profile_id}/projet": _READERS,
    "GET /personnes/{profile_id}/projet/ecrire": _READERS,
    "GET /personnes/{profile_id}/projet/fiche.{paper}": _READERS,
    "POST /personnes/{profile_id}/projet/signatures": _READERS,
    "POST /personnes/{profile_id}/nouvelles/{opportunity_id}": _GUIDES,
    "GET /activites": _READERS,
    "GET /activites/{activity_id}": _READERS,
    "GET /suivi": _GUIDES,
    "GET /parrains": _READERS,
    "POST /parrains": _READERS,
    "GET /notations": _GRADING,
    "POST /notations": _ANALYSTS,
    "GET /notations/{grading_id}": _ANALYSTS,
    "GET /notations/{grading_id}/noter": _GUIDES,
    "POST /notations/{grading_id}/noter": _GUIDES,
    "GET /administration": _KEEPERS,
    "GET /administration/comptes": _KEEPERS,
    "POST /administration/comptes": _KEEPERS,
    "GET /administration/comptes/{account_id}": _KEEPERS,
    "POST /administration/comptes/{account_id}": _KEEPERS,
    "POST /administration/comptes/{account_id}/mot-de-passe": _KEEPERS,
    "POST /administration/comptes/{account_id}/deblocage": _KEEPERS,
    "POST /administration/comptes/{account_id}/fermeture": _KEEPERS,
    "GET /administration/cles": _KEEPERS,
    "POST /administration/cles": _KEEPERS,
    "POST /administration/cles/{token_id}/fin": _KEEPERS,
    "GET /administration/suspensions": _KEEPERS,
    "POST /administration/suspensions": _KEEPERS,
    "POST /administration/suspensions/{suspension_id}/fin": _KEEPERS,
    "GET /administration/journal": _KEEPERS,
    "GET /administration/journal/fichier": _KEEPERS,
    "GET /administration/versions": _KEEPERS,
    "POST /administration/versions/rechargement": _KEEPERS,
    "GET /administration/versions/{version}": _KEEPERS,
    "POST /administration/versions/{version}": _KEEPERS,
    "GET /administration/retour": _KEEPERS,
    "POST /administration/retour": _KEEPERS,
    "GET /offres": frozenset(Role),
    "GET /offres/{opportunity_id}": frozenset(Role),
    "GET /entreprises": frozenset(Role),
    "GET /entreprises/{company_id}": frozenset(Role),
    "GET /bilans": _REPORTERS,
    "GET /bilans/programme": _REPORTERS,
    "GET /bilans/remises.{paper}": _REPORTERS,
    "GET /qualite": _ANALYSTS,
    "GET /qualite/rapports": _ANALYSTS,
    "GET /qualite/rapports/{report_id}": _ANALYSTS,
    "GET /qualite/rapports/{report_id}.{form}": _ANALYSTS,
    "GET /qualite/rapports/{report_id}/changements": _ANALYSTS,
    "GET /qualite/rapports/{report_id}/{part}": _ANALYSTS,
    "GET /qualite/versions": _ANALYSTS,
    "GET /qualite/jugements.csv": _ANALYSTS,
    "GET /qualite/groupes.csv": _ANALYSTS,
    "GET /imports": _SENDERS,
    "POST /imports": _SENDERS,
    "GET /imports/modeles/{kind}": _SENDERS,
    "GET /imports/{import_id}": _SENDERS,
    "GET /imports/{import_id}/etat": _SENDERS,
    "GET /imports/{import_id}/a-corriger.xlsx": _SENDERS,
    "POST /imports/{import_id}/importer": _SENDERS,
    "POST /imports/{import_id}/abandonner": _SENDERS,
    "GET /cohortes": _READERS,
    "GET /cohortes/nouvelle": _READERS,
    "POST /cohortes": _SHARERS,
    "GET /cohortes/{assignment_id}": _SHARERS,
    "POST /cohortes/{assignment_id}/recalculer": _SHARERS,
    "POST /cohortes/{assignment_id}/retenir": frozenset({Role.OFFICER}),
    "GET /cohortes/{assignment_id}/repartition.{paper}": _SHARERS,
    "GET /cohortes/{kits_id}/materiel.{paper}": frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    "GET /entreprises/{company_id}/profils": _GUIDES,
    "POST /entreprises/{company_id}/profils": _GUIDES,
    "GET /entreprises/{company_id}/profils/apercu": _GUIDES,
    "GET /entreprises/{company_id}/profils/profils.{paper}": _GUIDES,
}
"""Who may open a page; a page that nobody wrote down here fails the tests."""
OF_A_PERSON = sorted(
    name
    for name in ROLES
    if any(blank in name for blank in ("{profile_id}", "{assignment_id}", "{kits_id}"))
)


def routes() -> Iterator[str]:
    for router in web_routers():
        for route in router.routes:
            for method in sorted(getattr(route, "methods", ())):
                if method != "HEAD":
                    yield f"{method} {getattr(route, 'path', '')}"


@dataclass(frozen=True)
class EverybodysOffice:
    api: Api
    ids: dict[str, str]
    """Blank of an address to a record of HERE."""
    browsers: dict[tuple[Role, str], Browser]

    def form(self, name: str) -> dict[str, Any]:
        return {field: value.format_map(self.ids) for field, value in FORMS[name].items()}

    def ask(self, role: Role, region: str, name: str) -> int:
        browser = self.browsers[role, region]
        method, path = name.split(" ")
        ids = self.ids
        if "{import_id}" in path and role in ROLES[name]:
            # Everybody sees their own files only.
            ids = ids | {"import_id": a_checked_file(browser)}
        address = path.format_map(ids)
        address += QUERIES.get(name, "").format_map(self.ids)
        if method == "GET":
            return browser.get(address, headers=HEADERS.get(name, {})).status_code
        token = form_token(browser.get("/mot-de-passe").text)
        form = {"_jeton": token, **self.form(name)}
        return browser.post_as_is(address, form, files=FILES.get(name)).status_code


def a_checked_file(browser: Browser) -> str:
    """The id of a file somebody sent, with a good line and a bad one, once it is read."""
    form = {"_jeton": form_token(browser.get("/imports").text), "genre": "company"}
    sent = browser.post_as_is("/imports", form, files=FILES["POST /imports"])
    address = sent.headers["location"]
    deadline = time.monotonic() + 60
    while "Vérification en cours" in browser.get(address).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return str(address.rsplit("/", 1)[1])


FILES = {"POST /imports": {"fichier": ("e.csv", "Référence;Nom\nE-1;Atelier (inventé)\nE-2;\n")}}
HEADERS = {"GET /imports/{import_id}/etat": {"HX-Request": "true"}}
QUERIES = {
    "GET /entreprises/{company_id}/profils/apercu": "?paire={pair}",
    "GET /entreprises/{company_id}/profils/profils.{paper}": "?paire={pair}",
}
DUTIES = {"role": "officer", "regions": HERE}
COMPUTED = {"POST /parrains"}
"""Forms whose answer is a page and changes nothing; people are not named in an address."""
WITH_A_SECRET = {
    "POST /administration/comptes",
    "POST /administration/comptes/{account_id}/mot-de-passe",
    "POST /administration/cles",
}
"""Forms answered by the one page that shows a secret, instead of being sent on."""
FORMS: dict[str, dict[str, Any]] = {
    "POST /notations": {"genre": "opening", "personnes": "2", "lignes": "1"},
    "POST /notations/{grading_id}/noter": {"paire": "{pair_id}", "note": "1"},
    "POST /administration/comptes": {**DUTIES, "identifiant": "nouveau"},
    "POST /administration/comptes/{account_id}": DUTIES,
    "POST /administration/comptes/{account_id}/mot-de-passe": {},
    "POST /administration/comptes/{account_id}/deblocage": {},
    "POST /administration/comptes/{account_id}/fermeture": {"ferme": "false"},
    "POST /administration/cles": {**DUTIES, "nom": "tableur", "jours": "30"},
    "POST /administration/cles/{token_id}/fin": {},
    "POST /administration/suspensions": {"region": "MA-12", "motif": "work-in-progress"},
    "POST /administration/suspensions/{suspension_id}/fin": {},
    "POST /administration/versions/rechargement": {},
    "POST /administration/versions/{version}": {},
    "POST /administration/retour": {"version": "1"},
    "POST /entreprises/{company_id}/profils": {"paire": "{pair}"},
    "POST /imports": {"genre": "company"},
    "POST /imports/{import_id}/importer": {},
    "POST /imports/{import_id}/abandonner": {},
    "POST /personnes/{profile_id}/projet": {
        "objectif": "Vivre de mon atelier",
        "voie": "activity",
        "intitule": "Atelier de couture",
        "base": "1",
    },
    "POST /personnes/{profile_id}/projet/signatures": {
        "version": "1",
        "partie": "person",
        "jour": "2026-11-19",
    },
    "POST /personnes/{profile_id}/nouvelles/{opportunity_id}": {
        "suite": "kept-1-month",
        "jour": "2026-11-19",
    },
    "POST /parrains": {"personnes": "DEMO-P-000"},
    "POST /cohortes": {"genre": "opening", "du": "2026-01-01", "au": "2027-12-31"},
    "POST /cohortes/{assignment_id}/recalculer": {},
    "POST /cohortes/{assignment_id}/retenir": {},
    "POST /personnes/{profile_id}/reponses/{opportunity_id}": {"reponse": "legal-age-confirmed"},
    "POST /personnes/{profile_id}/suites/{opportunity_id}": {
        "suite": "contacted",
        "jour": "2026-11-19",
    },
}


@contextmanager
def an_office_of_everybody(folder: Path) -> Iterator[EverybodysOffice]:
    """Pages over one thing of each kind, with a browser of every role here and elsewhere."""
    with pages(folder / "data") as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", COMPANY)
        ids = {
            "profile_id": maker.create("/profiles", {**PROFILE, "home": "Salé"}),
            "opportunity_id": maker.create("/openings", {**OPENING, "company_id": company}),
            "company_id": company,
            "report_id": write_document(api.app.state.doors.settings.reports_dir),
            "form": "csv",
            "part": "equite",
            "activity_id": maker.create("/activities", ACTIVITY),
            "paper": "html",
            "kind": "company",
            "import_id": str(uuid4()),
        }
        ids["assignment_id"] = maker.create(
            "/assignments", {"kind": "opening", "people": [{"profile_id": ids["profile_id"]}]}
        )
        sewer = maker.create(
            "/profiles", {"statements": [{"kind": "skill", "text": "couture"}], "home": "Salé"}
        )
        other = maker.create("/openings", {**OPENING, "company_id": company})
        said = {"profile_id": sewer, "opportunity_id": other, "answer": "proposed"}
        assert maker.post("/feedback", said).status_code == 201
        ids["pair"] = f"{sewer}:{other}"
        ids["kits_id"] = api.as_role(Role.COUNSELLOR).create(
            "/assignments", {"kind": "activity", "people": [{"profile_id": sewer}]}
        )
        plan = {**PLAN, "opportunity_id": None}
        assert maker.put(f"/profiles/{ids['profile_id']}/life-plan", plan, 0).status_code == 200
        ids |= overseen(api, folder / "releases")
        browsers = {
            (role, region): browser_of(api, role, region)
            for role in Role
            for region in (HERE, ELSEWHERE)
        }
        yield EverybodysOffice(api, ids, browsers)
