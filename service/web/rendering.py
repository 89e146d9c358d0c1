"""From a template to a page in the reader's language."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.actions.spoken import region_name
from service.actions.suspending import suspensions_met
from service.doors import doors_of
from service.storage import Suspension
from service.web.languages import DIRECTIONS, OWN_NAMES, page_language
from service.web.navigation import entries
from service.web.signing import csrf_of, signed_of
from service.wording import LABELS, Language, date_text, label, number_text

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere."""
_PLURALS: Final = {
    Language.ARABIC: "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :"
    " n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}
"""Of Arabic as CLDR has it, and as gettext numbers it: the fifth form is that of 11 to 99. Babel
gives that form to 100 to 102."""
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Vary": "Accept-Language, Cookie, HX-Request",
}


def page(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HTMLResponse:
    """Render a page.

    Args:
        request: Who asks, and in which language.
        template: Name of a file in `templates/`.
        context: What it shows.
        status: Of the answer.

    Raises:
        jinja2.UndefinedError: the template names something it was not given; a defect.
    """
    language = page_language(request)
    signed = signed_of(request)
    shown = {
        "request": request,
        "path": request.url.path,
        "language": language,
        "direction": DIRECTIONS[language],
        "languages": list(Language),
        "own_names": OWN_NAMES,
        "signed": signed,
        "csrf": csrf_of(request),
        "entries": [] if signed is None else entries(signed.caller, request.url.path),
        **formats(language),
        "suspended": lambda: suspended_for(request),
        "region_called": lambda code: region_name(code, language),
        **(context or {}),
    }
    text = _environment(language).get_template(template).render(shown)
    headers = {"Content-Language": language.value, **_HEADERS}
    return HTMLResponse(text, status_code=status, headers=headers)


def suspended_for(request: Request) -> list[Suspension]:
    """Where nothing may be recommended, as far as whoever is signed in may meet it."""
    signed = signed_of(request)
    if signed is None:
        return []
    return suspensions_met(doors_of(request).storage, caller=signed.caller)


def formats(language: Language) -> dict[str, Any]:
    """What templates write numbers, days and coded words with."""
    return {
        "number": lambda value, decimals=0: number_text(value, language, decimals),
        "day": lambda day: date_text(_date(day), language),
        "word": lambda coded: label(coded, language),
        "labels": LABELS,
    }


def translations(language: Language) -> NullTranslations:
    """The catalogues of a language; French is what templates are written in."""
    if language is Language.FRENCH:
        return NullTranslations()
    together = Catalog(locale=language.value)
    for path in catalogue_paths(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.value):
                together[message.id] = message
    if language in _PLURALS:
        together.mime_headers = [("Plural-Forms", _PLURALS[language])]
    compiled = io.BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return Translations(compiled)


def catalogue_paths(language: Language) -> list[Path]:
    """The catalogues of a language: one for each family of pages."""
    folder = Path(str(resources.files("service") / "locale")) / language.value
    return sorted(folder.glob("*.po"))


def templates_folder() -> Path:
    """Where the templates are kept."""
    return Path(str(resources.files("service") / "web" / "templates"))


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(language)
    # The extension adds this method to the environment when it is loaded.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )
    return environment


def _date(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
