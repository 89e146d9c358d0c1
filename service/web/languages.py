"""The language of a page: chosen once, kept in a cookie, else what the browser prefers."""

from collections.abc import Mapping
from typing import Final

from fastapi import Request

from service.wording import Language, language_asked

COOKIE: Final = "langue"
DIRECTIONS: Final[Mapping[Language, str]] = {
    Language.FRENCH: "ltr",
    Language.ARABIC: "rtl",
    Language.ENGLISH: "ltr",
}
OWN_NAMES: Final[Mapping[Language, str]] = {
    Language.FRENCH: "Français",
    Language.ARABIC: "العربية",
    Language.ENGLISH: "English",
}
"""How each language names itself."""


def page_language(request: Request) -> Language:
    """The language the reader chose; else the one their browser prefers; else French."""
    chosen = request.cookies.get(COOKIE)
    if chosen in set(Language):
        return Language(chosen)
    return language_asked(request.headers.get("accept-language"))
