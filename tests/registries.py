"""Registries of releases for tests, over MLflow's real database."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from matching.parameters import Parameters
from models.registry import Registry, Trial
from models.releases import Release
from tests.runtimes import a_release

DATABASE: Final = "registry.db"


def accepts(release: Release) -> None:
    """A trial that everything passes."""


def a_registry(store: Path, trial: Trial = accepts) -> Registry:
    """A registry in that folder; an empty one when there is none yet."""
    store.mkdir(parents=True, exist_ok=True)
    if not (store / DATABASE).exists():
        (store / DATABASE).write_bytes(_empty_database())
    return Registry(store, trial)


def published_as(registry: Registry, folder: Path, *names: str) -> None:
    """Publish releases that differ in what they show, under those ids."""
    for number, name in enumerate(names):
        parameters = Parameters(nearest_excluded=number)
        registry.publish(a_release(folder / name, name, parameters), by="tests")


@cache
def _empty_database() -> bytes:
    """MLflow takes seconds to make its tables, and a copy of them takes milliseconds."""
    with TemporaryDirectory() as folder:
        Registry(folder, accepts).published()
        return (Path(folder) / DATABASE).read_bytes()
