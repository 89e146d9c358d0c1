"""The only room with SQL: records in, records out."""

from service.storage.accounts import Account, LoginTaken, NoSuchAccount, Session
from service.storage.assignments import KeptAssignment, NoSuchAssignment
from service.storage.audit import Seen, Sought
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
from service.storage.grades import (
    AlreadyGraded,
    Graded,
    Grading,
    GradingPair,
    NoSuchGrading,
    NoSuchPair,
    Progress,
)
from service.storage.hand_overs import HandedOver, NoSuchHandOver
from service.storage.idempotency import IdempotencyKeyBusy, IdempotencyKeyReused, StoredResponse
from service.storage.import_jobs import (
    ImportContent,
    ImportJob,
    ImportStopped,
    JobState,
    NoSuchImport,
)
from service.storage.imports import ImportedFile
from service.storage.life_plans import AlreadySigned, Income, NoSuchPlan, PlanVersion, Signature
from service.storage.listings import Listed, PeopleWanted, Receiving
from service.storage.market import Demand, FundedKit
from service.storage.people import Identity, ReferenceTaken
from service.storage.records import NoSuchRecord, RecordChanged, Removed, Stored
from service.storage.shortlists import NoSuchShortlist, ShownLine, ShownShortlist
from service.storage.sign_ins import AccountLink, Departed, LinkTaken
from service.storage.standings import Pair
from service.storage.storage import Storage, Work
from service.storage.suspensions import AlreadySuspended, NoSuchSuspension, Suspension
from service.storage.tokens import NoSuchToken, Token
from service.storage.versions import Change, Put, Ready, make_ready

__all__ = [
    "Account",
    "AccountLink",
    "AlreadyAnswered",
    "AlreadyGraded",
    "AlreadySigned",
    "AlreadySuspended",
    "Change",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseMissing",
    "DatabaseOutdated",
    "Demand",
    "Departed",
    "Erased",
    "FundedKit",
    "Graded",
    "Grading",
    "GradingPair",
    "HandedOver",
    "IdempotencyKeyBusy",
    "IdempotencyKeyReused",
    "Identity",
    "ImportContent",
    "ImportJob",
    "ImportStopped",
    "ImportedFile",
    "Income",
    "JobState",
    "KeptAssignment",
    "LinkTaken",
    "Listed",
    "LoginTaken",
    "NoSuchAccount",
    "NoSuchAssignment",
    "NoSuchConvention",
    "NoSuchGrading",
    "NoSuchHandOver",
    "NoSuchImport",
    "NoSuchPair",
    "NoSuchPlan",
    "NoSuchRecord",
    "NoSuchShortlist",
    "NoSuchSuspension",
    "NoSuchToken",
    "Pair",
    "PeopleWanted",
    "PlanVersion",
    "Progress",
    "Put",
    "Ready",
    "Receiving",
    "Record",
    "RecordChanged",
    "ReferenceTaken",
    "Removed",
    "Seen",
    "Session",
    "ShownLine",
    "ShownShortlist",
    "Signature",
    "Sought",
    "Storage",
    "Stored",
    "StoredResponse",
    "Suspension",
    "Token",
    "Work",
    "make_ready",
]
