"""Towns, sectors and genders as a document names them, in its language."""

import csv
from functools import cache

from matching.errors import NotFound, UnknownPlace
from matching.geography import Gazetteer
from service.reference import sectors_path
from service.wording import Language
from service.wording.printed import GENDERS, NOT_KNOWN


def town_name(code: str | None, language: Language) -> str:
    """The name of a town by its code."""
    if not code:
        return NOT_KNOWN.text(language)
    try:
        town = _gazetteer().town(code)
    except (KeyError, NotFound, UnknownPlace):
        # A town of a file that was read with another gazetteer.
        return code
    return town.name_ar if language is Language.ARABIC else town.name_fr


def region_name(code: str, language: Language) -> str:
    """The name of a region by its code."""
    named = {one.code: one for one in _gazetteer().regions}
    found = named.get(code)
    if found is None:
        return code
    return found.name_ar if language is Language.ARABIC else found.name_fr


def sector_name(code: str | None, language: Language) -> str:
    """The name of a sector by its code."""
    found = _sectors().get(code or "")
    return found[language.value] if found else NOT_KNOWN.text(language)


def sector_codes() -> tuple[str, ...]:
    """The codes of the sectors, in the order in which they are listed."""
    return tuple(_sectors())


def gender_name(code: str | None, language: Language) -> str:
    """The name of a gender by its code, in the plural."""
    return GENDERS.get(code or "", NOT_KNOWN).text(language)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def _sectors() -> dict[str, dict[str, str]]:
    with sectors_path().open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}
