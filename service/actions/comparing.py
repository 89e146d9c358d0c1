"""Two opportunities of one kind for one person, on the same terms and at the same moment."""

from dataclasses import dataclass
from datetime import datetime

from matching.errors import InvalidInput
from matching.proposals import Proposal, Question
from matching.records import Opportunity
from matching.text import profile_text
from matching.vocabulary import Refusal
from service.actions.shortlisting import stored_asker
from service.actions.suspending import check_can_recommend
from service.runtime import Runtime, Serving
from service.security import Caller
from service.storage import Storage


class NotComparable(InvalidInput):
    """They are the same, or of two kinds, and say nothing beside one another."""

    code = "not-comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One of the two."""

    opportunity: Opportunity
    line: Proposal | None
    """The line it would be on a shortlist, whatever the rules say; None when the person states
    nothing to compare."""
    refusals: tuple[Refusal, ...]
    """Every reason to keep it out; none when it may be proposed."""
    places_left: int | None
    """At least 0; None without a limit."""


def compare(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    opportunity_ids: tuple[str, str],
) -> tuple[Beside, Beside]:
    """Put two opportunities side by side for a stored person; nothing is kept of it.

    Raises:
        NotComparable: they are one, or of two kinds.
        MatchingError: not allowed, no such person or opportunity, or the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        asker = stored_asker(work, serving, profile_id)
        check_can_recommend(work, caller, [asker.profile])
    first, second = opportunity_ids
    kind = serving.matcher.kind_of(first)
    if first == second or serving.matcher.kind_of(second) is not kind:
        raise NotComparable
    question = Question(profile=asker.profile, kind=kind, today=now.date(), history=asker.history)
    return _beside(serving, question, first), _beside(serving, question, second)


def _beside(serving: Serving, question: Question, opportunity_id: str) -> Beside:
    matcher = serving.matcher
    opportunity = matcher.opportunity(question.kind, opportunity_id)
    taken = matcher.stock.situation.taken.get(opportunity_id, 0)
    places = opportunity.places
    return Beside(
        opportunity=opportunity,
        line=matcher.proposal(question, opportunity_id) if profile_text(question.profile) else None,
        refusals=matcher.why_not(question, opportunity_id),
        places_left=None if places is None else max(places - taken, 0),
    )
