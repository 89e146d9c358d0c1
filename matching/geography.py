"""Regions, provinces, communes and town centres of Morocco; distances between centres."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""


@dataclass(frozen=True, slots=True)
class Place:
    """The centre of a town in degrees (WGS 84); never an address."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A commune, or the chief town of a province, with its centre."""

    code: str
    """Official code of the commune or province, stable across spellings."""
    name_fr: str
    name_ar: str
    province: str
    """Code of the province or prefecture."""
    region: str
    """Code of the region, "MA-01".."MA-12" (ISO 3166-2)."""
    place: Place | None
    """None when no source gives coordinates; distances are then unknown."""


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between two centres, in kilometres (haversine; within 0.5 % of the truth).

    As the crow flies: a road is longer, most of all in the mountains.
    """
    latitude, other = radians(a.latitude), radians(b.latitude)
    half_north = sin((other - latitude) / 2)
    half_east = sin(radians(b.longitude - a.longitude) / 2)
    chord = half_north**2 + cos(latitude) * cos(other) * half_east**2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def distances_km(
    place: Place, latitudes: npt.NDArray[np.floating], longitudes: npt.NDArray[np.floating]
) -> npt.NDArray[np.float32]:
    """`distance_km` from one centre to many.

    Args:
        place: Where from.
        latitudes: Degrees, shape (n,); nan where a centre is unknown.
        longitudes: Degrees, shape (n,).

    Returns:
        Kilometres, shape (n,), float32; nan where a coordinate is nan.
    """
    there = np.radians(np.asarray(latitudes, dtype=np.float64))
    half_north = np.sin((there - radians(place.latitude)) / 2)
    half_east = np.sin(np.radians(np.asarray(longitudes, np.float64) - place.longitude) / 2)
    chord = half_north**2 + cos(radians(place.latitude)) * np.cos(there) * half_east**2
    kilometres = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return kilometres.astype(np.float32)
