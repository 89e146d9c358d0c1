"""Keeping a plan: a person decides, and each of its lines becomes a proposal that was made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.errors import Conflict
from matching.people import NOTHING_YET
from matching.vocabulary import Answer
from service.actions.answers import Said, give_feedback
from service.actions.assigning.cohorts import find_assignment
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """What became of the lines of a plan that somebody decided to keep."""

    noted: int
    already: int
    """In progress before."""
    refused: int
    """Lines against which something was noted since: a refusal, or a colleague's other answer."""


def keep_plan(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, assignment_id: UUID
) -> KeptPlan:
    """Note every line of a plan as proposed, in the caller's name.

    Lines already in progress stay as they are, and what was declined since is not proposed over
    it. Doing it twice changes nothing.

    Raises:
        NotAllowed: not the caller's to read, or not theirs to answer for.
        NoSuchAssignment: there is no such plan.
    """
    made = find_assignment(storage, assignment_id, caller)
    check_can(caller, Action.GIVE_FEEDBACK)
    with storage.read() as work:
        histories = work.feedback.histories()
    noted = already = refused = 0
    for line in () if made.plan is None else made.plan.lines:
        if line.option_id is None:
            continue
        history = histories.get(line.person_id, NOTHING_YET)
        if line.option_id in history.in_progress:
            already += 1
        elif line.option_id in history.declined:
            refused += 1
        else:
            said = Said(
                profile_id=line.person_id,
                opportunity_id=line.option_id,
                answer=Answer.PROPOSED,
            )
            try:
                give_feedback(runtime, storage, caller=caller, now=now, said=said)
            except Conflict:
                refused += 1
            else:
                noted += 1
    return KeptPlan(noted=noted, already=already, refused=refused)
