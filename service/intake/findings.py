"""What reading a file gives: records, what is kept apart, and what the officer is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum

from matching.errors import Param
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import RecordKind
from service.intake.tables import Table

Record = Profile | Company | Opportunity


class Remark(StrEnum):
    """What an officer should know about an accepted line. Public codes."""

    UNMATCHED_TRADE = "unmatched-trade"
    """The alias table does not know the item at `position`; it is kept as written."""
    TEXT_REMOVED = "text-removed"
    """Personal data was taken out of a text; `kinds` says which, nobody keeps what."""
    ALREADY_EXPIRED = "already-expired"
    UNKNOWN_COMPANY = "unknown-company"
    """No company has that reference or that name yet; the opening is kept without its rules."""
    EXAMPLE_LINE = "example-line"
    """The example of a template, left where it was; it is not imported."""
    SECTOR_TO_REVIEW = "sector-to-review"
    """The sector is none of ours; the line is kept, and a person decides."""
    PRICE_TO_REVIEW = "price-to-review"
    """The activity has no price yet; the line is kept, and a person finds one."""
    KIT_KEPT = "kit-kept"
    """Another line of the same kit was refused: the kit stays as it is known, whole."""
    FIELD_IGNORED = "field-ignored"
    """A value of a JSON file that could not be understood and was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """Why a line was refused. Params hold numbers and codes; nothing of the line itself."""

    line: int
    """Line of the file, 1 is the first; for a JSON file, the place of the item, 1 is the first."""
    column: str
    """Header of the column in the file; "" when the whole line is concerned."""
    field: str
    code: str
    params: Mapping[str, Param] = default(default_factory=dict)
    shown: str = ""
    """What was not understood, for closed lists and places only: never free text or identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRemark:
    """Something to know about a line that was accepted."""

    line: int
    column: str
    field: str
    code: Remark
    params: Mapping[str, Param] = default(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a profile is about; kept in a table that matching has no way to read."""

    profile_id: str
    reference: str
    family_name: str | None
    given_name: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole file, read; nothing is stored yet."""

    kind: RecordKind
    records: tuple[Record, ...]
    """In the order of the file, each id once."""
    lines: Mapping[str, int]
    """Id of a record -> its line."""
    companies: tuple[Company, ...] = ()
    """Companies that came inside openings (JobPosting)."""
    identities: tuple[Identity, ...] = ()
    groups: Mapping[str, Mapping[str, str]] = default(default_factory=dict)
    """Profile id -> audit-only attributes that were stated."""
    rejected: tuple[LineError, ...] = ()
    remarks: tuple[LineRemark, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    """Headers, as in the file, that mean nothing here."""
    table: Table | None = default(default=None, repr=False)
    """The lines as written; None for a file that is no table."""
