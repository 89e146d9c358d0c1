"""Documents that a command writes, in the form that the name of the file asks for."""

from pathlib import Path
from typing import TYPE_CHECKING

from service.cli.files import save
from service.cli.terminal import Terminal
from service.wording import plan_commands as words

if TYPE_CHECKING:
    from service.printing.documents import Document

FORMS = (".pdf", ".html", ".xlsx")


def check_form(terminal: Terminal, out: Path | None) -> None:
    """Check that a file may be written, before any work is done for it.

    Raises:
        typer.Exit: its extension is none of a document.
    """
    if out is not None and out.suffix.lower() not in FORMS:
        raise terminal.refused("unknown-form", words.FORM_UNKNOWN)


def save_document(
    terminal: Terminal, document: "Document", out: Path, *, private: bool = False
) -> None:
    """Write a document; `private`: only the owner of the file may read it."""
    save(terminal, out, _bytes(document, out.suffix.lower()), private=private)


def _bytes(document: "Document", form: str) -> bytes:
    from service.printing import page, pdf, workbook

    if form == ".pdf":
        return pdf.pdf_bytes(document)
    return workbook.xlsx_bytes(document) if form == ".xlsx" else page.html_text(document).encode()
