"""Making a stored shortlist again, from the same inputs, and comparing to the last bit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matching.errors import InvalidInput
from matching.outcomes import History
from matching.proposals import Question, Shortlist
from matching.records import Profile
from matching.vocabulary import Direction, RecordKind
from service.actions.shortlisting import FILTERS, PROFILE, SHORTLIST
from service.runtime import Runtime
from service.storage import NoSuchShortlist, ShownShortlist, Storage, Work


class CannotReplay(InvalidInput):
    """Only shortlists of opportunities can be made again."""

    code = "cannot-replay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A shortlist as it was shown, and as the engine in use makes it from the same inputs."""

    shown: Shortlist
    made_again: Shortlist
    same_release: bool
    same_encoder: bool

    @property
    def is_identical(self) -> bool:
        """Equal to the last bit: lines, scores, reasons, exclusions."""
        return self.shown == self.made_again


def replay(runtime: Runtime, storage: Storage, shortlist_id: UUID) -> Replay:
    """Make a stored shortlist again, over the records and answers of that moment.

    Raises:
        NoSuchShortlist: there is none, or a person on it was erased since.
        CannotReplay: it lists people.
        MatchingError: the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        kept = work.shortlists.get(shortlist_id)
        if kept.is_redacted:
            raise NoSuchShortlist(shortlist_id=str(shortlist_id))
        if kept.direction is not Direction.OPPORTUNITIES or kept.kind is None:
            raise CannotReplay(shortlist_id=str(shortlist_id))
        profile, history = _asker(work, kept)
    stock, _ = serving.stockroom.stock_as_of(kept.records_revision, kept.feedback_revision)
    question = Question(
        profile=profile,
        kind=kept.kind,
        today=date.fromisoformat(kept.inputs["today"]),
        limit=kept.inputs["limit"],
        filters=FILTERS.validate_python(kept.inputs["filters"]),
        history=history,
    )
    return Replay(
        shown=SHORTLIST.validate_python(kept.answer["shortlist"]),
        made_again=serving.matcher.with_stock(stock).shortlist(question),
        same_release=kept.release_id == serving.matcher.release_id,
        same_encoder=kept.inputs["encoder_revision"] == serving.encoder.revision,
    )


def _asker(work: Work, kept: ShownShortlist) -> tuple[Profile, History]:
    if kept.subject_id is None:
        return PROFILE.validate_python(kept.inputs["profile"]), History()
    stored = work.records.get_version(
        RecordKind.PROFILE, kept.subject_id, kept.inputs["profile_version"]
    )
    return stored.profile, work.feedback.history_of(kept.subject_id, kept.feedback_revision)
