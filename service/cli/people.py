"""People and opportunities named on a command line: by id, or by the reference of their file."""

from typing import TYPE_CHECKING
from uuid import UUID

from matching.vocabulary import OpportunityKind, RecordKind

if TYPE_CHECKING:
    from service.storage import Storage


def profile_id_of(storage: "Storage", person: str) -> str:
    """The id of a person.

    Raises:
        NoSuchRecord: no file has that reference. An id is not looked up here.
    """
    from service.storage import NoSuchRecord

    try:
        return str(UUID(person))
    except ValueError:
        pass
    with storage.read(identity=True) as work:
        found = work.identities.find(person)
    if found is None:
        raise NoSuchRecord(kind=RecordKind.PROFILE)
    return found


def opportunity_id_of(storage: "Storage", opportunity: str) -> str:
    """The id of an opportunity, whatever its kind.

    Raises:
        NoSuchRecord: no file has that reference. An id is not looked up here.
    """
    from service.intake.identifiers import id_of
    from service.storage import NoSuchRecord

    try:
        return str(UUID(opportunity))
    except ValueError:
        pass
    with storage.read() as work:
        for kind in OpportunityKind:
            record = RecordKind(kind.value)
            named = id_of(record, opportunity)
            if work.records.get_many(record, [named]):
                return named
    raise NoSuchRecord(kind=RecordKind.OPENING)
