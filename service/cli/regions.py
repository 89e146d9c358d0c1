"""Regions as somebody names them on the command line."""

from collections.abc import Iterable


def regions_named(named: Iterable[str]) -> frozenset[str]:
    """The codes of regions given by name or code.

    Raises:
        UnknownPlace: a name is no region's.
    """
    from matching.geography import Gazetteer

    gazetteer = Gazetteer.load()
    return frozenset(gazetteer.region(name).code for name in named)
