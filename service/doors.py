"""What routes and pages are handed: the parts of the service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from matching.geography import Gazetteer
from matching.trades import TradeTable
from service.runtime import Runtime
from service.settings import Settings
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Everything a route may use; made once, when the application is assembled."""

    settings: Settings
    storage: Storage
    runtime: Runtime
    gazetteer: Callable[[], Gazetteer]
    """Loads the places of Morocco when they are first needed."""
    trades: Callable[[], TradeTable]
    """Loads the trades when they are first needed."""
    now: Callable[[], datetime]
    """The clock; aware, UTC."""


def doors_of(request: Request) -> Doors:
    """The parts of the application that answers this request."""
    doors: Doors = request.app.state.doors
    return doors
