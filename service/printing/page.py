"""A document as one HTML page that prints as it reads; it loads nothing from anywhere."""

from functools import cache
from typing import TYPE_CHECKING, Final

from service.printing.documents import Document, cell_text, is_number
from service.wording.languages import Language

if TYPE_CHECKING:
    from jinja2 import Template

MEDIA_TYPE: Final = "text/html; charset=utf-8"


def html_text(document: Document) -> str:
    """The page; every text in it is escaped."""
    language = document.language
    return _template().render(
        document=document,
        direction="rtl" if language is Language.ARABIC else "ltr",
        written=lambda cell: cell_text(cell, language),
        is_number=is_number,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("service.printing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("document.html")
