"""The table of judgements and the table of groups: what the laboratory reads."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TextIO
from uuid import UUID

from matching.attribution import Noted, Showing, attribute
from matching.judgements import (
    GradeSource,
    Happening,
    Judgement,
    Verdict,
    judge,
    write_judgements,
)
from matching.records import Profile
from matching.text import know_how, wishes
from matching.tongues import tongue_of_statements
from matching.vocabulary import Direction, FeatureName, RecordKind
from service.security import Action, Caller, can, check_can
from service.storage import Storage, Work
from service.storage.grades import final_grade
from service.storage.judging import ListShown, Origin, Pair

GROUP_COLUMNS: Final = (
    "profile_id",
    "gender",
    "age_band",
    "education",
    "region",
    "language",
    "completeness",
)
SMALLEST_GROUP: Final = 5
"""People; a smaller group is told as unknown, because it would point at somebody."""
_FETCHED: Final = 500
_HIGH, _MEDIUM = 0.75, 0.4
"""Shares of the questions answered from which a file is complete, or half complete."""
_CERTAIN: Final = 1.0
"""Lists kept before anything was varied say nothing about chance, because there was none."""

Attributed = Mapping[UUID | None, list[Happening]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is the same for every line of one export."""

    regions: Mapping[str, str | None]
    """Region of each stored person."""
    origins: Mapping[str, Origin]
    happened: Mapping[Pair, Attributed]
    """Only of pairs about which something was noted."""


def export_judgements(storage: Storage, *, caller: Caller, file: TextIO) -> int:
    """Write every line shown, and every pair that something happened to or that was graded blind.

    Lists made for a profile given inline are left out: nobody can say later what became of them.

    Args:
        storage: Where they are.
        caller: People outside their territory are left out.
        file: Opened with `newline=""`; written line by line.

    Returns:
        The number of lines, without the header.

    Raises:
        RoleNotAllowed: not the caller's to read.
    """
    check_can(caller, Action.EXPORT_JUDGEMENTS)
    with storage.read() as work:
        return write_judgements(_judgements(work, caller), file)


def export_groups(storage: Storage, *, caller: Caller, file: TextIO) -> int:
    """Write to which groups people belong, for audits; a group of fewer than five is unknown.

    Args:
        storage: Where they are.
        caller: People outside their territory are left out.
        file: Opened with `newline=""`.

    Returns:
        The number of people.

    Raises:
        RoleNotAllowed: not the caller's to read.
    """
    check_can(caller, Action.EXPORT_JUDGEMENTS)
    with storage.read() as work:
        rows = [row for page in _people(work, caller) for row in _grouped(work, page)]
    counts = {
        column: Counter(row[at] for row in rows) for at, column in enumerate(GROUP_COLUMNS) if at
    }
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(GROUP_COLUMNS)
    for profile_id, *values in rows:
        told = (
            value if counts[column][value] >= SMALLEST_GROUP else ""
            for column, value in zip(GROUP_COLUMNS[1:], values, strict=True)
        )
        writer.writerow((profile_id, *told))
    return len(rows)


def _judgements(work: Work, caller: Caller) -> Iterator[Judgement]:
    regions = {
        profile_id: region
        for profile_id, region in work.judging.regions().items()
        if can(caller, Action.EXPORT_JUDGEMENTS, region)
    }
    seen = _Seen(
        regions=regions,
        origins=work.judging.origins(),
        happened=_happened(work),
    )
    for shown in work.judging.lists():
        yield from _of_list(seen, shown)
    yield from _never_shown(seen)
    yield from _blind(work, seen)


def _happened(work: Work) -> dict[Pair, Attributed]:
    """Everything noted, given to the lists it belongs to."""
    notes: dict[Pair, list[Noted]] = defaultdict(list)
    for one in work.judging.events():
        happening = Happening(event=one.event, reason=one.reason, day=one.day)
        noted = Noted(
            happening=happening, at=one.at, order=one.revision, shortlist_id=one.shortlist_id
        )
        notes[one.pair].append(noted)
    showings: dict[Pair, list[Showing]] = defaultdict(list)
    for line in work.judging.line_keys():
        if line.pair in notes:
            showing = Showing(shortlist_id=line.shortlist_id, shown_at=line.shown_at)
            showings[line.pair].append(showing)
    return {pair: attribute(showings[pair], noted) for pair, noted in notes.items()}


