"""JSON files to the objects in them: one, a list, or the @graph of a JSON-LD document."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from matching.vocabulary import RecordKind
from service.intake.forbidden import ForbiddenColumn, forbidden_content, forbidden_name
from service.intake.tables import EmptyFile, FileTooLarge, Limits, UnreadableFile, decode

Document = Mapping[str, Any]
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What JSON can escape and no database takes: NUL, and halves of characters."""


def documents_of(data: bytes, limits: Limits) -> tuple[object, ...]:
    """The items of a JSON file, in order; what each one is, nobody has looked at yet.

    Raises:
        UnreadableFile: encoding, or JSON that is not well formed.
        EmptyFile, FileTooLarge: as named.
    """
    try:
        loaded = json.loads(decode(data))
    except json.JSONDecodeError as error:
        raise UnreadableFile(reason="bad-json", line=error.lineno) from None
    except (ValueError, RecursionError):
        raise UnreadableFile(reason="bad-json") from None
    if not _is_storable(loaded):
        raise UnreadableFile(reason="bad-characters")
    items = loaded.get("@graph", [loaded]) if isinstance(loaded, dict) else loaded
    if not isinstance(items, list):
        raise UnreadableFile(reason="bad-json")
    if not items:
        raise EmptyFile()
    if len(items) > limits.max_lines:
        raise FileTooLarge(lines=len(items), allowed=limits.max_lines)
    return tuple(items)


def check_names(
    kind: RecordKind, items: Sequence[object], standard: frozenset[str] = frozenset()
) -> None:
    """Refuse a file of which any object, however deep, has a field that must not exist here.

    Args:
        kind: What the items are.
        items: Anything that JSON can hold.
        standard: Names that the format itself gives, and that are therefore no sign of anything.

    Raises:
        ForbiddenColumn: with `item`, 1 is the first, `why` and `seen_in`.
    """
    for number, item in enumerate(items, start=1):
        for name, value in _fields(item):
            why = None if name in standard else forbidden_name(name, kind)
            if why is not None:
                raise ForbiddenColumn(item=number, why=why, seen_in="header")
            hidden = forbidden_content([value]) if isinstance(value, str) else None
            if hidden is not None:
                raise ForbiddenColumn(item=number, why=hidden, seen_in="content")


def _fields(value: object) -> Iterator[tuple[str, object]]:
    """Every value inside a value, itself included, with its name; "" where it has none."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        name, current = waiting.pop()
        yield name, current
        if isinstance(current, dict):
            waiting.extend(current.items())
        elif isinstance(current, list):
            waiting.extend(("", inner) for inner in current)


def _is_storable(value: object) -> bool:
    texts = (text for pair in _fields(value) for text in pair if isinstance(text, str))
    return not any(map(_UNSTORABLE.search, texts))


def texts_of(value: object) -> Iterator[str]:
    """The texts of a value that may be one text, an object with a name, or a list of these."""
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        for key in ("value", "name", "credentialCategory", "@value"):
            if value.get(key):
                yield from texts_of(value[key])
                return
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def text_in(value: object) -> str | None:
    """The first text of a value, None without one."""
    return next(texts_of(value), None)


def child(document: Document, name: str) -> Document:
    """The object under a name; of a list, the first one; empty when there is none."""
    value = document.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def children(document: Document, name: str) -> tuple[Document, ...]:
    """The objects in the list under a name."""
    value = document.get(name)
    listed = value if isinstance(value, list) else [value]
    return tuple(item for item in listed if isinstance(item, dict))


class _Text(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(html: str) -> str:
    """The text of a piece of HTML on one line; a text without tags stays as it is."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join(" ".join(reader.parts).split())
