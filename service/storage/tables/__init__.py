"""The tables. Private to `service.storage`: rows never leave it."""

from service.storage.tables.access import (
    AccountLinkRow,
    AccountRow,
    DepartureRow,
    IdempotencyRow,
    SessionRow,
    TokenRow,
)
from service.storage.tables.activities import DemandRow, FundedKitRow
from service.storage.tables.assignments import AssignmentLineRow, AssignmentRow, ConventionRow
from service.storage.tables.base import Base
from service.storage.tables.grades import GradeRow, GradingPairRow, GradingRow
from service.storage.tables.history import (
    CONTACTS,
    ErasedDayRow,
    ErasedPairsRow,
    ErasureRow,
    EventRow,
    ShortlistLineRow,
    ShortlistRow,
)
from service.storage.tables.imports import ImportContentRow, ImportJobRow
from service.storage.tables.life_plans import (
    HandedItemRow,
    IncomeRow,
    LifePlanRow,
    PlanSignatureRow,
)
from service.storage.tables.oversight import AuditRow, SuspensionRow
from service.storage.tables.records import (
    CounterRow,
    GroupRow,
    IdentityRow,
    ImportRow,
    RecordRow,
    VectorOwnerRow,
    VectorRow,
)

__all__ = [
    "CONTACTS",
    "AccountLinkRow",
    "AccountRow",
    "AssignmentLineRow",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "ConventionRow",
    "CounterRow",
    "DemandRow",
    "DepartureRow",
    "ErasedDayRow",
    "ErasedPairsRow",
    "ErasureRow",
    "EventRow",
    "FundedKitRow",
    "GradeRow",
    "GradingPairRow",
    "GradingRow",
    "GroupRow",
    "HandedItemRow",
    "IdempotencyRow",
    "IdentityRow",
    "ImportContentRow",
    "ImportJobRow",
    "ImportRow",
    "IncomeRow",
    "LifePlanRow",
    "PlanSignatureRow",
    "RecordRow",
    "SessionRow",
    "ShortlistLineRow",
    "ShortlistRow",
    "SuspensionRow",
    "TokenRow",
    "VectorOwnerRow",
    "VectorRow",
]
