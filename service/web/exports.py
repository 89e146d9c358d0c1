"""Tables as downloads: written to a file that never has a name, then sent a piece at a time."""

import io
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final, TextIO

from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

_IN_MEMORY: Final = 4 * 2**20
"""Bytes held before the disk is used."""
_PIECE: Final = 64 * 2**10


def table_response(name: str, write: Callable[[TextIO], int]) -> Response:
    """A CSV table; what is refused is refused before anything is sent.

    Args:
        name: Of the file, without extension; ASCII, and nothing about a person.
        write: Writes the table.
    """
    kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - see _TableResponse
    try:
        text = io.TextIOWrapper(kept, encoding="utf-8", newline="")
        write(text)
        text.flush()
        text.detach()
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return _TableResponse(name, kept)


class _TableResponse(StreamingResponse):
    """A table on its way, whose file is given back however the sending ends.

    A browser may leave before the first piece is read: a generator that was never begun would close
    nothing.
    """

    def __init__(self, name: str, kept: IO[bytes]) -> None:
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        }
        super().__init__(_pieces(kept), media_type="text/csv; charset=utf-8", headers=headers)
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._kept:
            await super().__call__(scope, receive, send)


def _pieces(kept: IO[bytes]) -> Iterator[bytes]:
    while piece := kept.read(_PIECE):
        yield piece
