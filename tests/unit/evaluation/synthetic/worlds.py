"""Worlds that are small enough to be drawn in a moment."""

from typing import Any

from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.world import World, make_world


def a_world(**wanted: Any) -> World:
    return make_world(WorldOrder(**({"people": 150, "openings": 80, "seed": 7} | wanted)))
