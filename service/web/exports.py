"""Tables as downloads: written to a file that never has a name, then sent a piece at a time."""

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Final, TextIO

from fastapi import Response
from fastapi.responses import StreamingResponse

_IN_MEMORY: Final = 4 * 2**20
"""Bytes held before the disk is used."""
_PIECE: Final = 64 * 2**10


def table_response(name: str, write: Callable[[TextIO], int]) -> Response:
    """A CSV table; what is refused is refused before anything is sent.

    Args:
        name: Of the file, without extension; ASCII, and nothing about a person.
        write: Writes the table.
    """
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed once sent
    try:
        text = io.TextIOWrapper(kept, encoding="utf-8", newline="")
        write(text)
        text.flush()
        text.detach()
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(_pieces(kept), media_type="text/csv; charset=utf-8", headers=headers)


def _pieces(kept: IO[bytes]) -> Iterator[bytes]:
    with kept:
        while piece := kept.read(_PIECE):
            yield piece
