"""Who acts when a command runs: the person who may read the database file anyway."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from matching.vocabulary import Role
from service.security import Caller

OPERATOR: Final = Caller(id="cli", role=Role.ADMINISTRATOR, territory=None, name="cli")
"""Whoever runs `jisr` on this machine holds the database; asking for a token would protect nothing.

What they write names "cli" as its author.
"""

OPERATOR_OF_IDENTITIES: Final = replace(OPERATOR, role=Role.OFFICER)
"""Administrators do not read who people are; this one asked for it in so many words."""

OPERATOR_OF_AUDITS: Final = replace(OPERATOR, role=Role.ANALYST)
"""Administrators do not read what becomes of people; this one asked for it in so many words."""

OPERATOR_WHO_GRADES: Final = replace(OPERATOR, role=Role.OFFICER)
"""Keeps, for somebody without a token, the grades of their workbook."""


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)
