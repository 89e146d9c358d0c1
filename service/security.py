"""Who is asking, and what they may do: bearer tokens, roles, territories. Default deny."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import uuid4

from matching.errors import NotAllowed, NotAuthenticated
from matching.vocabulary import Role
from service.storage import Token, Work

_PREFIX = "jisr_"
"""Lets secret scanners and people recognise a token that leaked."""
_SECRET_BYTES = 32


class TokenMissing(NotAuthenticated):
    """The request carries no token."""

    code = "token-missing"


class TokenUnknown(NotAuthenticated):
    """No token has that secret."""

    code = "token-unknown"


class TokenRevoked(NotAuthenticated):
    """The token was revoked."""

    code = "token-revoked"


class TokenExpired(NotAuthenticated):
    """The token has expired."""

    code = "token-expired"


class RoleNotAllowed(NotAllowed):
    """The role does not include that action."""

    code = "role-not-allowed"


class NotYourTerritory(NotAllowed):
    """The action is the caller's, but not there."""

    code = "not-your-territory"


class Action(StrEnum):
    """Everything that the doors ask permission for."""

    READ_PROFILES = "read-profiles"
    WRITE_PROFILES = "write-profiles"
    READ_OPPORTUNITIES = "read-opportunities"
    """Companies included."""
    WRITE_OPPORTUNITIES = "write-opportunities"
    """Companies included."""
    MAKE_SHORTLISTS = "make-shortlists"
    ASSIGN_OPENINGS = "assign-openings"
    """Share openings and trainings out to a cohort."""
    ASSIGN_KITS = "assign-kits"
    """Share an envelope and kits, or mentors, out to a cohort."""
    READ_CONVENTIONS = "read-conventions"
    WRITE_CONVENTIONS = "write-conventions"
    GIVE_FEEDBACK = "give-feedback"
    NOTE_OUTCOMES = "note-outcomes"
    IMPORT_RECORDS = "import-records"
    READ_METRICS = "read-metrics"
    READ_REPORTS = "read-reports"
    READ_QUALITY = "read-quality"
    """Reports of the laboratory."""
    EXPORT_JUDGEMENTS = "export-judgements"
    """Groups included; people are named by opaque ids only."""
    MAKE_GRADINGS = "make-gradings"
    READ_GRADINGS = "read-gradings"
    """How far they are: counts only."""
    GRADE_PAIRS = "grade-pairs"
    MANAGE_TOKENS = "manage-tokens"
    RELOAD = "reload"
    SUSPEND = "suspend-recommendations"
    """In a region, or everywhere."""
    READ_TRAIL = "read-trail"
    """Who saw and did what; people are named by opaque ids only."""
    ERASE_PROFILE = "erase-profile"
    READ_IDENTITY = "read-identity"


_OFFICER, _COUNSELLOR, _ANALYST, _ADMINISTRATOR = (
    Role.OFFICER,
    Role.COUNSELLOR,
    Role.ANALYST,
    Role.ADMINISTRATOR,
)

PERMISSIONS: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ_PROFILES: frozenset({_OFFICER, _COUNSELLOR, _ADMINISTRATOR}),
        Action.WRITE_PROFILES: frozenset({_OFFICER, _COUNSELLOR, _ADMINISTRATOR}),
        Action.READ_OPPORTUNITIES: frozenset(Role),
        Action.WRITE_OPPORTUNITIES: frozenset({_OFFICER, _ADMINISTRATOR}),
        Action.MAKE_SHORTLISTS: frozenset({_OFFICER, _COUNSELLOR, _ADMINISTRATOR}),
        Action.ASSIGN_OPENINGS: frozenset({_OFFICER, _ADMINISTRATOR}),
        Action.ASSIGN_KITS: frozenset({_COUNSELLOR, _ADMINISTRATOR}),
        Action.READ_CONVENTIONS: frozenset(Role),
        Action.WRITE_CONVENTIONS: frozenset({_OFFICER, _ADMINISTRATOR}),
        Action.GIVE_FEEDBACK: frozenset({_OFFICER, _COUNSELLOR}),
        Action.NOTE_OUTCOMES: frozenset({_OFFICER, _COUNSELLOR}),
        Action.IMPORT_RECORDS: frozenset({_OFFICER, _ADMINISTRATOR}),
        Action.READ_METRICS: frozenset({_ANALYST, _ADMINISTRATOR}),
        Action.READ_REPORTS: frozenset({_OFFICER, _ANALYST, _ADMINISTRATOR}),
        Action.READ_QUALITY: frozenset({_ANALYST}),
        Action.EXPORT_JUDGEMENTS: frozenset({_ANALYST}),
        Action.MAKE_GRADINGS: frozenset({_ANALYST}),
        Action.READ_GRADINGS: frozenset({_OFFICER, _COUNSELLOR, _ANALYST}),
        Action.GRADE_PAIRS: frozenset({_OFFICER, _COUNSELLOR}),
        Action.MANAGE_TOKENS: frozenset({_ADMINISTRATOR}),
        Action.RELOAD: frozenset({_ADMINISTRATOR}),
        Action.SUSPEND: frozenset({_ADMINISTRATOR}),
        Action.READ_TRAIL: frozenset({_ADMINISTRATOR}),
        Action.ERASE_PROFILE: frozenset({_OFFICER, _ADMINISTRATOR}),
        Action.READ_IDENTITY: frozenset({_OFFICER, _COUNSELLOR}),
    }
)
"""The roles that may do a thing; an action that is not listed is nobody's."""

