"""Data that ships: trades and skills with their names, the eight sectors, and activities.

`trades.csv` was written for Jisr, in French, Arabic, English and Darija as it is typed in Latin
letters (7 for ح, 3 for ع, 9 for ق). One line is one trade or skill: code, kind, sector, three
labels, closest ROME 4.0 occupation, ISCO-08 unit group, other names separated by "|". Skills that
belong to every trade have no ROME or ISCO code. Two lines may share a name only on purpose, and a
test lists those names.

ROME codes are those of version 4.60 (France Travail, Licence Ouverte 2.0); ISCO-08 is the
International Standard Classification of Occupations (ILO). Only codes are taken from either.

`activities.csv` and `kit_items.csv` were written for Jisr as well. Nobody was asked for a price:
each is a range marked as an estimate with its month, to be replaced by quotes of the institution.
"""

from importlib import resources
from pathlib import Path


def trades_path() -> Path:
    """The table of trades and skills, for `matching.trades.TradeTable.read`."""
    return _path("trades.csv")


def sectors_path() -> Path:
    """The closed list of sectors: code, and names in French, Arabic and English."""
    return _path("sectors.csv")


def activities_path() -> Path:
    """The catalogue of activities, for `service.intake.shipped_activities`."""
    return _path("activities.csv")


def kit_items_path() -> Path:
    """The lines of their kits, likewise."""
    return _path("kit_items.csv")


def _path(name: str) -> Path:
    return Path(str(resources.files("service.reference") / name))
