"""What pages about people and offers write coded things with, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from matching.geography import Town
from matching.proposals import Reason, Shortlist
from matching.vocabulary import Refusal
from service.actions.browsing import Somebody
from service.actions.spoken import region_name, sector_name
from service.web.languages import page_language
from service.wording import Language, reason_text

_SHORT = 8


def words(request: Request) -> dict[str, Any]:
    """Names of towns, regions, sectors and people, and reasons as sentences."""
    language = page_language(request)
    return {
        "town": lambda town: _town(town, language),
        "region": lambda code: region_name(code, language),
        "sector": lambda code: sector_name(code, language),
        "said": lambda reason: _said(reason, language),
        "called": called,
    }


def called(somebody: Somebody) -> str:
    """How a person is called on a page: their reference, else the first part of their id."""
    return somebody.reference or somebody.profile.id[:_SHORT]


def refusals_by_count(shortlist: Shortlist) -> list[tuple[Refusal, int]]:
    """Why lines were kept out, the most frequent reason first."""
    return by_count(shortlist.excluded)


def by_count(excluded: Mapping[Refusal, int]) -> list[tuple[Refusal, int]]:
    """Reasons with their counts, the most frequent first."""
    return sorted(excluded.items(), key=lambda item: -item[1])


def _town(town: Town, language: Language) -> str:
    return town.name_ar if language is Language.ARABIC else town.name_fr


def _said(reason: Reason, language: Language) -> str:
    text = reason_text(reason, language)
    return text[:1].upper() + text[1:]
