"""Examples of the API document: invented, and each accepted by the shape that it shows."""

from typing import Any, Final

from pydantic import JsonValue

Example = dict[str, Any]

_PERSON_ID: Final = "6f1d2c1e-6f0a-5a53-9c38-0d9f6a1b7e01"
_OPENING_ID: Final = "0b7f9f3e-12d5-5c0b-8e1e-9a5a4f1c2d02"
_COMPANY_ID: Final = "c2a4e6b8-1357-5f9b-8d2c-4e6a8c0b2d03"
_SHORTLIST_ID: Final = "9d3b5f71-8c2e-4a60-b1d4-7e9f0a2c4d04"
_TOWN: Final[Example] = {
    "code": "04.441.01.0",
    "name_fr": "Salé",
    "name_ar": "سلا",
    "province": "04.441",
    "region": "MA-04",
}
_MOMENT: Final = "2026-11-20T09:30:00Z"

PROFILE: Final[Example] = {
    "statements": [
        {"kind": "skill", "text": "couture sur machine industrielle, retouches"},
        {"kind": "experience", "text": "Couturière en atelier", "months": 36},
        {"kind": "wish", "text": "bghit nkhdem f lkhiata"},
    ],
    "home": "Salé",
    "max_distance_km": 25,
    "available_from": "2026-12-01",
    "unavailable": [{"weekday": 1, "start": "09:00", "end": "12:00"}],
    "languages": {"ar": "written", "fr": "spoken"},
    "licences": [],
    "contracts": ["cdi", "cdd"],
    "ruled_out": ["heavy-lifting"],
    "own_tools": ["machine à coudre"],
    "own_premises": ["home"],
    "own_money_mad": "3000.00",
}
PROFILE_OUT: Final[Example] = {
    "id": _PERSON_ID,
    "version": 1,
    "updated_at": _MOMENT,
    "statements": [
        {
            "kind": "skill",
            "text": "couture sur machine industrielle, retouches",
            "months": None,
        }
    ],
    "home": _TOWN,
    "max_distance_km": 25.0,
    "accepted_regions": None,
    "available_from": "2026-12-01",
    "unavailable": [{"weekday": 1, "start": "09:00", "end": "12:00"}],
    "max_weekly_hours": None,
    "languages": {"ar": "written", "fr": "spoken"},
    "licences": [],
    "has_certificates": None,
    "contracts": ["cdd", "cdi"],
    "ruled_out": ["heavy-lifting"],
    "own_tools": ["machine à coudre"],
    "own_premises": ["home"],
    "own_money_mad": "3000.00",
    "noted_on": {"statements": "2026-11-20"},
}
COMPANY: Final[Example] = {
    "name": "Atelier Al Amal (inventé)",
    "sector": "artisanat",
    "town": "Salé",
    "max_pending": 3,
}
COMPANY_OUT: Final[Example] = {
    "id": _COMPANY_ID,
    "version": 2,
    "updated_at": _MOMENT,
    "name": "Atelier Al Amal (inventé)",
    "sector": "artisanat",
    "town": _TOWN,
    "max_pending": 3,
    "is_paused": False,
}
OPENING: Final[Example] = {
    "title": "Couturier / couturière",
    "description": "Atelier de confection à Salé : montage de pièces sur machine industrielle.",
    "skills": ["couture industrielle", "retouches"],
    "company_id": _COMPANY_ID,
    "sector": "artisanat",
    "town": "Salé",
    "starts_on": "2027-01-04",
    "expires_on": "2027-03-31",
    "places": 2,
    "schedule": [{"weekday": 0, "start": "08:00", "end": "17:00"}],
    "weekly_hours": 44,
    "contract": "cdd",
    "required_languages": {"ar": "spoken"},
    "demands": ["prolonged-standing"],
}
ACTIVITY: Final[Example] = {
    "title": "Atelier de couture à façon",
    "description": "Machine, surjeteuse et premiers tissus pour travailler à domicile.",
    "skills": ["couture"],
    "sector": "artisanat",
    "cost_mad": "18500.00",
    "kit": [
        {
            "name": "machine à coudre",
            "quantity": 1,
            "price_low_mad": "4500.00",
            "price_high_mad": "6500.00",
            "source": "estimation, 2026-11",
        }
    ],
    "working_capital_mad": "3000.00",
    "space": "home",
    "co_funding": ["INDH"],
}
TO_REVIEW: Final[Example] = {
    "items": [
        {
            "id": "5b0f7c1d-9a3e-5d24-8f6b-2c4d6e8f0a05",
            "title": "Atelier de bricolage",
            "fields": {"sector": "bricolage"},
        }
    ]
}
TRAINING: Final[Example] = {
    "title": "Modélisme et patronage",
    "provider_name": "Centre de formation (inventé)",
    "description": "Six mois, du dessin du patron au prototype.",
    "skills": ["patronage", "coupe"],
    "town": "Rabat",
    "starts_on": "2027-02-01",
    "expires_on": "2027-01-20",
    "places": 15,
    "required_languages": {"fr": "basic"},
}
MENTOR: Final[Example] = {
    "title": "Maîtresse couturière",
    "provider_name": "Association de quartier (inventée)",
    "description": "Accompagne deux personnes dans leurs débuts.",
    "skills": ["couture traditionnelle"],
    "town": "Salé",
    "places": 2,
}
OPPORTUNITY_OUT: Final[Example] = {
    "id": _OPENING_ID,
    "version": 1,
    "updated_at": _MOMENT,
    "kind": "opening",
    "title": "Couturier / couturière",
    "description": "Atelier de confection à Salé : montage de pièces sur machine industrielle.",
    "skills": ["couture industrielle", "retouches"],
    "company_id": _COMPANY_ID,
    "provider_name": "Atelier Al Amal (inventé)",
    "sector": "artisanat",
    "town": _TOWN,
    "starts_on": "2027-01-04",
    "expires_on": "2027-03-31",
    "places": 2,
    "schedule": [{"weekday": 0, "start": "08:00", "end": "17:00"}],
    "weekly_hours": 44,
    "contract": "cdd",
    "required_languages": {"ar": "spoken"},
    "required_licences": [],
    "required_certificates": [],
    "legal_minimum_age": None,
    "demands": ["prolonged-standing"],
    "asks_record_extract": False,
    "cost_mad": None,
    "kit": [],
    "working_capital_mad": None,
    "permits": [],
    "space": None,
    "co_funding": [],
    "isco": "",
    "rome": "",
    "title_ar": "",
    "title_en": "",
    "aliases": [],
    "to_review": {},
}
_REMOVED: Final[Example] = {
    "field": "/statements/0/text",
    "kinds": [{"code": "phone", "text": "numéro de téléphone"}],
}
WRITTEN: Final[Example] = {"id": _PERSON_ID, "version": 1, "removed": [_REMOVED]}
SHORTLIST_QUESTION: Final[list[JsonValue]] = [
    {"profile_id": _PERSON_ID, "kind": "opening", "limit": 5},
    {
        "profile": {"statements": [{"kind": "skill", "text": "soudure à l'arc"}], "home": "Safi"},
        "kind": "opening",
        "filters": {"regions": ["Marrakech-Safi"], "contracts": ["cdi"]},
    },
]
PEOPLE_QUESTION: Final[Example] = {"opening_id": _OPENING_ID, "limit": 5}
_PROPOSAL: Final[Example] = {
    "rank": 1,
    "profile_id": _PERSON_ID,
    "opportunity_id": _OPENING_ID,
    "title": "Couturier / couturière",
    "provider": "Atelier Al Amal (inventé)",
    "score": 0.71,
    "confidence": {"code": "high", "text": "Confiance élevée"},
    "reasons": [
        {
            "code": "skills-covered",
            "text": "2 compétences demandées sur 2",
            "is_for": True,
            "feature": "coverage",
            "numbers": {"covered": 2.0, "required": 2.0},
        }
    ],
    "evidence": [
        {
            "requirement": "retouches",
            "statement": "couture sur machine industrielle, retouches",
            "statement_kind": {"code": "skill", "text": "Compétence"},
            "how": {"code": "spelling", "text": "Presque les mêmes mots"},
            "strength": 0.8,
        }
    ],
    "gaps": [],
    "to_ask": [],
    "to_confirm": [],
    "distance_km": 0.0,
    "terms": [
        {
            "code": "coverage",
            "text": "Compétences demandées couvertes",
            "value": 1.0,
            "weight": 0.71,
            "points": 0.71,
        }
    ],
}
_TOO_FAR: Final[Example] = {"code": "too-far", "text": "Trop loin du domicile"}
SHORTLIST_OUT: Final[Example] = {
    "id": _SHORTLIST_ID,
    "made_at": _MOMENT,
    "direction": "opportunities",
    "subject_id": _PERSON_ID,
    "kind": "opening",
    "release_id": "2026-11-first",
    "records_behind": 0,
    "proposals": [_PROPOSAL],
    "considered": 220,
    "allowed": 37,
    "excluded": [{**_TOO_FAR, "count": 171}],
    "nearest_excluded": [
        {
            "profile_id": _PERSON_ID,
            "opportunity_id": "5e0c8a64-2b1d-5f7e-9a3c-6d8f1b0e4c05",
            "title": "Retoucheur / retoucheuse",
            "refusals": [_TOO_FAR],
        }
    ],
    "to_ask": [{"code": "certificates", "text": "Certificats"}],
    "unmatched": [],
    "cause": None,
    "removed": [],
}
WHY_NOT_OUT: Final[Example] = {
    "profile_id": _PERSON_ID,
    "opportunity_id": _OPENING_ID,
    "release_id": "2026-11-first",
    "refusals": [_TOO_FAR],
    "proposal": None,
}
FEEDBACK: Final[Example] = {
    "profile_id": _PERSON_ID,
    "opportunity_id": _OPENING_ID,
    "shortlist_id": _SHORTLIST_ID,
    "answer": "declined-by-person",
    "reason": "too-far",
}
FEEDBACK_OUT: Final[Example] = {
    "id": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c06",
    **FEEDBACK,
    "given_at": _MOMENT,
}
OUTCOME: Final[Example] = {
    "profile_id": _PERSON_ID,
    "opportunity_id": _OPENING_ID,
    "kind": "hired",
    "happened_on": "2026-11-18",
}
OUTCOME_OUT: Final[Example] = {
    "id": "2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d07",
    **OUTCOME,
    "noted_at": _MOMENT,
}
ERASED: Final[Example] = {
    "versions": 3,
    "identities": 1,
    "groups": 1,
    "vectors": 4,
    "shortlists": 2,
    "redacted_shortlists": 1,
    "events": 5,
}
IMPORT_OUT: Final[Example] = {
    "import_id": "3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e08",
    "kind": "profile",
    "dry_run": False,
    "accepted": 332,
    "created": 330,
    "changed": 1,
    "unchanged": 1,
    "rejected": [
        {
            "line": 12,
            "column": "Disponible le",
            "code": "not-a-date",
            "message": "Donnez une date comme 2026-09-01.",
            "params": {},
            "shown": "",
        }
    ],
    "remarks": [],
    "ignored_columns": [],
}
PROBLEM: Final[Example] = {
    "type": "urn:jisr:problem:invalid-request",
    "title": "Demande à corriger",
    "status": 422,
    "detail": "À corriger : 1 point, dans la liste ci-dessous.",
    "instance": "/api/v1/profiles",
    "code": "invalid-request",
    "params": {"count": 1},
    "errors": [
        {
            "pointer": "/home",
            "code": "unknown-place",
            "detail": "Aucune région, province ou commune du Maroc ne porte ce nom.",
            "params": {},
            "suggestions": ["Inezgane"],
        }
    ],
}
HEALTH: Final[Example] = {
    "state": "ready",
    "release_id": "2026-11-first",
    "refused_release_id": None,
    "problems": [],
}
VOCABULARY: Final[Example] = {
    "lists": {"refusal": [_TOO_FAR]},
    "regions": [
        {"code": "MA-04", "name_fr": "Rabat-Salé-Kénitra", "name_ar": "الرباط-سلا-القنيطرة"}
    ],
}
