"""Documents as answers: a PDF, a page or a workbook, as the asker prefers."""

from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Header, Response

from service.printing import page, pdf, workbook
from service.printing.documents import Document

STRICT: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""A page of ours loads nothing; its style is written in it."""


class Paper(StrEnum):
    """The printed forms of a document, by the extension of their files."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


_JSON: Final = "application/json"
_TYPES: Final = {
    "application/pdf": Paper.PDF,
    "text/html": Paper.HTML,
    workbook.MEDIA_TYPE: Paper.XLSX,
}


_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": dict.fromkeys(_TYPES, _BINARY)}}
"""What the API's document says of a route that answers with these forms."""


Accepted = Annotated[str | None, Header(alias="Accept", include_in_schema=False)]
"""The header by which a printed form may be asked for."""


def paper_asked(accept: str | None) -> Paper | None:
    """The printed form that an `Accept` header names first; None when JSON comes before any."""
    for part in (accept or "").split(","):
        kind = part.split(";")[0].strip().lower()
        if kind in _TYPES or kind == _JSON:
            return _TYPES.get(kind)
    return None


def paper_response(document: Document, paper: Paper, name: str) -> Response:
    """A document in one of its forms.

    Args:
        document: What it says.
        paper: PDF, page or workbook.
        name: Of the file, without extension; ASCII, and nothing about a person.
    """
    headers = {
        "Content-Disposition": f'inline; filename="{name}.{paper.value}"',
        "Content-Language": document.language.value,
        "Vary": "Accept, Accept-Language",
    }
    if paper is Paper.PDF:
        return Response(pdf.pdf_bytes(document), media_type=pdf.MEDIA_TYPE, headers=headers)
    if paper is Paper.XLSX:
        content = workbook.xlsx_bytes(document)
        return Response(content, media_type=workbook.MEDIA_TYPE, headers=headers)
    headers["Content-Security-Policy"] = STRICT
    return Response(page.html_text(document), media_type=page.MEDIA_TYPE, headers=headers)
