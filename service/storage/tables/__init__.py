"""The tables. Private to `service.storage`: rows never leave it."""

from service.storage.tables.access import IdempotencyRow, TokenRow
from service.storage.tables.assignments import AssignmentLineRow, AssignmentRow, ConventionRow
from service.storage.tables.base import Base
from service.storage.tables.history import (
    CONTACTS,
    ErasedDayRow,
    ErasedPairsRow,
    ErasureRow,
    EventRow,
    ShortlistLineRow,
    ShortlistRow,
)
from service.storage.tables.life_plans import (
    HandedItemRow,
    IncomeRow,
    LifePlanRow,
    PlanSignatureRow,
)
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
    "AssignmentLineRow",
    "AssignmentRow",
    "Base",
    "ConventionRow",
    "CounterRow",
    "ErasedDayRow",
    "ErasedPairsRow",
    "ErasureRow",
    "EventRow",
    "GroupRow",
    "HandedItemRow",
    "IdempotencyRow",
    "IdentityRow",
    "ImportRow",
    "IncomeRow",
    "LifePlanRow",
    "PlanSignatureRow",
    "RecordRow",
    "ShortlistLineRow",
    "ShortlistRow",
    "TokenRow",
    "VectorOwnerRow",
    "VectorRow",
]
