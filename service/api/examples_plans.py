"""Examples of plans, follow-up and hand-overs: invented, and accepted by the shapes they show."""

from typing import Any, Final

Example = dict[str, Any]

_PERSON_ID: Final = "6f1d2c1e-6f0a-5a53-9c38-0d9f6a1b7e01"
_ACTIVITY_ID: Final = "0b7f9f3e-12d5-5c0b-8e1e-9a5a4f1c2d02"
_AUTHOR_ID: Final = "5a1e7c93-2b64-4d0f-8a7c-1f3e5d7b9a05"
_MOMENT: Final = "2026-11-20T09:30:00Z"

PLAN: Final[Example] = {
    "goal": "Ouvrir un atelier de couture à Salé et vivre de ce travail",
    "track": "activity",
    "title": "Atelier de couture à façon",
    "opportunity_id": _ACTIVITY_ID,
    "budget": [
        {"item": "Machine à coudre industrielle", "quantity": 1, "unit_price_mad": "6500.00"},
        {"item": "Surjeteuse 4 fils", "quantity": 1, "unit_price_mad": "4200.00"},
        {"item": "Tissus et fournitures", "quantity": 10, "unit_price_mad": "180.50"},
    ],
    "working_capital_mad": "2000.00",
    "own_contribution_mad": "1500.00",
    "co_funding": [{"source": "indh", "amount_mad": "3000.00"}],
    "steps": [
        {"title": "Trouver le local", "due_on": "2026-12-15", "state": "planned"},
        {"title": "Acheter le matériel", "due_on": "2027-01-10", "state": "planned"},
    ],
    "trainings": [{"title": "Tenir ses comptes", "starts_on": "2026-12-01"}],
    "commitments": [
        {"party": "person", "text": "Ouvrir cinq jours par semaine"},
        {"party": "counsellor", "text": "Une visite chaque mois"},
    ],
    "comment": "Je veux embaucher ma sœur dès que je peux.",
}
PLAN_WRITTEN: Final[Example] = {"profile_id": _PERSON_ID, "version": 1, "removed": []}
SIGNATURE: Final[Example] = {"version": 1, "party": "person", "signed_on": "2026-11-20"}
SIGNED: Final[Example] = {"party": "person", "version": 1, "signed_on": "2026-11-20"}
PLAN_OUT: Final[Example] = {
    "profile_id": _PERSON_ID,
    "version": 2,
    "base_version": 1,
    "in_force": 2,
    "is_beside": False,
    "written_at": _MOMENT,
    "author_id": _AUTHOR_ID,
    "author_role": "counsellor",
    "plan": PLAN,
    "financing": {
        "equipment_mad": "12505.00",
        "working_capital_mad": "2000.00",
        "total_mad": "14505.00",
        "own_contribution_mad": "1500.00",
        "co_funding_mad": "3000.00",
        "requested_mad": "10005.00",
    },
    "changes": [
        {
            "kind": "changed",
            "field": "budget",
            "item": "Surjeteuse 4 fils",
            "before": {"unit_price_mad": "3900.00"},
            "after": {"unit_price_mad": "4200.00"},
        }
    ],
    "signatures": [],
}
HISTORY: Final[Example] = {"versions": [PLAN_OUT]}
INCOME: Final[Example] = {
    "profile_id": _PERSON_ID,
    "opportunity_id": _ACTIVITY_ID,
    "band": "1500-3000",
    "happened_on": "2026-11-19",
}
INCOME_OUT: Final[Example] = {**INCOME, "id": "7c1f5e90-3d28-4b6a-9e4f-2a8c6d0b1e06"}
DUE_LIST: Final[Example] = {
    "items": [
        {
            "profile_id": _PERSON_ID,
            "opportunity_id": _ACTIVITY_ID,
            "milestone": {
                "code": "activity-alive-6-months",
                "text": "Activité en vie après 6 mois",
            },
            "due_on": "2026-11-02",
            "days_late": 18,
            "begun_on": "2026-05-02",
            "last_heard_on": "2026-08-05",
        }
    ]
}
HAND_OVER_OUT: Final[Example] = {
    "id": "e2b4d6f8-0a1c-4e3f-8b5d-7f9a1c3e5d07",
    "people": 1,
    "total_mad": "10700.00",
    "mean_mad": "10700.00",
    "items": [
        {
            "person": _PERSON_ID,
            "handed_on": "2026-11-20",
            "activity": "Atelier de couture à façon",
            "sector": "artisanat",
            "town": "04.441.01.0",
            "item": "Machine à coudre industrielle",
            "quantity": 1,
            "unit_price_mad": "10700.00",
            "amount_mad": "10700.00",
            "receipt": "R-001",
        }
    ],
    "rejected": [],
    "sectors_to_review": [],
}
TERRITORIAL_OUT: Final[Example] = {
    "since": "2026-01-01",
    "until": "2026-12-31",
    "region": "MA-06",
    "people": 32,
    "amount_mad": "1121215.07",
    "mean_mad": "35037.97",
    "by_sector": [
        {"code": "restauration", "name": "Restauration", "people": 18, "amount_mad": "630000.00"},
        {"code": "artisanat", "name": "Artisanat", "people": 14, "amount_mad": "491215.07"},
    ],
    "by_town": [{"code": "06", "name": "Casablanca", "people": 32, "amount_mad": "1121215.07"}],
    "by_gender": [
        {"code": "male", "name": "Hommes", "people": None, "amount_mad": None},
        {"code": "female", "name": "Femmes", "people": None, "amount_mad": None},
    ],
    "withheld_below": 5,
}
