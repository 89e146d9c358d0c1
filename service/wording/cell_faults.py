"""What is wrong with a cell, for whoever fills a spreadsheet: the words and forms a cell takes."""

from collections.abc import Mapping
from typing import Final

from matching.errors import Param
from matching.vocabulary import LanguageCode
from service.wording.cells import CELL_WORDS
from service.wording.faults import fault_text
from service.wording.languages import Language, Message
from service.wording.templates import filled
from service.wording.vocabulary import LABELS

_IN_CELLS: Final[Mapping[str, Message]] = {
    "not-a-date": Message(
        "Donnez une date comme 15/03/2026.",
        "أدخلوا تاريخا مثل 15/03/2026.",
        "Give a date like 15/03/2026.",
    ),
    "not-a-yes-or-no": Message(
        "Répondez par oui ou non.", "أجيبوا بنعم أو لا.", "Answer yes or no."
    ),
    "field-missing": Message(
        "Cette case est obligatoire.", "هذه الخانة إجبارية.", "This cell is required."
    ),
    "unknown-place": Message(
        "Aucune région, province ou commune du Maroc ne porte ce nom. Vérifiez l’orthographe, ou"
        " prenez la ville la plus proche.",
        "لا توجد جهة أو إقليم أو جماعة بالمغرب بهذا الاسم. تحققوا من الكتابة أو اختاروا أقرب"
        " مدينة.",
        "No region, province or commune of Morocco has this name. Check the spelling, or take the"
        " nearest town.",
    ),
    "duplicate-reference": Message(
        "Cette référence est déjà à la ligne {first_line}. Gardez une seule des deux lignes, ou"
        " donnez à chacune sa référence.",
        "هذا المرجع موجود في السطر {first_line}. احتفظوا بأحد السطرين أو أعطوا لكل منهما مرجعه.",
        "This reference is already on line {first_line}. Keep one of the two lines, or give each"
        " its own reference.",
    ),
    "broken-cell": Message(
        "La case affiche une erreur, ou une formule jamais calculée. Écrivez-y la valeur"
        " elle-même.",
        "الخانة تعرض خطأ أو صيغة لم تُحسب. اكتبوا فيها القيمة نفسها.",
        "The cell shows an error, or a formula that was never calculated. Write the value itself"
        " into it.",
    ),
}
"""Where a form and a cell are told different things."""
_GROUP_WORDS: Final[Mapping[str, str]] = {
    "female": "femme",
    "male": "homme",
    "other": "autre",
    "none": "sans",
    "primary": "primaire",
    "lower-secondary": "collège",
    "upper-secondary": "lycée",
    "baccalaureate": "bac",
    "vocational": "formation professionnelle",
    "higher": "supérieur",
}
_ISOLATED: Final = "\u2068{}\u2069"
"""Keeps a word of the other direction in its place within a sentence."""


def cell_text(code: str, params: Mapping[str, Param], language: Language) -> str:
    """Say what is wrong with one cell, and what to write instead."""
    expected = params.get("expected")
    if isinstance(expected, str):
        words = [_word(one, language) for one in expected.split(", ")]
        comma = "، " if language is Language.ARABIC else ", "
        params = {**params, "expected": comma.join(words)}
    if code in _IN_CELLS:
        return filled(_IN_CELLS[code], params, language)
    return fault_text(code, params, language)


def _word(code: str, language: Language) -> str:
    """A word of a closed list as a cell takes it; most are taken in French only."""
    if code in set(LanguageCode):
        return LABELS[LanguageCode][LanguageCode(code)].text(language).lower()
    word = CELL_WORDS.get(code, _GROUP_WORDS.get(code, code))  # type: ignore[call-overload]
    return _ISOLATED.format(word) if language is Language.ARABIC else word
