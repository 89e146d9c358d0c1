"""Examples of advice: invented, and each accepted by the shape that it shows."""

from typing import Any, Final

from service.api.examples import SHORTLIST_OUT

Example = dict[str, Any]

_PERSON_ID: Final = "6f1d2c1e-6f0a-5a53-9c38-0d9f6a1b7e01"
_OPENING_ID: Final = "0b7f9f3e-12d5-5c0b-8e1e-9a5a4f1c2d02"
_TRAINING_ID: Final = "7e8f9a0b-1c2d-5e3f-8a4b-5c6d7e8f9a11"
_MENTOR_ID: Final = "8f9a0b1c-2d3e-5f4a-9b5c-6d7e8f9a0b12"
_WELDER: Final[Example] = {
    "id": _OPENING_ID,
    "title": "Soudeur / soudeuse",
    "provider": "Atelier Al Amal (inventé)",
}
_EFFECT: Final[Example] = {
    "gained": 4,
    "newly_allowed": 6,
    "moves": [
        {
            "opportunity": _WELDER,
            "before": 14,
            "after": 3,
            "refusals": [],
            "text": "« Soudeur / soudeuse » : rang 14 → 3",
        }
    ],
    "text": "4 propositions de plus ; « Soudeur / soudeuse » : rang 14 → 3",
}
_LACK: Final[Example] = {
    "kind": {"code": "certificate", "text": "Certificat"},
    "text": "le certificat « CAP Soudure »",
    "named": "CAP Soudure",
    "licence": None,
    "language": None,
    "level": None,
}
GAPS_OUT: Final[Example] = {
    "profile_id": _PERSON_ID,
    "kind": "opening",
    "release_id": "2026-11-first",
    "start_before": "2027-04-01",
    "proposed": 9,
    "near_misses": 6,
    "steps": [
        {
            "lack": _LACK,
            "asked": 4,
            "asked_by": [_WELDER],
            "alone": 4,
            "effect": _EFFECT,
            "courses": [0],
            "no_session": None,
            "validable": {"statement": "Soudeur en atelier", "months": 36},
        },
        {
            "lack": {
                "kind": {"code": "licence", "text": "Permis"},
                "text": "Permis B (voiture)",
                "named": "",
                "licence": "B",
                "language": None,
                "level": None,
            },
            "asked": 2,
            "asked_by": [],
            "alone": 2,
            "effect": {"gained": 0, "newly_allowed": 2, "moves": [], "text": "…"},
            "courses": [],
            "no_session": {"sessions": 0, "too_late": 0, "refusals": []},
            "validable": None,
        },
    ],
    "courses": [
        {
            "title": "Soudage à l'arc et MIG",
            "skills": ["soudure à l'arc", "soudure MIG"],
            "sessions": [
                {
                    "id": _TRAINING_ID,
                    "title": "Soudage à l'arc et MIG",
                    "provider": "Centre de formation (inventé)",
                    "town": None,
                    "starts_on": "2027-02-01",
                    "enrol_until": "2027-01-20",
                    "seats_left": 3,
                }
            ],
            "effect": _EFFECT,
            "opened": 4,
        }
    ],
    "without_effect": 1,
    "untried": 0,
}
NEXT_QUESTION_OUT: Final[Example] = {
    "profile_id": _PERSON_ID,
    "kind": "opening",
    "release_id": "2026-11-first",
    "ask": {"code": "licences", "text": "Permis"},
    "first": [_WELDER],
    "questions": [
        {
            "field": {"code": "licences", "text": "Permis"},
            "is_stale": False,
            "change": 0.31,
            "answers": [
                {
                    "form": "none",
                    "text": "aucun",
                    "weight": 0.55,
                    "change": 0.56,
                    "first": [],
                }
            ],
        }
    ],
}
MENTOR_QUESTION: Final[Example] = {
    "profile_ids": [_PERSON_ID],
    "max_each": 3,
    "apart": [{"profile_id": _PERSON_ID, "mentor_ids": [_MENTOR_ID]}],
    "wishes_asked": [_PERSON_ID],
}
MENTORS_OUT: Final[Example] = {
    "release_id": "2026-11-first",
    "served": [
        {
            "profile_id": _PERSON_ID,
            "mentor": {
                "id": "9a0b1c2d-3e4f-5a5b-8c6d-7e8f9a0b1c13",
                "title": "Maîtresse couturière",
                "provider": "Association de quartier (inventée)",
            },
            "rank": 1,
            "confidence": {"code": "medium", "text": "Confiance moyenne"},
            "reasons": [],
            "distance_km": 4.0,
            "flags": [{"code": "language-not-known", "text": "Langue commune à confirmer"}],
        }
    ],
    "unserved": [],
    "loads": [
        {
            "mentor": {
                "id": "9a0b1c2d-3e4f-5a5b-8c6d-7e8f9a0b1c13",
                "title": "Maîtresse couturière",
                "provider": "Association de quartier (inventée)",
            },
            "people": 1,
            "cap": 3,
        }
    ],
}
TRACKS_OUT: Final[Example] = {
    "profile_id": _PERSON_ID,
    "release_id": "2026-11-first",
    "compared": [
        {
            "code": "coverage",
            "text": "Compétences demandées couvertes",
            "job": 0.6,
            "activity": 0.8,
        }
    ],
    "jobs": {
        "shortlist": SHORTLIST_OUT,
        "own": [
            {
                "code": "response",
                "text": "Réponses de l’entreprise",
                "value": 0.5,
                "weight": 0.04,
                "points": 0.02,
            }
        ],
        "costs_mad": {},
    },
    "activities": {
        "shortlist": {
            **SHORTLIST_OUT,
            "id": "5b6c7d8e-9f0a-4b1c-8d2e-3f4a5b6c7d14",
            "kind": "activity",
            "proposals": [],
            "cause": {
                "code": "nothing-in-catalogue",
                "text": "Rien de ce genre n’est enregistré pour le moment.",
            },
        },
        "own": [],
        "costs_mad": {},
    },
}