def _of_list(seen: _Seen, shown: ListShown) -> Iterator[Judgement]:
    kept = _proposals(shown.answer)
    for rank, record_id, score in shown.lines:
        pair = shown.pair(record_id)
        if pair[0] not in seen.regions:
            continue
        origin = seen.origins[pair[1]]
        proposal = kept.get(rank, {})
        happened = seen.happened.get(pair, {}).get(shown.id, [])
        yield Judgement(
            shortlist_id=shown.id,
            shown_at=shown.shown_at,
            direction=shown.direction,
            kind=origin.kind,
            profile_id=pair[0],
            opportunity_id=pair[1],
            company_id=origin.company_id,
            release_id=shown.release_id,
            rank=rank,
            score=score,
            propensity=proposal.get("propensity", _CERTAIN) if proposal else None,
            verdict=judge(happened, shown=True),
            features=_features(proposal),
        )


def _never_shown(seen: _Seen) -> Iterator[Judgement]:
    for pair, happened in seen.happened.items():
        if pair[0] in seen.regions and None in happened:
            origin = seen.origins[pair[1]]
            yield Judgement(
                direction=Direction.OPPORTUNITIES,
                kind=origin.kind,
                profile_id=pair[0],
                opportunity_id=pair[1],
                company_id=origin.company_id,
                verdict=judge(happened[None], shown=False),
            )


def _blind(work: Work, seen: _Seen) -> Iterator[Judgement]:
    """Pairs graded blind and settled; of a pair graded in two rounds the later one counts."""
    told: set[Pair] = set()
    for grading in work.grades.all():
        for graded, given in work.grades.graded(grading.id):
            final, pair = final_grade(given), (graded.profile_id, graded.opportunity_id)
            if final is None or pair in told or pair[0] not in seen.regions:
                continue
            told.add(pair)
            yield Judgement(
                direction=Direction.OPPORTUNITIES,
                kind=grading.kind,
                profile_id=pair[0],
                opportunity_id=pair[1],
                company_id=seen.origins[pair[1]].company_id,
                release_id=grading.release_id,
                verdict=Verdict(
                    judged_on=final.given_at.date(),
                    grade=final.grade,
                    grade_source=GradeSource.BLIND,
                ),
                features=_known(graded.features),
            )


def _proposals(answer: Mapping[str, Any]) -> dict[int, Mapping[str, Any]]:
    """Lines of a kept answer by rank; none once a person on it was erased."""
    proposals = answer.get("shortlist", {}).get("proposals", ())
    return {one["rank"]: one for one in proposals}


def _features(proposal: Mapping[str, Any]) -> dict[FeatureName, float | None]:
    """The values that were shown."""
    return _known({term["feature"]: term["value"] for term in proposal.get("terms", ())})


def _known(values: Mapping[str, float | None]) -> dict[FeatureName, float | None]:
    """Values by feature; one that the code no longer has is left out."""
    names = set(FeatureName)
    return {FeatureName(name): value for name, value in values.items() if name in names}


def _people(work: Work, caller: Caller) -> Iterator[list[Profile]]:
    """Everybody in the caller's territory, some at a time, by id."""
    after: str | None = None
    while page := work.records.page(
        RecordKind.PROFILE, regions=caller.territory, after=after, limit=_FETCHED
    ):
        people = (one.profile for one in page)
        yield [one for one in people if can(caller, Action.EXPORT_JUDGEMENTS, _region(one))]
        after = page[-1].id


def _grouped(work: Work, people: Iterable[Profile]) -> Iterator[tuple[str, ...]]:
    listed = list(people)
    noted = work.groups.of([one.id for one in listed])
    for one in listed:
        known = noted.get(one.id, {})
        attributes = (known.get(name) for name in ("gender", "age_band", "education"))
        language = tongue_of_statements(one.statements)
        yield (
            one.id,
            *(_word(value) for value in (*attributes, _region(one), language)),
            (_completeness(one)),
        )


def _word(value: str | None) -> str:
    return "" if value is None else str(value)


def _region(profile: Profile) -> str | None:
    return profile.home.region if profile.home else None


def _completeness(profile: Profile) -> str:
    """How much of what limits and reasons rest on was asked and answered."""
    answered = (
        bool(know_how(profile)),
        bool(wishes(profile)),
        any(line.months for line in profile.statements),
        profile.home is not None,
        profile.max_distance_km is not None or profile.accepted_regions is not None,
        profile.available_from is not None,
        profile.languages is not None,
        profile.licences is not None,
        profile.contracts is not None,
        profile.ruled_out is not None,
    )
    share = sum(answered) / len(answered)
    return "high" if share >= _HIGH else "medium" if share >= _MEDIUM else "low"
