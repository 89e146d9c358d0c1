"""What the counsellor's pages write money, activities and advice with, in the reader's language."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fastapi import Request

from matching.records import Opportunity
from service.web.languages import page_language
from service.web.showing import words
from service.wording import Language
from service.wording.money import amount_text, count_text


def counsel_words(request: Request) -> dict[str, Any]:
    """The words of every page, and those of money and activities."""
    language = page_language(request)
    return words(request) | {
        "whole": lambda amount: whole_dirhams(amount, language),
        "amount": lambda amount: amount_text(Decimal(amount), language),
        "named": lambda activity: activity_name(activity, language),
        "hundred": lambda level: count_text(round(100 * level), language),
    }


def whole_dirhams(amount: Decimal | float, language: Language) -> str:
    """An amount without its centimes: an estimate has none to tell."""
    rounded = Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP)
    return count_text(int(rounded), language)


def activity_name(activity: Opportunity, language: Language) -> str:
    """The title of an activity in the reader's language, where it has one."""
    titles = {Language.ARABIC: activity.title_ar, Language.ENGLISH: activity.title_en}
    return titles.get(language) or activity.title
