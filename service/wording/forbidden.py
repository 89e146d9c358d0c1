"""Which forbidden information a file holds, and where: what the officer must take out."""

from collections.abc import Mapping
from typing import Final

from matching.errors import Param
from service.wording.languages import Language, Message
from service.wording.templates import filled

FORBIDDEN: Final[Mapping[str, Message]] = {
    "offence": Message("une infraction", "جريمة أو مخالفة", "an offence"),
    "sentence": Message("une peine ou une détention", "عقوبة أو اعتقال", "a sentence or detention"),
    "prison-number": Message("un numéro d’écrou", "رقم الاعتقال", "a prison number"),
    "establishment": Message("un établissement", "مؤسسة سجنية", "an establishment"),
    "record": Message("le casier ou la récidive", "السوابق أو العود", "a record or reoffending"),
    "national-id": Message(
        "un numéro d’identité", "رقم بطاقة التعريف الوطنية", "an identity number"
    ),
    "health": Message("la santé", "الصحة", "health"),
    "origin": Message("l’origine ou la nationalité", "الأصل أو الجنسية", "origin or nationality"),
    "belief": Message("la religion ou les opinions", "الدين أو الآراء", "religion or opinions"),
    "biometric": Message("une donnée biométrique", "معطى بيومتري", "biometric data"),
}
"""Kinds of `service.intake.forbidden`, by their code."""

_COLUMN: Final = Message(
    "Colonne n° {number} : {why}.", "العمود رقم {number}: {why}.", "Column {number}: {why}."
)
_ITEM: Final = Message(
    "Élément n° {number} : {why}.", "العنصر رقم {number}: {why}.", "Item {number}: {why}."
)


def place_of(params: Mapping[str, Param], language: Language) -> str:
    """Where a file holds what, as a sentence; empty when the parameters do not say."""
    message = _COLUMN if "column" in params else _ITEM
    number, why = params.get("column", params.get("item")), FORBIDDEN.get(str(params.get("why")))
    if number is None or why is None:
        return ""
    return filled(message, {"number": number, "why": why.text(language)}, language)
