"""Files that a command writes: whole or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from service.cli.terminal import Terminal
from service.wording import commands as words

_READABLE = 0o644
_PRIVATE = 0o600


def save(terminal: Terminal, path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file and say so; an existing one is replaced only once the new one is complete.

    Args:
        terminal: Where to say it.
        path: Where to write.
        data: The whole content.
        private: Only the owner may read it.

    Raises:
        typer.Exit: the folder is missing or may not be written to.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as begun:
            begun.write(data)
        Path(begun.name).chmod(_PRIVATE if private else _READABLE)
        Path(begun.name).replace(path)
    except OSError as error:
        raise terminal.refused("cannot-write", words.CANNOT_WRITE, file=str(path)) from error
    terminal.say(words.WRITTEN, file=str(path))


@contextmanager
def streaming(terminal: Terminal, path: Path) -> Iterator[TextIO]:
    """Write a private text file as it comes; it appears once the block has ended well.

    Raises:
        typer.Exit: the folder is missing or may not be written to.
    """
    begun = path.with_name(f".{path.name}.begun")
    try:
        with begun.open("w", encoding="utf-8", newline="") as file:
            begun.chmod(_PRIVATE)
            yield file
        begun.replace(path)
    except OSError as error:
        raise terminal.refused("cannot-write", words.CANNOT_WRITE, file=str(path)) from error
    finally:
        begun.unlink(missing_ok=True)
    terminal.say(words.WRITTEN, file=str(path))
