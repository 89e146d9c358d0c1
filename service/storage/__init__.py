"""The only room with SQL: records in, records out."""

from service.storage.assignments import KeptAssignment, NoSuchAssignment
from service.storage.conventions import NoSuchConvention
from service.storage.documents import Record
from service.storage.engines import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
)
from service.storage.erasure import Erased
from service.storage.events import AlreadyAnswered
from service.storage.hand_overs import HandedOver, NoSuchHandOver
from service.storage.idempotency import IdempotencyKeyBusy, IdempotencyKeyReused, StoredResponse
from service.storage.imports import ImportedFile
from service.storage.life_plans import AlreadySigned, Income, NoSuchPlan, PlanVersion, Signature
from service.storage.people import Identity, ReferenceTaken
from service.storage.records import NoSuchRecord, RecordChanged, Removed, Stored
from service.storage.shortlists import NoSuchShortlist, ShownLine, ShownShortlist
from service.storage.storage import Storage, Work
from service.storage.tokens import NoSuchToken, Token
from service.storage.versions import Put

__all__ = [
    "AlreadyAnswered",
    "AlreadySigned",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseMissing",
    "DatabaseOutdated",
    "Erased",
    "HandedOver",
    "IdempotencyKeyBusy",
    "IdempotencyKeyReused",
    "Identity",
    "ImportedFile",
    "Income",
    "KeptAssignment",
    "NoSuchAssignment",
    "NoSuchConvention",
    "NoSuchHandOver",
    "NoSuchPlan",
    "NoSuchRecord",
    "NoSuchShortlist",
    "NoSuchToken",
    "PlanVersion",
    "Put",
    "Record",
    "RecordChanged",
    "ReferenceTaken",
    "Removed",
    "ShownLine",
    "ShownShortlist",
    "Signature",
    "Storage",
    "Stored",
    "StoredResponse",
    "Token",
    "Work",
]
