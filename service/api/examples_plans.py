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
