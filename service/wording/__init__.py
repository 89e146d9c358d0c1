"""Every text that belongs to a code, in French, Arabic and English."""

from enum import StrEnum

from matching.vocabulary import Refusal
from service.wording.errors import error_text
from service.wording.faults import fault_text, is_fault, remark_text, removed_text
from service.wording.languages import Language, date_text, language_asked, number_text
from service.wording.reasons import REFUSALS, reason_text, refusal_text
from service.wording.vocabulary import LABELS

__all__ = [
    "LABELS",
    "Language",
    "date_text",
    "error_text",
    "fault_text",
    "is_fault",
    "label",
    "language_asked",
    "number_text",
    "reason_text",
    "refusal_text",
    "remark_text",
    "removed_text",
]


def label(word: StrEnum, language: Language) -> str:
    """The name of one word of a closed list, as a person reads it.

    Raises:
        KeyError: the list is not one that people read; a defect on our side.
    """
    if isinstance(word, Refusal):
        return REFUSALS[word].text(language)
    return LABELS[type(word)][word].text(language)
