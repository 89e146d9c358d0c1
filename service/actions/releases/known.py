"""Which releases there are, and which one is in service."""

from functools import partial
from pathlib import Path

from models.promotion import Published, load_published
from models.registry import NoSuchVersion, Registry
from models.releases import Release, load_release
from service.runtime import choices, try_release
from service.security import Action, Caller, check_can
from service.settings import Settings


def open_registry(settings: Settings, caller: Caller) -> Registry:
    """The registry of this installation; what enters it must answer well with its own encoder.

    Raises:
        RoleNotAllowed: not the caller's to change.
    """
    check_can(caller, Action.RELOAD)
    return Registry(settings.registry_dir, partial(try_release, settings))


def find_published(registry: Registry, named: str) -> Published:
    """A release of the registry, by its number or its id.

    Raises:
        NoSuchVersion: the registry has no such release.
    """
    for one in registry.published():
        if named in {str(one.version), one.release_id}:
            return one
    raise NoSuchVersion(version=named)


def find_release(settings: Settings, caller: Caller, named: str | None) -> Release:
    """A release by its folder, its number or its id; without a name, the one to run.

    Raises:
        NotReady: it is refused.
        NoSuchVersion: there is no such folder, number or id.
    """
    if named is None:
        return choices(settings)[0].load()
    if Path(named).is_dir():
        return load_release(Path(named))
    published = find_published(open_registry(settings, caller), named)
    return load_published(settings.registry_dir, published)
