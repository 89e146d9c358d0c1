"""The state of a running service, as an administrator looks at it: parts, sizes, what to save."""

from dataclasses import dataclass
from pathlib import Path

from service.actions.doctor import Finding, look_inside
from service.runtime import Health, Runtime
from service.security import Action, Caller, check_can
from service.settings import Settings
from service.storage import Storage

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """Where a running service stands."""

    health: Health
    findings: tuple[Finding, ...]
    """Encoder, release, database, records and disk; nothing about a person."""
    accounts_open: int
    keys_open: int
    """Tokens that are accepted now."""
    data_dir: Path
    """Everything that must be saved, but for a database elsewhere."""
    database_mb: float | None
    """Size of the file in MiB; None when the database is elsewhere."""
    is_elsewhere: bool
    """The database is on a server, which its own administrator saves."""


def service_state(
    runtime: Runtime, storage: Storage, settings: Settings, *, caller: Caller
) -> ServiceState:
    """Look at every part of the service that answers.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.RELOAD)
    with storage.read() as work:
        accounts = sum(one.disabled_at is None for one in work.accounts.list())
        keys = sum(one.revoked_at is None for one in work.tokens.list())
    file = _file_of(settings)
    return ServiceState(
        health=runtime.health(),
        findings=look_inside(settings, storage),
        accounts_open=accounts,
        keys_open=keys,
        data_dir=settings.data_dir.absolute(),
        database_mb=None if file is None else file.stat().st_size / 2**20,
        is_elsewhere=not settings.database_url.startswith(_SQLITE),
    )


def _file_of(settings: Settings) -> Path | None:
    path = Path(settings.database_url.removeprefix(_SQLITE))
    is_file = settings.database_url.startswith(_SQLITE) and path.is_file()
    return path if is_file else None
