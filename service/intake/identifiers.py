"""References of a file to ids: the same reference gives the same id, today and next year."""

import re
import unicodedata
from uuid import UUID, uuid5

from matching.vocabulary import RecordKind
from service.intake.cells import Fault, InvalidCell, ascii_digits

_NAMESPACE = UUID("6f1d3c52-6a35-5d0b-9c1e-0f6c6a6a6973")
"""Fixed for ever: another value would make every known record a new one."""
_NATIONAL_ID = re.compile(r"[A-Z]{1,2}[ .-]?[1-9]\d{4,5}", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00)?[\d .()-]{9,}")


def id_of(kind: RecordKind, reference: str) -> str:
    """The id of the record that a file calls `reference`.

    A UUID is kept. Otherwise case, spaces and Unicode forms do not matter: "demo-p-001 " and
    "DEMO-P-001" are one person.
    """
    try:
        return str(UUID(reference.strip()))
    except ValueError:
        name = " ".join(unicodedata.normalize("NFKC", reference).casefold().split())
        return str(uuid5(_NAMESPACE, f"{kind}:{name}"))


def body_id_of(name: str) -> str:
    """The id of a body that offers a training or mentors, known by its name only."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return str(uuid5(_NAMESPACE, f"body:{folded}"))


def looks_like_national_id(text: str) -> bool:
    """Whether a text has the form of an identity card number: "BK123456", "J 45678".

    Numbers padded with zeros ("P00012") are file references: no card starts that way.
    """
    return _NATIONAL_ID.fullmatch(ascii_digits(text.strip())) is not None


def check_is_impersonal(reference: str) -> None:
    """Refuse a reference that would tell who the person is.

    Raises:
        InvalidCell: PERSONAL_REFERENCE.
    """
    digits = ascii_digits(reference)
    is_phone = _PHONE.fullmatch(digits) and sum(map(str.isdigit, digits)) >= 9
    if "@" in reference or is_phone or looks_like_national_id(reference):
        raise InvalidCell(Fault.PERSONAL_REFERENCE)
