"""A release that ranks beside the one in use without being shown: its order is logged, no more."""

from dataclasses import dataclass

from matching.errors import MatchingError, NotReady
from matching.pipeline import Matcher
from matching.proposals import Question
from models.rankers import ranker_of, rankers_of
from models.releases import Release, load_release
from service.logs import error_fields, logger
from service.settings import Settings


class OtherEncoder(NotReady):
    """A release with another encoder or centre cannot rank beside: it reads other vectors."""

    code = "shadow-other-encoder"


@dataclass(frozen=True, slots=True)
class Beside:
    """How another release would have ordered the same question."""

    release_id: str
    lines: tuple[tuple[str, float], ...]
    """Opportunity ids with their scores, best first."""


def challenger_of(release: Release, in_use: Release, matcher: Matcher) -> Matcher:
    """Another release over the stock and the vectors of the one in use.

    Raises:
        OtherEncoder: its numbers were measured with other vectors.
    """
    if release.encoder != in_use.encoder:
        raise OtherEncoder(release_id=release.id)
    return Matcher(
        release_id=release.id,
        parameters=release.parameters,
        encoder=matcher.encoder,
        ranker=ranker_of(release),
        rankers=rankers_of(release.parameters),
        trades=matcher.trades,
        stock=matcher.stock,
    )


def load_challenger(settings: Settings, in_use: Release, matcher: Matcher) -> Matcher | None:
    """The release that the settings let rank beside; None when there is none, or it is refused."""
    if settings.shadow_release_dir is None:
        return None
    try:
        return challenger_of(load_release(settings.shadow_release_dir), in_use, matcher)
    except MatchingError as error:
        logger().warning("shadow-refused", code=error.code)
        return None


def ask_beside(challenger: Matcher | None, question: Question) -> Beside | None:
    """The challenger's order; None without a challenger, or when it fails."""
    if challenger is None:
        return None
    try:
        found = challenger.shortlist(question).proposals
    # Whatever goes wrong in a release on trial, the answer of the one in use is given.
    except Exception as error:
        logger().warning("shadow-failed", **error_fields(error))
        return None
    return Beside(challenger.release_id, tuple((one.opportunity_id, one.score) for one in found))
