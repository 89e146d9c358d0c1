"""The map of tiles: every region once, nothing on top of another, west on the left."""

import pytest

from matching.geography import Gazetteer, Region, Town, distance_km
from matching.regional import RegionLine
from service.web.region_map import region_map
from service.wording import Language
from service.wording.regions import SHORT_NAMES

REGIONS = Gazetteer.load().regions
LINES = tuple(RegionLine(region=one.code, demand=None, kits=0) for one in REGIONS)


def capital(region: Region) -> Town:
    """A town that lies well inside: the one with the least distance to all the others."""
    towns = [one for one in Gazetteer.load().towns if one.region == region.code and one.place]
    return min(
        towns[::7] or towns,
        key=lambda one: sum(
            distance_km(one.place, other.place) for other in towns[::7] if one.place and other.place
        ),
    )


@pytest.mark.parametrize("language", list(Language))
def test_every_region_has_one_tile_inside_the_drawing(language: Language) -> None:
    drawn = region_map(LINES, language)
    assert {tile.line.region for tile in drawn.tiles} == set(SHORT_NAMES)
    for tile in drawn.tiles:
        assert 0 <= tile.x <= drawn.width - tile.width
        assert 0 <= tile.y <= drawn.height - tile.height
        assert tile.x < tile.middle < tile.x + tile.width


def test_no_tile_lies_on_another() -> None:
    places = {(tile.x, tile.y) for tile in region_map(LINES, Language.FRENCH).tiles}
    assert len(places) == len(REGIONS)


def test_the_map_is_the_same_in_every_language_but_for_its_names() -> None:
    french, arabic = (region_map(LINES, one) for one in (Language.FRENCH, Language.ARABIC))
    pairs = list(zip(french.tiles, arabic.tiles, strict=True))
    assert all((one.x, one.y) == (other.x, other.y) for one, other in pairs)
    assert all(one.name != other.name for one, other in pairs)


def test_tiles_stand_as_the_regions_do_where_those_are_far_apart() -> None:
    tiles = {one.line.region: one for one in region_map(LINES, Language.FRENCH).tiles}
    middles = {one.code: capital(one).place for one in REGIONS}
    for one in REGIONS:
        for other in REGIONS:
            here, there = middles[one.code], middles[other.code]
            assert here is not None
            assert there is not None
            if here.latitude - there.latitude > 1.5:
                assert tiles[one.code].y <= tiles[other.code].y, (one.code, other.code)
            if there.longitude - here.longitude > 2.5:
                assert tiles[one.code].x <= tiles[other.code].x, (one.code, other.code)
