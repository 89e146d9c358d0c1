"""The trail of who saw and did what: written as it happens, read by administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid4

from service.actions.spreadsheet import Table
from service.security import Action, Caller, check_can
from service.storage import Seen, Sought, Storage, Work
from service.wording import Language, label
from service.wording.trail import ACTIONS, DID, HEADERS, LOOKED

PAGE_SIZE: Final = 50
MOST_LINES: Final = 50_000
"""Of one exported file; a longer stretch is exported day by day."""
OPERATOR_ID: Final = "cli"
_NOTHING_ABOUT_ANYBODY: Final = frozenset(
    {
        Action.READ_OPPORTUNITIES,
        Action.READ_CONVENTIONS,
        Action.READ_METRICS,
        Action.READ_QUALITY,
        Action.READ_GRADINGS,
        Action.MAKE_GRADINGS,
        Action.RELOAD,
        Action.SUSPEND,
    }
)
"""Looking at these shows no person and no secret; changing anything is always noted."""
_OPENED: Final = 400
_REFUSED: Final = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that was answered, as the trail may know it."""

    caller: Caller
    action: Action
    is_write: bool
    route: str
    person: str | None
    thing: str | None
    status: int

    @property
    def is_remarkable(self) -> bool:
        """Something about a person was seen, something was changed, or somebody was refused."""
        if not (self.is_write or self.action not in _NOTHING_ABOUT_ANYBODY):
            return False
        return self.status < _OPENED or self.status == _REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the trail somebody looks for; None and "" leave a thing open."""

    person: str = ""
    actor: str = ""
    action: Action | None = None
    since: date | None = None
    until: date | None = None
    """Both days included, by the clock of UTC."""

    def sought(self) -> Sought:
        """As storage knows it."""
        return Sought(
            person=self.person.strip() or None,
            actor=self.actor or None,
            action=self.action,
            since=None if self.since is None else _midnight(self.since),
            until=None if self.until is None else _midnight(self.until + timedelta(days=1)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One page of the trail."""

    lines: tuple[Seen, ...]
    number: int
    """From 1."""
    has_more: bool
    names: Mapping[str, str]
    """Id of an account or token to its login or name, for every one there is."""


def note(storage: Storage, *, now: datetime, answered: Answered) -> None:
    """Write into the trail what somebody is about to be answered.

    An erased person is not named: the line says only that somebody was erased.

    Raises:
        NotReady: it could not be written.
    """
    if not answered.is_remarkable:
        return
    is_erased = answered.action is Action.ERASE_PROFILE and answered.status < _OPENED
    seen = Seen(
        id=uuid4(),
        at=now,
        actor=answered.caller.id,
        role=answered.caller.role,
        action=answered.action,
        is_write=answered.is_write,
        route=answered.route,
        person=None if is_erased else answered.person,
        thing=None if is_erased else answered.thing,
        status=answered.status,
    )
    with storage.begin() as work:
        work.audit.add(seen)


def read_trail(storage: Storage, *, caller: Caller, asked: Asked, number: int) -> Trail:
    """One page of the trail, latest first.

    Raises:
        RoleNotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_TRAIL)
    with storage.read() as work:
        found = work.audit.page(
            asked.sought(), skipped=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1
        )
        names = _names(work)
    return Trail(
        lines=tuple(found[:PAGE_SIZE]),
        number=number,
        has_more=len(found) > PAGE_SIZE,
        names=names,
    )


def export_trail(storage: Storage, *, caller: Caller, asked: Asked, language: Language) -> Table:
    """The same lines for a spreadsheet, latest first, at most `MOST_LINES`.

    Raises:
        RoleNotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_TRAIL)
    with storage.read() as work:
        names = _names(work)
        rows = tuple(
            _row(one, names, language) for one in work.audit.each(asked.sought(), limit=MOST_LINES)
        )
    return Table(headers=tuple(one.text(language) for one in HEADERS), rows=rows)


def _row(one: Seen, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    did = DID if one.is_write else LOOKED
    return (
        one.at.astimezone(UTC).isoformat(timespec="seconds"),
        _plain(names.get(one.actor, one.actor)),
        one.actor,
        label(one.role, language),
        did.text(language),
        ACTIONS[one.action].text(language),
        one.route,
        one.person or "",
        one.thing or "",
        str(one.status),
    )


def _plain(text: str) -> str:
    """Keep a name from being run as a formula."""
    return f" {text}" if text.startswith(("=", "+", "-", "@")) else text


def _names(work: Work) -> dict[str, str]:
    tokens = {str(one.id): one.name for one in work.tokens.list()}
    accounts = {str(one.id): one.login for one in work.accounts.list()}
    return {OPERATOR_ID: OPERATOR_ID} | tokens | accounts


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def thing_named(given: Mapping[str, object]) -> str | None:
    """The id, among the blanks of an address, of what a request is about besides its person."""
    others = [value for name, value in given.items() if name != "profile_id"]
    found = next((one for one in others if _is_id(one)), None)
    return None if found is None else str(found)


def _is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
