"""Tables as downloads: whole when they are read, and given back when the reader leaves."""

import asyncio
import io
from tempfile import SpooledTemporaryFile
from typing import TextIO

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Scope

from service.web.exports import table_response

SCOPES: list[Scope] = [
    {"type": "http", "asgi": {"spec_version": "2.3"}},
    {"type": "http", "asgi": {"spec_version": "2.4"}},
]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[SpooledTemporaryFile[bytes]]:
    """Every file that a table is written to, in their order."""
    files: list[SpooledTemporaryFile[bytes]] = []

    def kept(max_size: int) -> SpooledTemporaryFile[bytes]:
        files.append(SpooledTemporaryFile(max_size=max_size))  # noqa: SIM115 - asked after
        return files[-1]

    monkeypatch.setattr("service.web.exports.SpooledTemporaryFile", kept)
    return files


def rows(file: TextIO) -> int:
    return file.write("métier,nombre\nsoudeuse,3\n")


@pytest.mark.parametrize("scope", SCOPES, ids=["told-to-leave", "sending-fails"])
def test_a_table_is_sent_whole_and_its_file_given_back(
    opened: list[SpooledTemporaryFile[bytes]], scope: Scope
) -> None:
    sent: list[Message] = []

    async def stay() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(table_response("mesures", rows)(scope, stay, send))
    body = b"".join(message.get("body", b"") for message in sent)
    assert body.decode() == "métier,nombre\nsoudeuse,3\n"
    assert (b"content-disposition", b'attachment; filename="mesures.csv"') in sent[0]["headers"]
    assert [file.closed for file in opened] == [True]


@pytest.mark.parametrize("scope", SCOPES, ids=["told-to-leave", "sending-fails"])
def test_a_reader_who_leaves_before_the_first_piece_leaves_no_file_open(
    opened: list[SpooledTemporaryFile[bytes]], scope: Scope
) -> None:
    async def leave() -> Message:
        return {"type": "http.disconnect"}

    async def refuse(message: Message) -> None:
        if scope["asgi"]["spec_version"] == "2.4":
            raise OSError(message["type"])
        await asyncio.sleep(60)

    response = table_response("mesures", rows)
    if scope["asgi"]["spec_version"] == "2.4":
        with pytest.raises(ClientDisconnect):
            asyncio.run(response(scope, leave, refuse))
    else:
        asyncio.run(response(scope, leave, refuse))
    assert [file.closed for file in opened] == [True]


def test_a_table_that_cannot_be_written_leaves_no_file_open(
    opened: list[SpooledTemporaryFile[bytes]],
) -> None:
    def broken(file: TextIO) -> int:
        raise io.UnsupportedOperation(file.write("métier\n"))

    with pytest.raises(io.UnsupportedOperation):
        table_response("mesures", broken)
    assert [file.closed for file in opened] == [True]
