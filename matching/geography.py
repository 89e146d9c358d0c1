"""Regions, provinces, communes and town centres of Morocco; distances between centres."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

from matching.errors import AmbiguousPlace, Param, UnknownPlace
from matching.toponyms import NameIndex

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""
_CITY = 50_000
_FAR_LARGER = 5
_REGION_CODE = re.compile(r"(?:MA[- ]?)?(\d{1,2})", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;(/]\s*|\s+[-\u2013\u2014]\s+|\)")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One of the twelve regions."""

    code: str
    """ISO 3166-2, "MA-01".."MA-12"."""
    name_fr: str
    name_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province, a prefecture, or a prefecture of arrondissements of Casablanca."""

    code: str
    """HCP's code, "06.141" or "06.141.01.20"."""
    name_fr: str
    name_ar: str
    region: str


class NoSuchPlace(UnknownPlace):
    """`UnknownPlace` that knows the names closest to what was written."""

    def __init__(self, suggestions: Sequence[str] = (), **params: Param) -> None:
        super().__init__(**params)
        self.suggestions = tuple(suggestions)


class SeveralPlaces(AmbiguousPlace):
    """`AmbiguousPlace` that knows the provinces to choose from."""

    def __init__(self, suggestions: Sequence[str] = (), **params: Param) -> None:
        super().__init__(**params)
        self.suggestions = tuple(suggestions)


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between two centres, in kilometres (haversine, within 0.5 %).

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
    angles = 2 * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    kilometres: npt.NDArray[np.float32] = (EARTH_RADIUS_KM * angles).astype(np.float32)
    return kilometres


class Gazetteer:
    """Every region, province, commune and arrondissement, by code and by what people call it."""

    def __init__(
        self,
        regions: Iterable[Region],
        provinces: Iterable[Province],
        communes: Iterable[tuple[Town, int, Sequence[str]]],
        districts: Iterable[tuple[Town, int, Sequence[str]]],
    ) -> None:
        """Index places.

        Args:
            regions: All regions.
            provinces: All provinces.
            communes: Town, inhabitants, and names other than its own.
            districts: The same for provinces under their chief town, then arrondissements. One that
                has the name of an earlier town inside it, or around it, is found by code only.
        """
        self.regions = tuple(regions)
        self.provinces = tuple(provinces)
        self._regions: NameIndex[Region] = NameIndex()
        self._provinces: NameIndex[Province] = NameIndex()
        self._names: NameIndex[Town] = NameIndex()
        self._towns: dict[str, Town] = {}
        self._inhabitants: dict[str, int] = {}
        for region in self.regions:
            self._regions.add(region, (region.name_fr, region.name_ar, region.code))
        for province in self.provinces:
            self._provinces.add(province, (province.name_fr, province.name_ar, province.code))
        for town, inhabitants, others in communes:
            self._add(town, inhabitants, (town.name_fr, town.name_ar, *others))
        for town, inhabitants, others in districts:
            self._add(town, inhabitants, (*self._free_names(town), *others))

    def _add(self, town: Town, inhabitants: int, names: Iterable[str]) -> None:
        self._towns[town.code] = town
        self._inhabitants[town.code] = inhabitants
        self._names.add(town, names)

    def _free_names(self, district: Town) -> tuple[str, ...]:
        names = (district.name_fr, district.name_ar)
        bearers = (town for name in names for town in self._names.exact(name))
        is_taken = any(_is_within(town, district.province) for town in bearers)
        return () if is_taken else names

    @classmethod
    def load(cls) -> "Gazetteer":
        """The Morocco of the 2024 census, read once per process (about 0.3 s) and then shared."""
        return _load()

    @property
    def towns(self) -> tuple[Town, ...]:
        """Every town: communes, then provinces under their chief towns, then arrondissements."""
        return tuple(self._towns.values())

    def town(self, code: str) -> Town:
        """The town with this code.

        Raises:
            UnknownPlace: no town has it.
        """
        try:
            return self._towns[code]
        except KeyError:
            raise NoSuchPlace from None

    def region(self, text: str) -> Region:
        """The region that a code ("MA-06", "06") or a French or Arabic name means.

        Raises:
            UnknownPlace: no region; `suggestions` has close names.
        """
        number = _REGION_CODE.fullmatch(text.strip())
        code = f"MA-{int(number[1]):02}" if number else text
        for region in self._regions.find(code):
            return region
        raise NoSuchPlace(self._regions.suggest(text))

    def resolve(self, text: str, province: str | None = None) -> Town:
        """The town that a name means, in French, Arabic, English or Darija and in most spellings.

        A name borne by several communes means the city among them when one is far larger than the
        others. "Hay Mohammadi (Casablanca)" and "Ajdir, Taza" carry their own province. The name of
        a province means its chief town, under the name of the province.

        Args:
            text: A name or a code.
            province: Name or code of a province, a city or a region that the town must be in.

        Raises:
            UnknownPlace: nothing in Morocco, or in that province, answers to the name;
                `suggestions` has at most three close names.
            AmbiguousPlace: several do; `suggestions` has each with its province, and
                `params["candidates"]` their number.
        """
        if text in self._towns:
            return self._towns[text]
        found = self._names.find(text)
        parts = [part.strip() for part in _PARTS.split(text, maxsplit=1)]
        if not found and province is None and len(parts) > 1 and all(parts):
            return self.resolve(parts[0], province=parts[1])
        if province is not None:
            area = self._area(province)
            found = [town for town in found if _is_within(town, area)]
        if not found:
            raise NoSuchPlace(self._names.suggest(text))
        return self._main(found)

    def _area(self, text: str) -> str:
        """The code of a province, or the number of a region, that a text means."""
        for province in self._provinces.exact(text):
            return province.code
        for region in self._regions.exact(text):
            return region.code.removeprefix("MA-")
        for district in self._provinces.find(text):
            return district.code
        return self.resolve(text).province

    def _main(self, towns: Sequence[Town]) -> Town:
        """The only town, or the city among villages."""
        first, *others = sorted(towns, key=lambda town: -self._inhabitants[town.code])
        inhabitants = self._inhabitants[first.code]
        runner_up = max((self._inhabitants[town.code] for town in others), default=0)
        if others and inhabitants < max(_CITY, _FAR_LARGER * runner_up):
            raise SeveralPlaces([self._described(town) for town in towns], candidates=len(towns))
        return first

    def _described(self, town: Town) -> str:
        province = next(known for known in self.provinces if known.code == town.province)
        return f"{town.name_fr} ({province.name_fr})"


def _is_within(town: Town, area: str) -> bool:
    """Whether a town lies in a province, in a prefecture of arrondissements or in a region."""
    return f"{town.province}.".startswith(f"{area}.")


@cache
def _load() -> Gazetteer:
    # The lists take a while to read, and a command that needs no place should not wait for them.
    from matching.census import read_gazetteer

    return read_gazetteer()
