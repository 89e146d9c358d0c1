"""Examples of cohorts and plans in the API's document; a test sends and reads every one."""

from typing import Any, Final

_PERSON = "0b0b6a5e-3f0e-4c56-9a51-0a53f4f3f001"
_OTHER = "0b0b6a5e-3f0e-4c56-9a51-0a53f4f3f002"
_KIT = "5f4e5d7c-55a1-4a31-8f8a-1f2f3f4f5f01"

ASSIGNMENT: Final[dict[str, Any]] = {
    "kind": "activity",
    "people": [
        {"profile_id": _PERSON, "groups": ["formation-terminee"], "co_funding_mad": "5000.00"},
        {"profile_id": _OTHER},
    ],
    "terms": {
        "objective": "worst-off",
        "envelope_mad": "60000.00",
        "every_town": True,
        "priorities": [{"first": "formation-terminee", "then": "formation-en-cours"}],
    },
}
DECISIONS: Final[dict[str, Any]] = {
    "pins": [{"profile_id": _PERSON, "opportunity_id": _KIT}],
    "excluded": [{"profile_id": _OTHER}],
}
ASSIGNMENT_OUT: Final[dict[str, Any]] = {
    "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "based_on": None,
    "made_at": "2026-11-20T09:30:00+00:00",
    "kind": "activity",
    "release_id": "release-1",
    "plan": {
        "lines": [
            {
                "profile_id": _PERSON,
                "opportunity_id": _KIT,
                "title": "Atelier de couture à façon",
                "provider": "",
                "value": 0.71,
                "granted_mad": "13500.00",
                "is_pinned": False,
                "tier": 0,
                "reasons": [],
                "refusals": [],
                "missing_mad": None,
            }
        ],
        "ways": [
            {
                "code": "plan",
                "text": "La répartition",
                "total": 0.71,
                "served": 1,
                "unserved": 0,
                "worst_served": 0.71,
                "gini": 0.0,
                "spent_mad": "13500.00",
                "overbooked": 0,
                "overspent_mad": "0.00",
            }
        ],
        "objective": 0.71,
        "bound": 0.71,
        "gap": 0.0,
        "proof": {"code": "optimal", "text": "Prouvée la meilleure"},
        "lowest_value": 0.71,
        "served_by_tier": [1],
        "tiers": {"formation-terminee": 0, "formation-en-cours": 1},
        "ties_by_id": True,
        "left_mad": "46500.00",
        "towns": [],
        "one_more": [],
        "remarks": [],
    },
    "remedies": [],
}
