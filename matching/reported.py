"""What a report of the laboratory consists of: the seam between who writes and who shows it."""

from enum import StrEnum
from typing import Final

WITHHELD: Final = "withheld"
"""What a figure lacks when it would tell of fewer people than may be shown, or give them away."""


class Kind(StrEnum):
    """How a number is written and read."""

    COUNT = "count"
    FIGURE = "figure"
    SHARE = "share"
    """In [0, 1]; written in per cent."""
    GAP = "gap"
    """In [-1, 1], between two shares; written in points of per cent, with its sign."""


class Section(StrEnum):
    """Chapters, in the order in which they are read."""

    FUNNEL = "funnel"
    REFUSALS = "refusals"
    RANKERS = "rankers"
    QUALITY = "quality"
    BLIND = "blind"
    GAPS = "gaps"
    EXPOSURE = "exposure"
    CROWDING = "crowding"
    LORENZ = "lorenz"
    CALIBRATION = "calibration"
    RELIABILITY = "reliability"
    INSTEAD = "instead"
    MIRROR = "mirror"
    GROUP_CALIBRATION = "group-calibration"
    PARTS = "parts"


COMPARED: Final = frozenset(
    {
        Section.QUALITY,
        Section.BLIND,
        Section.CALIBRATION,
        Section.EXPOSURE,
        Section.GAPS,
        Section.CROWDING,
        Section.MIRROR,
    }
)
"""Sections whose figures mean the same in every report, so that two can be compared."""
