"""The two streams of a command: results on standard output, remarks on standard error."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from matching.errors import MatchingError, Param
from service.wording import commands as words
from service.wording.languages import Language, Message, language_asked
from service.wording.templates import filled

if TYPE_CHECKING:
    from service.runtime import Runtime
    from service.settings import Settings
    from service.storage import Storage

REFUSED: Final = 1
"""Exit status of a command that was understood and refused, with a code."""
_SAID_BY_TYPER: Final = (typer.Exit, typer.Abort, typer.BadParameter)


class Terminal:
    """Where one command speaks, in one language; its block ends with a message, not a traceback."""

    def __init__(self, language: Language | None, *, as_json: bool = False) -> None:
        """`language`: None for the machine's."""
        self.language = language or _language_of_machine()
        self.as_json = as_json
        self._results = _console(stderr=False)
        self.remarks = _console(stderr=True)
        self._afterwards = ExitStack()

    def __enter__(self) -> Self:
        from service.logs import configure

        configure("error", "console")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
        if not isinstance(error, Exception) or isinstance(error, _SAID_BY_TYPER):
            return
        from pydantic import ValidationError

        if isinstance(error, ValidationError) and error.title == "Settings":
            names = ", ".join(sorted({f"JISR_{one['loc'][0]}".upper() for one in error.errors()}))
            raise self.refused("settings-invalid", words.SETTINGS_INVALID, names=names) from error
        if not isinstance(error, MatchingError):
            _log(error)
            error = MatchingError()
        self._explain(error)
        raise typer.Exit(REFUSED) from error

    def afterwards(self, close: Callable[[], None]) -> None:
        """Something to be closed when the command ends, however it ends."""
        self._afterwards.callback(close)

    def close(self) -> None:
        """Close what the command opened; it may be closed twice."""
        self._afterwards.close()

    def say(self, message: Message, **params: Param) -> None:
        """A remark."""
        self.remarks.print(filled(message, params, self.language))

    def text(self, message: Message, **params: Param) -> str:
        """A message in the language of this terminal."""
        return filled(message, params, self.language)

    def show(self, *results: RenderableType) -> None:
        """Results for people."""
        for result in results:
            self._results.print(result)

    def line(self, text: str) -> None:
        """A result on one line, however long: something to be copied."""
        typer.echo(text)

    def answer(self, result: object) -> None:
        """A result for programs: records, dates and numbers as JSON."""
        from pydantic_core import to_jsonable_python

        typer.echo(json.dumps(to_jsonable_python(result), ensure_ascii=False, indent=2))

    def raw(self, data: bytes) -> None:
        """A result that is a file."""
        typer.echo(data, nl=False)

    def _explain(self, error: MatchingError) -> None:
        """Say what is the matter and what to do; for programs, in JSON on standard output."""
        from service.wording import error_text

        title, detail = error_text(error.code, error.params, self.language)
        if self.as_json:
            self.answer(
                {"code": error.code, "title": title, "detail": detail, "params": error.params}
            )
            return
        self.remarks.print(f"{title}. {detail} [{error.code}]")
        for suggestion in getattr(error, "suggestions", ()):
            self.remarks.print(f"  {suggestion}")

    @contextmanager
    def bar(self, message: Message) -> Iterator[Callable[[int, int], None]]:
        """A progress bar that appears with the first report; the block is given how to report."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        progress = Progress(*columns, TimeElapsedColumn(), console=self.remarks)
        task = progress.add_task(self.text(message))

        def report(done: int, of: int) -> None:
            progress.start()
            progress.update(task, completed=done, total=of)

        try:
            yield report
        finally:
            if progress.live.is_started:
                progress.stop()

    def confirms(self, question: Message) -> bool:
        """Ask before something that cannot be undone; no answer is a no."""
        return typer.confirm(self.text(question), err=True)

    def refused(self, code: str, message: Message, **params: Param) -> typer.Exit:
        """Say why this command goes no further; the caller raises what it returns."""
        if self.as_json:
            self.answer({"code": code, "detail": self.text(message, **params), "params": params})
        else:
            self.remarks.print(f"{self.text(message, **params)} [{code}]")
        return typer.Exit(REFUSED)


def open_storage(terminal: Terminal, settings: "Settings") -> "Storage":
    """The database of the settings; nothing is read yet.

    Raises:
        typer.Exit: the address leads to no kind of database that is known.
    """
    from sqlalchemy.exc import ArgumentError

    from service.storage import Storage

    try:
        storage = Storage(settings.database_url)
    except (ValueError, ArgumentError) as error:
        code = "database-address-unreadable"
        raise terminal.refused(code, words.DATABASE_ADDRESS) from error
    terminal.afterwards(storage.close)
    return storage


def loaded_runtime(terminal: Terminal, settings: "Settings", storage: "Storage") -> "Runtime":
    """The engine, ready to answer; texts that are not encoded yet are encoded with a bar.

    Raises:
        NotReady: something is missing or damaged; the message says what to do.
    """
    from service.runtime import Runtime

    runtime = Runtime(settings, storage)
    with terminal.bar(words.ENCODING) as report:
        runtime.load(report)
    return runtime


def _log(error: Exception) -> None:
    """A defect of ours: where it came from, without what it quotes."""
    from service.logs import error_fields, logger

    logger().error("command-failed", **error_fields(error))


def _console(*, stderr: bool) -> Console:
    # Texts of people and companies may hold square brackets, which are not styles.
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def _language_of_machine() -> Language:
    from babel import default_locale

    found = default_locale("LC_MESSAGES") or ""
    # The locale "C" is nobody's language, and Babel reads it as American English.
    return Language.FRENCH if found == "en_US_POSIX" else language_asked(found.replace("_", "-"))
