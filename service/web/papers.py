"""Documents on pages: the file that a link of a page leads to."""

from fastapi import Response

from service.printing.documents import Document
from service.printing.papers import Paper, paper_bytes, paper_headers


def paper_response(document: Document, paper: Paper, name: str) -> Response:
    """A document in one of its forms, in the language of the page.

    Args:
        document: What it says.
        paper: PDF, page or workbook.
        name: Of the file, without extension; ASCII, and nothing about a person.
    """
    content, media_type = paper_bytes(document, paper)
    headers = paper_headers(document, paper, name, "Accept-Language, Cookie")
    return Response(content, media_type=media_type, headers=headers)
