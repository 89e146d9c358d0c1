"""Where the engine stands, for people and for monitors."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where the runtime is."""

    LOADING = "loading"
    READY = "ready"
    DEGRADED = "degraded"
    """Answers, with the parts named in `problems` missing or old."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is running; no personal data."""

    state: State
    release_id: str | None
    refused_release_id: str | None
    """A promoted release that failed its checks; `problems` says why."""
    encoder_revision: str | None
    records_revision: int | None
    records_behind: int
    """Changes in storage that answers do not see yet."""
    opportunities: int
    people: int
    problems: tuple[str, ...]
    """Codes of errors."""
