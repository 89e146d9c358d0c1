"""Examples of blind grading: invented, and accepted by the shapes they show."""

from typing import Any, Final

Example = dict[str, Any]

_GRADING_ID: Final = "4d5e6f7a-8b9c-4d0e-9f1a-3b4c5d6e7f09"
_PAIR_ID: Final = "5e6f7a8b-9c0d-4e1f-8a2b-4c5d6e7f8a10"

GRADING: Final[Example] = {"kind": "opening", "people": 25, "depth": 5, "seed": 1}
GRADING_OUT: Final[Example] = {
    "id": _GRADING_ID,
    "made_at": "2026-11-20T09:30:00Z",
    "kind": "opening",
    "release_id": "2026-11-first",
    "pairs": 312,
    "once": 12,
    "agreed": 240,
    "disputed": 40,
    "settled": 20,
}
GRADINGS_OUT: Final[Example] = {"items": [GRADING_OUT]}
CASE_OUT: Final[Example] = {
    "grading_id": _GRADING_ID,
    "pair_id": _PAIR_ID,
    "position": 17,
    "person": ["Compétence : couture sur machine industrielle", "Habite à : Salé"],
    "proposal": ["Couturier / couturière", "Demandé : couture industrielle, retouches"],
    "grades": [
        {
            "grade": 0,
            "text": "0 – ne convient pas : le métier n’est pas le sien, ou une limite l’empêche",
        }
    ],
}
GRADE: Final[Example] = {"grade": 2}
GRADE_OUT: Final[Example] = {
    "pair_id": _PAIR_ID,
    "grade": 2,
    "given_at": "2026-11-20T09:30:00Z",
}
