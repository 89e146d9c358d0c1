"""What leaves the institution on paper says nothing about anybody's past."""

from matching.errors import InvalidInput
from service.intake.scrub import RemovedKind, scrub
from service.intake.telling import hints_at_a_past
from service.printing.documents import Document, texts_of


class PastInDocument(InvalidInput):
    """A text of the document would reveal a past; it is not made."""

    code = "past-in-document"


def tells_of_a_past(text: str) -> bool:
    """Whether a text in French, Arabic, English or Darija would reveal one."""
    return RemovedKind.DETENTION in scrub(text).removed


def may_leave(text: str) -> bool:
    """Whether words of a person may be put before a company.

    They must tell neither of a past, nor of an illness, nor who the person is.
    """
    return not scrub(text).removed and not hints_at_a_past(text)


def check_can_leave(document: Document) -> None:
    """Check that no text of a document reveals a past.

    Raises:
        PastInDocument: with the number of texts that would.
    """
    found = sum(tells_of_a_past(text) for text in texts_of(document))
    if found:
        raise PastInDocument(count=found)
