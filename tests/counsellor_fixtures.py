"""An office in which counsellors work: the catalogue, a market, a person, a training."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.geography import Gazetteer
from matching.market import Start
from matching.vocabulary import OutcomeKind, RecordKind, Role
from service.actions.catalogue import stock_catalogue
from service.api.examples import COMPANY, OPENING
from service.intake.identifiers import id_of
from service.storage import Demand, FundedKit
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR

HERE, ELSEWHERE = "MA-04", "MA-02"
SEWING = id_of(RecordKind.ACTIVITY, "sewing")
TAILOR: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "couture et retouches sur machine"},
        {"kind": "wish", "text": "ouvrir un atelier de couture"},
    ],
    "home": "Salé",
    "max_distance_km": 30,
    "available_from": "2026-12-15",
    "own_money_mad": "3000",
    "licences": [],
    "languages": {"ary": "spoken"},
}
PLAIN = {**OPENING, "schedule": [], "required_languages": {}, "demands": []}
TRAINING: dict[str, Any] = {
    "title": "Couture sur mesure",
    "skills": ["prise de mesures", "couture sur mesure"],
    "provider_name": "Centre (inventé)",
    "town": "Salé",
    "starts_on": "2027-01-11",
    "places": 12,
}
PLAN: dict[str, Any] = {
    "base": "0",
    "objectif": "Vivre de mon atelier de couture",
    "voie": "activity",
    "intitule": "Atelier de couture",
    "fiche": SEWING,
    "article": ["Machine à coudre", "", "Tissu"],
    "quantite": ["1", "", "10"],
    "prix": ["6 500,50", "", "180"],
    "fonds": "2000",
    "apport": "1 500",
    "source": ["indh", ""],
    "montant": ["3000", ""],
    "etape": ["Trouver le local", ""],
    "pour_le": ["2026-12-15", ""],
    "etat": ["planned", "planned"],
    "formation": ["Tenir ses comptes"],
    "debut": ["2026-12-01"],
    "fiche_formation": [""],
    "partie": ["person", "counsellor"],
    "engagement": ["Ouvrir cinq jours par semaine", ""],
    "commentaire": "Je veux embaucher ma sœur.\nDès que je peux.",
}


@dataclass(frozen=True)
class Furnished:
    """What an office has on its shelves."""

    api: Api
    tailor: str
    """Somebody of HERE who wants to open a workshop and brings 3,000 dirhams."""
    elsewhere: str
    """The same, of ELSEWHERE."""
    training: str
    opening: str


def furnished(api: Api) -> Furnished:
    """Bring in the catalogue, a market, a company with an opening, a training, two people."""
    stock_catalogue(api.storage, caller=ADMINISTRATOR, now=NOW)
    a_market(api)
    api.wait_until_ready()
    maker = api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Atelier (inventé)"})
    asked = {**PLAIN, "company_id": company, "title": "Couturière", "skills": ["couture"]}
    return Furnished(
        api=api,
        tailor=maker.create("/profiles", TAILOR),
        elsewhere=maker.create("/profiles", {**TAILOR, "home": "Oujda"}),
        training=maker.create("/trainings", TRAINING),
        opening=maker.create("/openings", asked),
    )


def a_market(api: Api) -> None:
    """Demand known in two regions; one kit of sewing here, two in the east, six in Casablanca."""
    towns = {name: Gazetteer.load().resolve(name) for name in ("Salé", "Oujda", "Casablanca")}
    named = ["Salé", "Oujda", "Oujda", *["Casablanca"] * 6]
    with api.storage.begin() as work:
        work.market.put_demand(
            [
                Demand(region=HERE, sector="artisanat", level=0.8, source="enquête, 2026"),
                Demand(region=ELSEWHERE, sector="artisanat", level=0.2, source="enquête, 2026"),
            ],
            at=NOW,
            actor="tests",
        )
        work.market.put_funded(
            [
                FundedKit(
                    id=f"kit-{number}",
                    region=towns[name].region,
                    start=Start(
                        activity_id=SEWING,
                        place=towns[name].place,
                        started_on=date(2025, 3, 1),
                        alive_months=12,
                    ),
                )
                for number, name in enumerate(named)
            ],
            at=NOW,
            actor="tests",
        )


def begin(api: Api, person: str, day: str = "2026-05-10") -> None:
    """Note that somebody began to sew for others on that day."""
    started = {
        "profile_id": person,
        "opportunity_id": SEWING,
        "kind": OutcomeKind.ACTIVITY_STARTED.value,
        "happened_on": day,
    }
    assert api.as_role(Role.COUNSELLOR).post("/outcomes", started).status_code == 201
