"""A character table in the compiled form that unigram tokenizers read (a double-array trie)."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Node:
    """A prefix of some keys."""

    position: int | None = None
    """Where the replacement starts, when a key ends here."""
    children: dict[int, "_Node"] = field(default_factory=dict)

    def labels(self) -> list[int]:
        """What leads on from here, ascending; 0 stands for "a key ends here"."""
        ends = [0] if self.position is not None else []
        return ends + sorted(self.children)


_HAS_LEAF = 1 << 8
_OFFSET_SHIFT = 10
_IS_LEAF = 1 << 31
_BLOCK = 256
"""Units that the children of one node can span."""
_MAX_OFFSET = 1 << 21
"""Larger offsets need the format's long form, which a table of characters never reaches."""


def compile_charsmap(rules: Mapping[str, str]) -> bytes:
    """Compile "this text becomes that text" rules for `tokenizers.normalizers.Precompiled`.

    The result is a little-endian uint32 trie size in bytes, the units of the double array, then
    the replacements as NUL-terminated UTF-8. A unit packs the byte that leads to it (bits 0..7),
    whether a rule ends there (bit 8) and the XOR offset of its children (bits 10..30); a leaf is
    bit 31 plus the position of its replacement.

    Args:
        rules: Text to replacement; an empty replacement removes the text. Keys are not empty and
            neither side contains NUL, which ends a string in this format.

    Raises:
        ValueError: an empty key, a NUL, or more rules than the short form of the format holds.
    """
    if any(not key or "\0" in key + value for key, value in rules.items()):
        raise ValueError("a rule has an empty key or contains NUL")
    texts = bytearray()
    root = _Node()
    for key in sorted(rules):
        node = root
        for byte in key.encode():
            node = node.children.setdefault(byte, _Node())
        node.position = len(texts)
        texts += rules[key].encode() + b"\0"
    units = _lay_out(root)
    return struct.pack(f"<{len(units) + 1}I", 4 * len(units), *units) + bytes(texts)


def _lay_out(root: _Node) -> list[int]:
    """Place every node; no two parents share a base, which keeps look-ups free of clashes."""
    units: dict[int, int] = {0: 0}
    bases: set[int] = set()
    waiting: list[tuple[int, _Node]] = [(0, root)]
    first_free = 1
    while waiting:
        place, node = waiting.pop()
        labels = node.labels()
        while first_free in units:
            first_free += 1
        base = next(
            base
            for base in _bases_from(first_free, labels[0])
            if base not in bases and all(base ^ label not in units for label in labels)
        )
        bases.add(base)
        # Small gaps far behind are not worth searching again for every node.
        first_free = max(first_free, (base ^ labels[0]) - _BLOCK)
        units[place] |= _offset(base ^ place)
        for label, child in node.children.items():
            units[base ^ label] = label
            waiting.append((base ^ label, child))
        if node.position is not None:
            units[place] |= _HAS_LEAF
            units[base] = _IS_LEAF | node.position
    # Readers look up any byte below a base, so the last block must exist in full.
    size = (max(max(units), max(bases)) | (_BLOCK - 1)) + 1
    return [units.get(place, 0) for place in range(size)]


def _offset(offset: int) -> int:
    if offset >= _MAX_OFFSET:
        raise ValueError("too many rules for the short form of the format")
    return offset << _OFFSET_SHIFT


def _bases_from(first_free: int, label: int) -> Iterator[int]:
    """Bases whose child `label` falls on a position at or after the first free one."""
    position = first_free
    while True:
        yield position ^ label
        position += 1
