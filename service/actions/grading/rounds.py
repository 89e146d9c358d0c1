"""Blind grading: pairs pooled from several rankers, graded by two people, settled by a third."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TextIO
from uuid import UUID, uuid4

import numpy as np

from matching.errors import InvalidInput, NotFound
from matching.pooling import Pooled, pool
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.text import profile_text
from matching.vocabulary import OpportunityKind, RecordKind
from service.runtime import Runtime, Serving
from service.security import Action, Caller, NotYourTerritory, can, check_can
from service.storage import Graded, Grading, GradingPair, Progress, Storage, Work
from service.storage.grades import GRADERS, is_disputed

MOST_PEOPLE: Final = 200
DEEPEST: Final = 20
GRADE_COLUMNS: Final = (
    "grading_id",
    "pair_id",
    "profile_id",
    "opportunity_id",
    "grader",
    "turn",
    "grade",
    "given_on",
)


class NobodyToGrade(InvalidInput):
    """No person of the territory states anything, or nothing is allowed to any of them."""

    code = "nobody-to-grade"


class NothingToGrade(NotFound):
    """The caller has graded every pair that waits for a grade."""

    code = "nothing-to-grade"


class NotAGrade(InvalidInput):
    """A grade is a whole number from 0 to 3."""

    code = "not-a-grade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round of grading is made of."""

    kind: OpportunityKind
    people: int
    """Drawn among those who state something, 1..200."""
    depth: int
    """Lines of each ranker for each of them, 1..20."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pair as who grades it sees it: no name, no score, no ranker, no grade of anybody."""

    pair_id: UUID
    position: int
    profile: Profile
    opportunity: Opportunity
    own: int | None
    """The grade the reader gave before."""


def make_grading(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, asked: Round
) -> Grading:
    """Draw people, pool what several rankers find for each, and keep the pairs shuffled.

    What was said and done before is not looked at: a pair is graded for its fit, not for its past.

    Raises:
        RoleNotAllowed: not the caller's to make.
        NobodyToGrade: there is no pair.
        NotReady: the engine is not ready.
    """
    check_can(caller, Action.MAKE_GRADINGS)
    serving = runtime.serving()
    people = _drawn(storage, caller, asked)
    questions = [
        Question(profile=one, kind=asked.kind, today=now.date(), limit=asked.depth)
        for one in people
    ]
    pooled = pool(serving.matcher, questions, asked.depth, asked.seed)
    if not pooled:
        raise NobodyToGrade
    grading = Grading(
        id=uuid4(),
        made_at=now,
        made_by=caller.id,
        kind=asked.kind,
        release_id=serving.matcher.release_id,
        seed=asked.seed,
    )
    homes = {one.id: one.home.region if one.home else None for one in people}
    with storage.begin() as work:
        stored = work.records.get_many(RecordKind.PROFILE, [one.id for one in people])
        kept = [one for one in pooled if one.profile_id in stored]
        pairs = (
            _pair(serving, grading, at, one, stored[one.profile_id].version, homes)
            for at, one in enumerate(kept, start=1)
        )
        work.grades.add(grading, pairs)
    return grading


