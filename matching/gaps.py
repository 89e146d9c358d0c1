"""What is missing, and what closes it: steps, the trainings that teach them, and what they open.

Nothing is guessed: each step and each training is put into the profile, and the whole flow is run
again. A rank that is promised here is the rank of the shortlist made once the step is taken.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from matching.catalogue import NEVER
from matching.counterfactual import AtHand, Effect, effect_of
from matching.evidence import Bools, Phrases, held_certificates, supports
from matching.lacks import CLOSABLE, Lack, closes, lacks_by_rule, profile_without, validable
from matching.pipeline import Matcher
from matching.ports import Mask
from matching.proposals import Filters, Question
from matching.records import Opportunity, Profile
from matching.standing import Standing
from matching.steps import Course, Gaps, NoSession, Step
from matching.teaching import Taught, profile_after, taught_by
from matching.text import profile_text
from matching.vocabulary import LackKind, OpportunityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLimits:
    """How far to look; every run of the flow costs milliseconds."""

    near_misses: int = 40
    """Opportunities whose closable refusals are read, the best first."""
    lines: int = 10
    """Lines whose uncovered requirements are read, the best first."""
    steps: int = 10
    """Steps tried, those that open most by themselves first."""
    courses: int = 10
    """Trainings tried, those that close most first."""
    sessions: int = 5
    """Sessions named for each training, the first to start first."""
    validation_months: int = 12
    """Experience from which prior learning may be put forward; a rule of the house, not a law."""


def find_gaps(
    matcher: Matcher,
    question: Question,
    *,
    start_before: date | None = None,
    limits: GapLimits | None = None,
) -> Gaps:
    """Say what is missing for somebody, what closes it, and what that opens.

    Args:
        matcher: Release and stock.
        question: Whom for, what kind, on which day; `limit` is not read.
        start_before: Trainings that start on that day or later are left out; None for any start.
        limits: How far to look.

    Raises:
        EmptyProfile: the profile states neither know-how nor wish.
    """
    return _Search(matcher, question, start_before, limits or GapLimits()).answer()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Teaching:
    """Sessions that teach the same, as rows of the catalogue of trainings."""

    taught: Taught
    rows: tuple[int, ...]
    """All of them."""
    open_rows: tuple[int, ...]
    """Those with a seat left, in reach and in time; the first to start first."""


class _Search:
    """One question, with what every run of it shares."""

    def __init__(
        self, matcher: Matcher, question: Question, start_before: date | None, limits: GapLimits
    ) -> None:
        self._at_hand = AtHand(matcher.encoder)
        self._matcher = matcher.with_encoder(self._at_hand)
        self._question = question
        self._start_before = start_before
        self._limits = limits
        self._now = self._matcher.standing(question)
        self._catalogue = matcher.stock.shelves[question.kind].catalogue
        self._trainings = matcher.stock.shelves[OpportunityKind.TRAINING].catalogue

    @property
    def _profile(self) -> Profile:
        return self._question.profile

    def answer(self) -> Gaps:
        """Lacks, then what teaches them, then what each of both would change."""
        near, wanted = self._near_misses, self._asked()
        looked_at = wanted[: self._limits.steps]
        closing = self._closing([lack for lack, _ in looked_at])
        worth = [
            number
            for number, one in enumerate(self._teachings)
            if one.open_rows and closing[number].any()
        ]
        worth.sort(key=lambda number: (-int(closing[number].sum()), number))
        tried = worth[: self._limits.courses]
        self._encode([lack for lack, _ in looked_at], tried)
        courses = self._courses(tried, closing, [asked_by for _, asked_by in looked_at])
        places = {number: place for place, number in enumerate(courses)}
        steps = [
            self._step(lack, asked_by, closing[:, position], places)
            for position, (lack, asked_by) in enumerate(looked_at)
        ]
        named = [
            one
            for one in steps
            if one.lack.kind is not LackKind.SKILL or one.effect.helps(one.asked_by)
        ]
        return Gaps(
            profile_id=self._profile.id,
            kind=self._question.kind,
            release_id=self._matcher.release_id,
            start_before=self._start_before,
            proposed=len(self._now.order),
            near_misses=len(near),
            steps=tuple(named),
            courses=tuple(courses.values()),
            without_effect=len(tried) - len(courses) + len(steps) - len(named),
            untried=len(wanted) - len(looked_at) + len(worth) - len(tried),
        )

    def _courses(
        self, tried: Sequence[int], closing: Bools, asked_by: Sequence[Sequence[str]]
    ) -> dict[int, Course]:
        """The trainings that help what misses them, by their number, the most useful first."""
        found = {}
        for number in tried:
            missing = {
                one for lack in np.flatnonzero(closing[number]).tolist() for one in asked_by[lack]
            }
            course = self._course(number, missing)
            if course.effect.helps(missing):
                found[number] = course
        return dict(
            sorted(
                found.items(),
                key=lambda item: (
                    -item[1].opened,
                    -item[1].effect.gained,
                    -item[1].effect.rise,
                    item[0],
                ),
            )
        )

    @cached_property
    def _near_misses(self) -> list[str]:
        """What only closable rules keep out and would be proposed without them, best first."""
        lifted = self._matcher.standing(self._question, CLOSABLE)
        rows = self._catalogue.row_of
        return [one for one in lifted.order if not self._now.allowed[rows[one]]]

    def _item(self, opportunity_id: str) -> Opportunity:
        return self._catalogue.opportunities[self._catalogue.row_of[opportunity_id]]

    @cached_property
    def _by_rule(self) -> dict[str, list[Lack]]:
        """Opportunity id to what rules miss there."""
        holds = held_certificates(
            self._profile, self._matcher.trades, self._matcher.parameters.evidence
        )
        near = self._near_misses[: self._limits.near_misses]
        return {one: list(lacks_by_rule(self._profile, self._item(one), holds)) for one in near}

    def _asked(self) -> list[tuple[Lack, list[str]]]:
        """Every lack with the opportunities that ask for it; what opens most by itself first."""
        found: dict[tuple[object, ...], tuple[Lack, list[str]]] = {}
        for lack, one in (*self._lacks_of_rules(), *self._lacks_of_lines()):
            asked_by = found.setdefault(lack.same, (lack, []))[1]
            if one not in asked_by:
                asked_by.append(one)
        order = list(found.values())
        return sorted(order, key=lambda pair: (-self._alone(*pair), -len(pair[1])))

    def _lacks_of_rules(self) -> Iterator[tuple[Lack, str]]:
        for one, lacks in self._by_rule.items():
            yield from ((lack, one) for lack in lacks)

    def _lacks_of_lines(self) -> Iterator[tuple[Lack, str]]:
        """What no statement supports in the first lines and, behind them, in the nearly suitable.

        A short list is completed by what scores best and is not proposed, where something in the
        profile supports it: a skill may be all that is missing there.
        """
        scores = self._now.scores
        proposed = dict.fromkeys(self._now.order)
        others = sorted(scores.keys() - proposed.keys(), key=lambda one: (-scores[one], one))
        for one in [*proposed, *others][: self._limits.lines]:
            line = self._matcher.proposal(self._question, one)
            for text in line.gaps if one in proposed or line.evidence else ():
                yield Lack(kind=LackKind.SKILL, text=text), one

    def _alone(self, lack: Lack, asked_by: Sequence[str]) -> int:
        """How many opportunities this step opens by itself, as rules go."""
        return sum(
            [other.same for other in self._by_rule[one]] == [lack.same]
            for one in asked_by
            if one in self._by_rule
        )

    @cached_property
    def _teachings(self) -> list[_Teaching]:
        """Trainings by what they teach, in the order of their next start."""
        standing = self._matcher.standing(
            replace(self._question, kind=OpportunityKind.TRAINING, filters=Filters())
        )
        seats = standing.allowed & ~self._starts_too_late
        groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for row, item in enumerate(self._trainings.opportunities):
            groups.setdefault((item.title, item.skills), []).append(row)
        starts = self._trainings.columns.starts_on
        self._training_standing = standing
        teachings = [
            _Teaching(
                taught=taught_by(self._trainings.opportunities[rows[0]]),
                rows=tuple(rows),
                open_rows=tuple(
                    sorted((row for row in rows if seats[row]), key=starts.__getitem__)
                ),
            )
            for rows in groups.values()
        ]
        return sorted(teachings, key=lambda one: [int(starts[row]) for row in one.open_rows[:1]])

    @cached_property
    def _starts_too_late(self) -> Mask:
        """Trainings that start on the day asked for or later; an unknown start is not late."""
        limit = NEVER if self._start_before is None else self._start_before.toordinal()
        late: Mask = self._trainings.columns.starts_on >= limit
        return late

    def _closing(self, lacks: Sequence[Lack]) -> Bools:
        """Shape (trainings by what they teach, lacks): which closes which."""
        trades, evidence = self._matcher.trades, self._matcher.parameters.evidence
        by_rule = [
            [closes(one.taught, lack, trades, evidence) for lack in lacks]
            for one in self._teachings
        ]
        shape = (len(self._teachings), len(lacks))
        return np.array(by_rule, dtype=np.bool_).reshape(shape) | self._covering(lacks)

    def _covering(self, lacks: Sequence[Lack]) -> Bools:
        """The same for skills: whether what is taught supports what is asked."""
        covering = np.zeros((len(self._teachings), len(lacks)), dtype=np.bool_)
        skills = [number for number, one in enumerate(lacks) if one.kind is LackKind.SKILL]
        if not skills or not self._teachings:
            return covering
        texts = [lacks[number].text for number in skills]
        asked = Phrases.read(texts, self._at_hand, self._matcher.trades)
        first = np.array([one.rows[0] for one in self._teachings])
        needs = self._trainings.columns.requirements[first]
        used = np.unique(needs[needs >= 0])
        taught = self._matcher.stock.phrases.some(used)
        strength = supports(taught, asked, self._matcher.parameters.evidence).strength
        is_taught = np.vstack([strength > 0.0, np.zeros((1, len(skills)), dtype=np.bool_)])
        places = np.where(needs >= 0, np.searchsorted(used, needs), len(used))
        covering[:, skills] = is_taught[places].any(axis=1)
        return covering

    def _encode(self, lacks: Sequence[Lack], tried: Sequence[int]) -> None:
        """All texts of all the runs in one batch."""
        profiles = [
            *(profile_without(self._profile, lack) for lack in lacks),
            *(profile_after(self._profile, self._teachings[number].taught) for number in tried),
        ]
        lines = (line.text for one in profiles for line in one.statements)
        self._at_hand.learn([*map(profile_text, profiles), *lines])

    def _effect(self, profile: Profile, counted: Mask | None = None) -> Effect:
        then: Standing = self._matcher.standing(replace(self._question, profile=profile))
        return effect_of(self._matcher, self._question.kind, self._now, then, counted)

    def _course(self, number: int, missing: Set[str]) -> Course:
        teaching = self._teachings[number]
        sessions = teaching.open_rows[: self._limits.sessions]
        after = profile_after(self._profile, teaching.taught)
        effect = self._effect(after, self._still_open(sessions[0]))
        new = [move.opportunity_id for move in effect.moves if move.before is None]
        return Course(
            sessions=tuple(self._trainings.opportunities[row].id for row in sessions),
            effect=effect,
            opened=sum(one in missing for one in new),
        )

    def _still_open(self, session: int) -> Mask:
        """What may still be proposed, and has not started, on the day the session starts."""
        starts, columns = self._trainings.columns.starts_on[session], self._catalogue.columns
        later: Mask = (columns.starts_on == 0) | (columns.starts_on >= starts)
        still: Mask = later & (columns.last_day >= starts)
        return still

    def _step(
        self, lack: Lack, asked_by: list[str], closing: Mask, places: Mapping[int, int]
    ) -> Step:
        numbers = np.flatnonzero(closing).tolist()
        teaching = [self._teachings[number] for number in numbers]
        is_taught = any(one.open_rows for one in teaching)
        return Step(
            lack=lack,
            asked_by=tuple(asked_by),
            alone=self._alone(lack, asked_by),
            effect=self._effect(profile_without(self._profile, lack)),
            courses=tuple(sorted(places[number] for number in numbers if number in places)),
            no_session=None if is_taught else self._no_session(teaching),
            validable=validable(
                self._profile,
                lack,
                self._matcher.trades,
                self._matcher.parameters.evidence,
                self._limits.validation_months,
            ),
        )

    def _no_session(self, teaching: Sequence[_Teaching]) -> NoSession:
        rows = [row for one in teaching for row in one.rows]
        refusals = Counter(
            refusal for row in rows for refusal in self._training_standing.refusals(row)
        )
        return NoSession(
            sessions=len(rows),
            refusals=dict(refusals.most_common()),
            too_late=int(self._starts_too_late[rows].sum()) if rows else 0,
        )
