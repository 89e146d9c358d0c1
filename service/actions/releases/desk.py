"""Which release answers, what would change with another, and putting it into use or back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from matching.errors import Conflict, MatchingError
from models.promotion import Promotion, Published, load_published, read_promotion
from models.registry import Event, NoSuchVersion, NothingToRollBack, Registry
from models.releases import Release
from service.runtime import Health, Runtime
from service.security import Action, Caller, check_can
from service.settings import Settings


class ReleaseMoved(Conflict):
    """Another release was put into use since the page was read."""

    code = "release-moved"


LATEST: Final = 50
"""Events of the registry that are listed."""
_WHOLE_ENGINE: Final = "hybrid"
_EVERY_QUESTION: Final = "all"
_FIRST_GOOD: Final = "mrr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How well a release placed the first good line, on one set of judged questions."""

    name: str
    questions: int
    value: float
    """Mean of 1 / rank of the first good line, in [0, 1]."""
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a release says of itself."""

    id: str
    made_on: date
    made_by: str
    encoder: str
    is_learned: bool
    """Its ranking was learned from outcomes."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The releases of this installation."""

    health: Health
    follows_registry: bool
    """False when the settings name a folder, which then comes first."""
    promotion: Promotion | None
    """None when nothing was ever promoted: the release that ships answers."""
    published: tuple[Published, ...]
    """Latest first."""
    events: tuple[Event, ...]
    """Latest first."""
    in_use: Facts | None
    """None while nothing answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What changes when one release takes the place of another."""

    wanted: Published
    before: Facts | None
    after: Facts | None
    """None when its files are refused; `refusal` says why."""
    refusal: MatchingError | None
    same_encoder: bool
    """When not, texts are read anew, which takes minutes."""
    settings_changed: int
    """Numbers of rules, evidence and ranking that differ."""


def desk(runtime: Runtime, settings: Settings, *, caller: Caller) -> Desk:
    """The release in use, those kept, and what was done with them.

    Raises:
        RoleNotAllowed: not the caller's to see.
        NotReady: the registry cannot be read.
    """
    check_can(caller, Action.RELOAD)
    promotion = read_promotion(settings.registry_dir)
    has_registry = settings.registry_dir.is_dir()
    registry = _registry(runtime, settings)
    return Desk(
        health=runtime.health(),
        follows_registry=settings.release_dir is None,
        promotion=promotion,
        published=tuple(reversed(registry.published())) if has_registry else (),
        events=tuple(reversed(registry.history()))[:LATEST] if has_registry else (),
        in_use=_in_use(runtime),
    )


def look_at(runtime: Runtime, settings: Settings, *, caller: Caller, version: int) -> Exchange:
    """What would change if that release were put into use; nothing is changed.

    Raises:
        RoleNotAllowed: not the caller's to see.
        NoSuchVersion: the registry has none of that number.
    """
    check_can(caller, Action.RELOAD)
    found = _registry(runtime, settings).published() if settings.registry_dir.is_dir() else []
    for one in found:
        if one.version == version:
            return _exchange(runtime, settings, one)
    raise NoSuchVersion(version=version)


def look_back(runtime: Runtime, settings: Settings, *, caller: Caller) -> Exchange:
    """What would change if the release before were put back into use; nothing is changed.

    Raises:
        RoleNotAllowed: not the caller's to see.
        NothingToRollBack: no other release was in use before.
    """
    check_can(caller, Action.RELOAD)
    promotion = read_promotion(settings.registry_dir)
    if promotion is None or not promotion.earlier:
        raise NothingToRollBack
    return _exchange(runtime, settings, promotion.earlier[0])


def put_into_use(
    runtime: Runtime, settings: Settings, *, caller: Caller, version: int, by: str
) -> Health:
    """Check a release again, answers included, promote it, and answer with it from now on.

    Raises:
        MatchingError: not allowed, or the release is refused; the one in use stays in use.
    """
    check_can(caller, Action.RELOAD)
    _registry(runtime, settings).promote(version, by=by)
    return runtime.reload()


def put_back(
    runtime: Runtime, settings: Settings, *, caller: Caller, version: int, by: str
) -> Health:
    """Answer with the release that was in use before.

    Args:
        runtime: Answers.
        settings: Where the registry is.
        caller: Who decides.
        version: The release that the confirmation showed; if another is next in line by now,
            nothing is done.
        by: Who answers for it, as the registry keeps it.

    Raises:
        MatchingError: not allowed, or the release is refused; the one in use stays in use.
    """
    check_can(caller, Action.RELOAD)
    if look_back(runtime, settings, caller=caller).wanted.version != version:
        raise ReleaseMoved
    _registry(runtime, settings).roll_back(by=by)
    return runtime.reload()


def load_again(runtime: Runtime, *, caller: Caller) -> Health:
    """Load the release again from its folder.

    Raises:
        MatchingError: not allowed, or it is refused; the one in use stays in use.
    """
    check_can(caller, Action.RELOAD)
    return runtime.reload()


def _registry(runtime: Runtime, settings: Settings) -> Registry:
    return Registry(settings.registry_dir, runtime.try_release)


def _in_use(runtime: Runtime) -> Facts | None:
    release = runtime.release
    return None if release is None else _facts(release)


def _exchange(runtime: Runtime, settings: Settings, wanted: Published) -> Exchange:
    before = runtime.release
    after, refusal = None, None
    try:
        after = load_published(settings.registry_dir, wanted)
    except MatchingError as error:
        refusal = error
    return Exchange(
        wanted=wanted,
        before=None if before is None else _facts(before),
        after=None if after is None else _facts(after),
        refusal=refusal,
        same_encoder=before is not None and after is not None and before.encoder == after.encoder,
        settings_changed=_changed(before, after),
    )


def _changed(before: Release | None, after: Release | None) -> int:
    if before is None or after is None:
        return 0
    one, other = (_flat(asdict(release.parameters)) for release in (before, after))
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())


def _flat(found: Mapping[Any, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in found.items():
        path = f"{prefix}/{name}"
        flat |= _flat(value, path) if isinstance(value, Mapping) else {path: value}
    return flat


def _facts(release: Release) -> Facts:
    return Facts(
        id=release.id,
        made_on=release.made_on,
        made_by=release.promoted_by,
        encoder=release.encoder.id,
        is_learned=release.ranking is not None,
        figures=tuple(_figures(release.measures)),
    )


def _figures(measures: Mapping[str, Any]) -> list[Figure]:
    """The first good line of each set of questions; a set that says it otherwise is left out."""
    found = []
    for name, splits in measures.items():
        every = splits.get(_EVERY_QUESTION) if isinstance(splits, Mapping) else None
        engine = every.get(_WHOLE_ENGINE) if isinstance(every, Mapping) else None
        triple = engine.get(_FIRST_GOOD) if isinstance(engine, Mapping) else None
        if isinstance(triple, list | tuple) and len(triple) == 3:
            value, low, high = (float(one) for one in triple)
            asked = int(every.get("queries", 0)) if every else 0
            found.append(Figure(name=name, questions=asked, value=value, low=low, high=high))
    return found
