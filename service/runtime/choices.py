"""Which release to run: the one that the settings name, the promoted one, the one that ships."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from models.promotion import Published, RegistryDamaged, load_published, read_promotion
from models.releases import Release, load_release, shipped_release
from service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A release that may be run."""

    load: Callable[[], Release]
    """Reads and checks it; raises `NotReady` when it must not be used."""
    published: Published | None = None
    """What the registry says of it; None when it comes from elsewhere."""


def choices(settings: Settings) -> tuple[Choice, ...]:
    """The release to run, then those to fall back to when it is refused at the start.

    A folder named by the settings is the only choice. Otherwise the promoted release comes first,
    then those that were in use before it, the latest first, then the one that ships.
    """
    if settings.release_dir is not None:
        return (Choice(load=partial(load_release, settings.release_dir)),)
    shipped = Choice(load=partial(load_release, shipped_release()))
    store = settings.registry_dir
    try:
        promotion = read_promotion(store)
    except RegistryDamaged as error:
        return Choice(load=partial(_refuse, error)), shipped
    if promotion is None:
        return (shipped,)
    promoted = (promotion.published, *promotion.earlier)
    found = (Choice(load=partial(load_published, store, one), published=one) for one in promoted)
    return (*found, shipped)


def _refuse(error: RegistryDamaged) -> Release:
    raise error
