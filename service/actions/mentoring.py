"""Sharing a group out among mentors; nothing is decided until somebody says so.

What a person told about whom they would be accompanied by is not written down. The counsellor turns
it into pairs to keep apart: for this once in the request, or for good as the answer "not suitable"
about a mentor, which is kept with the answers, says no reason, and goes when the person is erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from matching.mentoring import MentorAssignment, MentorRequest, assign_mentors
from matching.proposals import Question
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind
from service.actions.shortlisting import stored_asker
from service.actions.suspending import check_can_recommend
from service.runtime import Runtime
from service.security import Caller
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Whom to share out, and what the counsellor knows about them."""

    profile_ids: Sequence[str]
    max_each: int | None = None
    """People one mentor takes of this group at most; None for as many as they have places left."""
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Profile id to the mentors to be kept from this person."""
    asked: frozenset[str] = frozenset()
    """People who were asked whom they would be accompanied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorsShown:
    """A group shared out, with the mentors it names."""

    assignment: MentorAssignment
    mentors: Mapping[str, Opportunity]
    """By id: those who accompany somebody."""


def share_out(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, group: Group
) -> MentorsShown:
    """Find a mentor for as many people of a group as can be.

    Raises:
        MatchingError: not allowed for one of them, no such person or mentor, somebody is named
            twice, or the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        people = [stored_asker(work, serving, one) for one in group.profile_ids]
        check_can_recommend(work, caller, [one.profile for one in people])
    questions = [
        Question(
            profile=one.profile,
            kind=OpportunityKind.MENTOR,
            today=now.date(),
            history=one.history,
        )
        for one in people
    ]
    assignment = assign_mentors(
        serving.matcher,
        MentorRequest(
            questions=questions,
            max_each=group.max_each,
            apart=group.apart,
            asked=group.asked,
        ),
    )
    named = {
        one: serving.matcher.opportunity(OpportunityKind.MENTOR, one) for one in assignment.loads
    }
    return MentorsShown(assignment=assignment, mentors=named)