WITHOUT_BORDERS: frozenset[Action] = frozenset(
    {
        # A job on the other side of the region's border is still a job to propose.
        Action.READ_OPPORTUNITIES,
        Action.READ_CONVENTIONS,
        Action.WRITE_CONVENTIONS,
        Action.READ_METRICS,
        Action.READ_REPORTS,
        Action.READ_GRADINGS,
        Action.MANAGE_TOKENS,
        Action.RELOAD,
        Action.SUSPEND,
        Action.READ_TRAIL,
    }
)
"""Actions to which the territory of the caller does not apply; it applies to every other."""

NEEDS_A_REGION: frozenset[Action] = frozenset({Action.READ_IDENTITY, Action.ERASE_PROFILE})
"""Actions that a caller with a territory may not take when it is not known where they apply.

For the others an unknown region is nobody's: somebody must be able to complete the record.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who is asking."""

    id: str
    """Id of the token: what logs and records name."""
    role: Role
    territory: frozenset[str] | None
    """Region codes; None for everywhere, an empty set for nowhere."""
    name: str
    """For the caller's own eyes; never in a log."""


def new_token(
    name: str,
    role: Role,
    territory: frozenset[str] | None,
    *,
    now: datetime,
    expires_at: datetime | None = None,
) -> tuple[str, Token]:
    """Draw a token.

    Args:
        name: Whose it is.
        role: What they may do.
        territory: Regions where they may do it; None for everywhere.
        now: Aware.
        expires_at: First moment at which it is refused; None for a token that does not expire.

    Returns:
        The secret, to be shown once and kept nowhere, and the token to store.
    """
    secret = _PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    token = Token(
        id=uuid4(),
        name=name,
        role=role,
        territory=territory,
        secret_sha256=_sha256(secret),
        created_at=now,
        expires_at=expires_at,
    )
    return secret, token


def authenticate(work: Work, secret: str | None, now: datetime) -> Caller:
    """Find who carries that secret.

    Raises:
        TokenMissing: there is none.
        TokenUnknown: no token has it.
        TokenRevoked, TokenExpired: the token is no longer accepted.
    """
    if not secret:
        raise TokenMissing
    token = work.tokens.find_by_hash(_sha256(secret))
    if token is None:
        raise TokenUnknown
    if token.revoked_at is not None:
        raise TokenRevoked(token_id=str(token.id))
    if token.expires_at is not None and token.expires_at <= now:
        raise TokenExpired(token_id=str(token.id))
    return Caller(id=str(token.id), role=token.role, territory=token.territory, name=token.name)


def check_can(caller: Caller, action: Action, region: str | None = None) -> None:
    """Check that the caller may do that, there.

    Args:
        caller: Who is asking.
        action: What for.
        region: Code of the region of the record in question; None when it has none, or when the
            action is about no single record (a list is then limited to the caller's territory).

    Raises:
        RoleNotAllowed: the role does not include the action.
        NotYourTerritory: the role does, but not in that region.
    """
    if caller.role not in PERMISSIONS.get(action, frozenset()):
        raise RoleNotAllowed(action=action, role=caller.role)
    if not _reaches(caller, action, region):
        raise NotYourTerritory(action=action, region=region)


def can(caller: Caller, action: Action, region: str | None = None) -> bool:
    """Whether `check_can` passes."""
    has_role = caller.role in PERMISSIONS.get(action, frozenset())
    return has_role and _reaches(caller, action, region)


def _reaches(caller: Caller, action: Action, region: str | None) -> bool:
    if caller.territory is None or action in WITHOUT_BORDERS:
        return True
    if region is None:
        return bool(caller.territory) and action not in NEEDS_A_REGION
    return region in caller.territory


def _sha256(secret: str) -> str:
    # A slow hash protects passwords, which can be guessed. Nobody guesses 256 random bits: a fast
    # one gives nothing away, finds the token by its index, and costs a request nothing.
    return hashlib.sha256(secret.encode()).hexdigest()
