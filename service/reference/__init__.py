"""Data that ships: trades and skills with their names, and the eight sectors.

`trades.csv` was written for Jisr, in French, Arabic, English and Darija as it is typed in Latin
letters (7 for ح, 3 for ع, 9 for ق). One line is one trade or skill: code, kind, sector, three
labels, closest ROME 4.0 occupation, ISCO-08 unit group, other names separated by "|". Skills that
belong to every trade have no ROME or ISCO code. Two lines may share a name only on purpose, and a
test lists those names.

ROME codes are those of version 4.60 (France Travail, Licence Ouverte 2.0); ISCO-08 is the
International Standard Classification of Occupations (ILO). Only codes are taken from either.
"""

from importlib import resources
from pathlib import Path


def trades_path() -> Path:
    """The table of trades and skills, for `matching.trades.TradeTable.read`."""
    return _path("trades.csv")


def sectors_path() -> Path:
    """The closed list of sectors: code, and names in French, Arabic and English."""
    return _path("sectors.csv")


def _path(name: str) -> Path:
    return Path(str(resources.files("service.reference") / name))
