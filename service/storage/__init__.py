"""The only room with SQL: records in, records out."""

from service.storage.documents import Record
from service.storage.engines import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
)
from service.storage.erasure import Erased
from service.storage.events import AlreadyAnswered
from service.storage.idempotency import IdempotencyKeyBusy, IdempotencyKeyReused, StoredResponse
from service.storage.imports import ImportedFile
from service.storage.people import Identity, ReferenceTaken
from service.storage.records import NoSuchRecord, RecordChanged, Removed, Stored
from service.storage.shortlists import NoSuchShortlist, ShownLine, ShownShortlist
from service.storage.storage import Storage, Work
from service.storage.tokens import NoSuchToken, Token
from service.storage.versions import Put

__all__ = [
    "AlreadyAnswered",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseMissing",
    "DatabaseOutdated",
    "Erased",
    "IdempotencyKeyBusy",
    "IdempotencyKeyReused",
    "Identity",
    "ImportedFile",
    "NoSuchRecord",
    "NoSuchShortlist",
    "NoSuchToken",
    "Put",
    "Record",
    "RecordChanged",
    "ReferenceTaken",
    "Removed",
    "ShownLine",
    "ShownShortlist",
    "Storage",
    "Stored",
    "StoredResponse",
    "Token",
    "Work",
]
