"""The forms in which a document leaves: a PDF, a page, a workbook."""

from enum import StrEnum
from typing import Final

from service.printing import page, pdf, workbook
from service.printing.documents import Document

STRICT: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Policy of a page of ours that stands alone: it loads nothing; its style is written in it."""


class Paper(StrEnum):
    """The printed forms of a document, by the extension of their files."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


def paper_bytes(document: Document, paper: Paper) -> tuple[bytes, str]:
    """A document in one of its forms, with the media type of that form."""
    if paper is Paper.PDF:
        return pdf.pdf_bytes(document), pdf.MEDIA_TYPE
    if paper is Paper.XLSX:
        return workbook.xlsx_bytes(document), workbook.MEDIA_TYPE
    return page.html_text(document).encode(), page.MEDIA_TYPE


def paper_headers(document: Document, paper: Paper, name: str, varies: str) -> dict[str, str]:
    """What goes with the answer.

    Args:
        document: What it says.
        paper: PDF, page or workbook.
        name: Of the file, without extension; ASCII, and nothing about a person.
        varies: The headers of the request that the answer depends on.
    """
    headers = {
        "Content-Disposition": f'inline; filename="{name}.{paper.value}"',
        "Content-Language": document.language.value,
        "Vary": varies,
    }
    if paper is Paper.HTML:
        headers["Content-Security-Policy"] = STRICT
    return headers
