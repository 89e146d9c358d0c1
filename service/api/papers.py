"""Documents as answers: a PDF, a page or a workbook, as the asker prefers."""

from typing import Annotated, Any, Final

from fastapi import Header, Response

from service.printing import workbook
from service.printing.documents import Document
from service.printing.papers import STRICT, Paper, paper_bytes, paper_headers

__all__ = ["ANSWERS", "STRICT", "Accepted", "Paper", "paper_asked", "paper_response"]

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
    content, media_type = paper_bytes(document, paper)
    headers = paper_headers(document, paper, name, "Accept, Accept-Language")
    return Response(content, media_type=media_type, headers=headers)
