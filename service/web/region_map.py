"""Where each region stands on a map of tiles: one of equal size for each, roughly in its place.

Boundaries are not at hand, and a tile does not pretend to have any. The map is never mirrored: the
sea is to the west in every language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matching.regional import RegionLine
from service.wording import Language
from service.wording.regions import SHORT_NAMES

TILE_WIDTH: Final = 88
TILE_HEIGHT: Final = 58
_GAP: Final = 4
_PLACES: Final[Mapping[str, tuple[int, int]]] = {
    "MA-01": (3, 0),
    "MA-04": (2, 1),
    "MA-03": (3, 1),
    "MA-02": (4, 1),
    "MA-06": (2, 2),
    "MA-05": (3, 2),
    "MA-07": (2, 3),
    "MA-08": (3, 3),
    "MA-09": (2, 4),
    "MA-10": (1, 5),
    "MA-11": (0, 6),
    "MA-12": (0, 7),
}
"""Code of a region -> column from the west, row from the north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One region on the map, in units of the drawing."""

    x: int
    y: int
    width: int
    height: int
    name: str
    line: RegionLine

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The whole drawing."""

    width: int
    height: int
    tiles: tuple[Tile, ...]


def region_map(lines: Sequence[RegionLine], language: Language) -> RegionMap:
    """The tiles of the regions, in the order given."""
    columns = 1 + max(column for column, _ in _PLACES.values())
    rows = 1 + max(row for _, row in _PLACES.values())
    return RegionMap(
        columns * (TILE_WIDTH + _GAP) - _GAP,
        rows * (TILE_HEIGHT + _GAP) - _GAP,
        tuple(_tile(line, language) for line in lines),
    )


def _tile(line: RegionLine, language: Language) -> Tile:
    column, row = _PLACES[line.region]
    return Tile(
        x=column * (TILE_WIDTH + _GAP),
        y=row * (TILE_HEIGHT + _GAP),
        width=TILE_WIDTH,
        height=TILE_HEIGHT,
        name=SHORT_NAMES[line.region].text(language),
        line=line,
    )
