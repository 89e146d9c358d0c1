"""Audit-only attributes of a person: read apart, kept apart, never seen by matching.

They exist so that the laboratory can ask whether every group is served as well as the others.
"""

from matching.spelling import fold
from service.intake.cells import Fault, InvalidCell, folded_words, known_text
from service.intake.tables import RawCell

Names = tuple[tuple[str, frozenset[str]], ...]

GENDERS: Names = (
    ("female", folded_words("f|femme|female|feminin|féminin|woman|أنثى|امرأة")),
    ("male", folded_words("h|m|homme|male|masculin|man|ذكر|رجل")),
    ("other", folded_words("autre|other|آخر")),
)
AGE_BANDS: Names = (
    ("18-24", folded_words("18-24|18 à 24|18-24 ans|18 24 ans")),
    ("25-34", folded_words("25-34|25 à 34|25-34 ans")),
    ("35-49", folded_words("35-49|35 à 49|35-49 ans")),
    ("50+", folded_words("50+|50 et plus|50 ans et plus|plus de 50 ans|over 50")),
)
EDUCATION: Names = (
    ("none", folded_words("sans|aucun|none|jamais scolarisé|بدون|لا شيء|non scolarisé")),
    ("primary", folded_words("primaire|primary|ابتدائي|الابتدائي")),
    ("lower-secondary", folded_words("collège|college|lower secondary|إعدادي|الإعدادي")),
    ("upper-secondary", folded_words("lycée|lycee|upper secondary|ثانوي|الثانوي")),
    (
        "baccalaureate",
        folded_words("bac|baccalauréat|baccalaureate|الباكالوريا|باكالوريا"),
    ),
    (
        "vocational",
        folded_words("formation professionnelle|professionnelle|vocational|تكوين مهني|ofppt"),
    ),
    ("higher", folded_words("supérieur|universitaire|université|higher|جامعي|التعليم العالي")),
)


def gender_of(cell: RawCell) -> str | None:
    """The code of GENDERS, None when not stated."""
    return _code(GENDERS, cell)


def age_band_of(cell: RawCell) -> str | None:
    """The code of AGE_BANDS, None when not stated; an age or a date of birth is not accepted."""
    return _code(AGE_BANDS, cell)


def education_of(cell: RawCell) -> str | None:
    """The code of EDUCATION, None when not stated."""
    return _code(EDUCATION, cell)


def _code(names: Names, cell: RawCell) -> str | None:
    text = known_text(cell)
    if text is None:
        return None
    for code, accepted in names:
        if fold(text) in accepted or text == code:
            return code
    raise InvalidCell(Fault.NOT_IN_LIST, expected=", ".join(code for code, _ in names))