def list_gradings(storage: Storage, *, caller: Caller) -> list[tuple[Grading, Progress]]:
    """Every round with how far it is, latest first; counts only.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.READ_GRADINGS)
    with storage.read() as work:
        return [(one, work.grades.progress(one.id)) for one in work.grades.all()]


def next_case(
    storage: Storage, *, caller: Caller, grading_id: UUID, grader: str, disputed: bool
) -> Case:
    """The next pair for this grader.

    Args:
        storage: Where the pairs are.
        caller: Sees the people of their territory only.
        grading_id: Which round.
        grader: Who will grade; pairs this person has graded are left out.
        disputed: Pairs on which two others disagree, instead of pairs that lack a grade.

    Raises:
        NotAllowed: not the caller's to grade.
        NoSuchGrading, NothingToGrade: as named.
    """
    for case in open_cases(
        storage, caller=caller, grading_id=grading_id, grader=grader, disputed=disputed
    ):
        if case.own is None:
            return case
    raise NothingToGrade(grading_id=str(grading_id))


def open_cases(
    storage: Storage, *, caller: Caller, grading_id: UUID, grader: str, disputed: bool
) -> Iterator[Case]:
    """The pairs of a round for this grader, in the shuffled order.

    Args:
        storage: Where the pairs are.
        caller: Sees the people of their territory only.
        grading_id: Which round.
        grader: Whose they are. Nobody is told what another found, nor who disagrees with them.
        disputed: Pairs on which two others disagree; else those that lack a grade, and those that
            this grader has graded.

    Raises:
        NotAllowed: not the caller's to grade.
        NoSuchGrading: there is none with that id.
    """
    check_can(caller, Action.GRADE_PAIRS)
    with storage.read() as work:
        kind = work.grades.get(grading_id).kind
        for pair, given in work.grades.graded(grading_id):
            own = next((one.grade for one in given if one.grader == grader), None)
            if disputed:
                waits = own is None and is_disputed(given)
            else:
                waits = own is not None or len(given) < GRADERS
            if waits and can(caller, Action.GRADE_PAIRS, pair.region):
                yield case_of(work, kind, pair, own)


def give_grade(
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    grading_id: UUID,
    pair_id: UUID,
    grader: str,
    grade: int,
) -> Graded:
    """Note what one person finds of one pair; the third person to grade it settles it.

    Raises:
        NotAllowed: not the caller's to grade, or not there.
        NotAGrade: it is not 0, 1, 2 or 3.
        NoSuchPair: the round has no such pair.
        AlreadyGraded: two people agree on it, or a third has settled it.
    """
    check_can(caller, Action.GRADE_PAIRS)
    if grade not in range(4):
        raise NotAGrade
    with storage.begin() as work:
        pair, _ = work.grades.pair(grading_id, pair_id)
        check_can(caller, Action.GRADE_PAIRS, pair.region)
        return work.grades.give(pair, grader, grade, now)


def export_grades(storage: Storage, *, caller: Caller, file: TextIO) -> int:
    """Write every grade that was given, for `jisr-lab agreement`.

    Returns:
        The number of grades.

    Raises:
        RoleNotAllowed: not the caller's to read.
        NotYourTerritory: rounds are about people of every region.
    """
    check_can(caller, Action.EXPORT_JUDGEMENTS)
    if caller.territory is not None:
        raise NotYourTerritory(action=Action.EXPORT_JUDGEMENTS, region=None)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(GRADE_COLUMNS)
    written = 0
    with storage.read() as work:
        for grading in work.grades.all():
            for pair, given in work.grades.graded(grading.id):
                writer.writerows(_row(pair, one) for one in given)
                written += len(given)
    return written


def _drawn(storage: Storage, caller: Caller, asked: Round) -> list[Profile]:
    """People of the territory who state something, drawn with the seed of the round."""
    with storage.read() as work:
        found = [
            stored.profile
            for stored in work.records.current({RecordKind.PROFILE})
            if profile_text(stored.profile) and _reaches(caller, stored.profile)
        ]
    if not found:
        raise NobodyToGrade
    rng = np.random.default_rng(asked.seed)
    rows = rng.permutation(len(found))[: asked.people]
    return [found[row] for row in sorted(rows)]


def _reaches(caller: Caller, profile: Profile) -> bool:
    return can(caller, Action.MAKE_GRADINGS, profile.home.region if profile.home else None)


def _pair(
    serving: Serving,
    grading: Grading,
    position: int,
    pooled: Pooled,
    version: int,
    homes: dict[str, str | None],
) -> GradingPair:
    return GradingPair(
        id=uuid4(),
        grading_id=grading.id,
        position=position,
        profile_id=pooled.profile_id,
        profile_version=version,
        opportunity_id=pooled.opportunity_id,
        opportunity_version=serving.inventory.versions[pooled.opportunity_id],
        region=homes[pooled.profile_id],
        found_by={ranker.value: rank for ranker, rank in pooled.found_by.items()},
        features={name.value: value for name, value in pooled.features.items()},
    )


def case_of(work: Work, kind: OpportunityKind, pair: GradingPair, own: int | None) -> Case:
    """A pair as who grades it sees it, in the versions of the day the round was made."""
    records = work.records
    person = records.get_version(RecordKind.PROFILE, pair.profile_id, pair.profile_version)
    proposed = records.get_version(
        RecordKind(kind.value), pair.opportunity_id, pair.opportunity_version
    )
    return Case(
        pair_id=pair.id,
        position=pair.position,
        profile=person.profile,
        opportunity=proposed.opportunity,
        own=own,
    )


def _row(pair: GradingPair, given: Graded) -> tuple[str, ...]:
    return (
        str(pair.grading_id),
        str(pair.id),
        pair.profile_id,
        pair.opportunity_id,
        given.grader,
        str(given.turn),
        str(given.grade),
        given.given_at.date().isoformat(),
    )
