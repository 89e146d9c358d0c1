"""Structured logs: what happened, to which id, for which request. Never a name, never a text.

Everything written passes `keep_what_is_safe`: a closed list of fields, and values that can only be
ids, codes or numbers. Messages of libraries are not trusted: they may quote a text they failed on.
"""

import logging
import re
import sys
import traceback
from typing import Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

FIELDS: Final = frozenset(
    {
        "caller_id",
        "code",
        "duration_ms",
        "error",
        "event",
        "frames",
        "level",
        "library",
        "method",
        "release_id",
        "request_id",
        "route",
        "status",
        "timestamp",
    }
)
"""Every field an event may have; `CONTRIBUTING.md` says what each event is for."""

_SAFE_TEXT = re.compile(r"[A-Za-z0-9_.:/{}+<>=@,\-]{0,200}")
_HIDDEN = "hidden"
# These write which address they listen on and which migration ran, and nothing about people.
_TRUSTED_LIBRARIES = frozenset({"uvicorn.error", "alembic.runtime.migration"})
_FRAMES_KEPT = 12
_OURS: Final = "jisr"


def logger() -> FilteringBoundLogger:
    """Where events are written: `logger().warning("refresh-postponed", code=…)`."""
    found: FilteringBoundLogger = structlog.get_logger()
    return found


def configure(
    level: str, log_format: Literal["console", "json"], stream: TextIO | None = None
) -> None:
    """Send our events, and those of the libraries, through the same filter to one stream.

    Args:
        level: Least serious level written: debug, info, warning or error.
        log_format: One JSON object per line, or coloured lines for a person.
        stream: Where to; standard error unless told.
    """
    target = stream or sys.stderr
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=target.isatty())
    )
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        keep_what_is_safe,
    ]
    structlog.configure(
        processors=[*common, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda *_: logging.getLogger(_OURS),
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[hide_library_message, *common],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    _replace_handlers(handler, _LEVELS[level])


def keep_what_is_safe(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop fields outside the closed list, and hide values that could be a person's words."""
    return {
        name: value if name == "timestamp" else _safe(value)
        for name, value in event.items()
        if name in FIELDS or name.startswith("_")
    }


def hide_library_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep which library spoke; its words only when they cannot be about people."""
    record: logging.LogRecord = event["_record"]
    error = record.exc_info[1] if record.exc_info else None
    kept: EventDict = {name: value for name, value in event.items() if name.startswith("_")}
    kept["library"] = record.name
    kept["event"] = "library-message"
    if error is not None:
        kept.update(error_fields(error))
    elif record.name in _TRUSTED_LIBRARIES:
        kept["event"] = re.sub(r"[^A-Za-z0-9_.:/\-]+", "_", event["event"])[:200]
    # The formatter would add the traceback, which ends with the message of the error.
    record.exc_info, record.exc_text = None, None
    return kept


def error_fields(error: BaseException) -> dict[str, str]:
    """Type of an error and where it came from, without its message, which may quote a text."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_KEPT:]
    named = (f"{_short(frame.filename)}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "frames": ",".join(named)[-200:]}


_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def _short(file_name: str) -> str:
    return "/".join(file_name.split("/")[-2:])


def _safe(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if _SAFE_TEXT.fullmatch(text) else _HIDDEN


def _replace_handlers(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    for former in [one for one in root.handlers if getattr(one, "is_jisr", False)]:
        root.removeHandler(former)
    handler.is_jisr = True  # type: ignore[attr-defined]  # marks ours, so that it can be replaced
    root.addHandler(handler)
    # Libraries say a lot at "info", and all that is left of it here is their name.
    root.setLevel(max(level, logging.WARNING))
    for name in (_OURS, *_TRUSTED_LIBRARIES):
        logging.getLogger(name).setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # Its lines hold whole addresses, query included; ours hold the route and the ids.
    logging.getLogger("uvicorn.access").disabled = True
