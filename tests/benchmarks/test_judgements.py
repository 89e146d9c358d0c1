"""100,000 lines shown, written for the laboratory and read there. Run with `make benchmark`."""

import resource
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from rich.console import Console

from evaluation.judgements import read_judgements
from matching.outcomes import Feedback, Outcome
from matching.vocabulary import (
    Answer,
    Direction,
    FeatureName,
    OpportunityKind,
    OutcomeKind,
    Role,
)
from service.actions.laboratory.judgements import export_judgements
from service.security import Caller
from service.storage import ShownLine, ShownShortlist, Storage
from tests.runtimes import a_storage, keep, settings_in
from tests.situations import a_profile, an_opening

pytestmark = pytest.mark.benchmarks
ANALYST = Caller(id="analyst", role=Role.ANALYST, territory=None, name="(inventée)")
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
LISTS, LINES, PEOPLE, OPENINGS, EVENTS = 10_000, 10, 2_000, 500, 5_000
EXPORT_SECONDS, READ_SECONDS, MEGABYTES = 120.0, 20.0, 400.0


def a_line(rank: int, opportunity_id: str) -> dict[str, object]:
    """As large as the lines that are kept in earnest."""
    terms = [
        {"feature": name, "value": 0.25, "weight": 0.1, "points": 0.025} for name in FeatureName
    ]
    reasons = [{"code": "skills-covered", "is_for": True, "numbers": {"covered": 2.0}}] * 4
    support = {"requirement": "retouches", "statement": "couture " * 8, "strength": 0.8}
    return {
        "rank": rank,
        "opportunity_id": opportunity_id,
        "score": 0.5,
        "propensity": 1.0,
        "terms": terms,
        "reasons": reasons,
        "evidence": [support] * 3,
    }


def a_list(number: int) -> ShownShortlist:
    shown = [f"o-{(number * 7 + at) % OPENINGS}" for at in range(LINES)]
    proposals = [a_line(rank, one) for rank, one in enumerate(shown, start=1)]
    return ShownShortlist(
        id=UUID(int=number + 1),
        made_at=START + timedelta(minutes=number),
        direction=Direction.OPPORTUNITIES,
        subject_id=f"p-{number % PEOPLE}",
        kind=OpportunityKind.OPENING,
        release_id="r-1",
        records_revision=1,
        feedback_revision=0,
        inputs={},
        lines=tuple(
            ShownLine(record_id=one, version=1, rank=rank, score=0.5)
            for rank, one in enumerate(shown, start=1)
        ),
        answer={"shortlist": {"proposals": proposals}},
        shown_to="officer",
    )


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    storage = a_storage(settings_in(tmp_path_factory.mktemp("office")))
    keep(storage, *(an_opening(id=f"o-{at}") for at in range(OPENINGS)))
    keep(storage, *(a_profile(id=f"p-{at}") for at in range(PEOPLE)))
    with storage.begin() as work:
        for number in range(LISTS):
            work.shortlists.add(a_list(number))
        for number in range(EVENTS):
            shown = a_list(number)
            person, opening = str(shown.subject_id), shown.lines[number % LINES].record_id
            at = shown.made_at + timedelta(hours=1)
            work.feedback.add(
                Feedback(
                    id=uuid4(),
                    shortlist_id=shown.id,
                    answer=Answer.PROPOSED,
                    given_at=at,
                    given_by="officer",
                    profile_id=person,
                    opportunity_id=opening,
                )
            )
            work.outcomes.add(
                Outcome(
                    id=uuid4(),
                    kind=OutcomeKind.HIRED,
                    happened_on=(at + timedelta(days=2)).date(),
                    noted_at=at + timedelta(days=3),
                    noted_by="officer",
                    profile_id=person,
                    opportunity_id=opening,
                )
            )
    return storage


def test_100_000_lines_are_written_and_read(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    with path.open("w", encoding="utf-8", newline="") as file:
        assert export_judgements(storage, caller=ANALYST, file=file) >= LISTS * LINES
    exported = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    started = time.perf_counter()
    read = read_judgements(path)
    seconds = time.perf_counter() - started
    told = f"export {exported:.1f} s, +{grown:.0f} MB; read {seconds:.1f} s"
    Console(width=140).print(told)
    assert len(read) >= LISTS * LINES
    assert (read.grade == 2).sum() > 0
    assert exported < EXPORT_SECONDS
    assert grown < MEGABYTES
    assert seconds < READ_SECONDS
