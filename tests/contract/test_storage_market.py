"""Starts are counted in the region where they run: of the kit, or of whoever began here."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from matching.market import Start
from matching.outcomes import Outcome
from matching.vocabulary import OutcomeKind, RecordKind
from service.storage import FundedKit, Storage
from tests.situations import CASABLANCA, TANGER, a_profile
from tests.storage_fixtures import ENGINES, migrated_storage

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 3, 1)
HOME = "5f0b1f4e-7d38-4a1c-9b7e-2f6c1d5e8a01"
NO_HOME = "5f0b1f4e-7d38-4a1c-9b7e-2f6c1d5e8a02"
SEWING = "0b7f9f3e-12d5-5c0b-8e1e-9a5a4f1c2d02"


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def an_outcome(profile_id: str, kind: OutcomeKind, day: date = DAY) -> Outcome:
    return Outcome(
        id=uuid4(),
        profile_id=profile_id,
        opportunity_id=SEWING,
        kind=kind,
        happened_on=day,
        noted_at=NOW,
        noted_by="tests",
    )


def test_a_funded_kit_has_its_own_region_and_an_activity_noted_here_that_of_its_person(
    storage: Storage,
) -> None:
    kit = Start(activity_id=SEWING, place=TANGER.place, started_on=DAY)
    with storage.begin() as work:
        work.market.put_funded(
            [
                FundedKit(id="k-1", region=TANGER.region, start=kit),
                FundedKit(id="k-2", region=None, start=kit),
            ],
            at=NOW,
            actor="tests",
        )
        for profile_id, home in ((HOME, CASABLANCA), (NO_HOME, None)):
            profile = a_profile(id=profile_id, home=home)
            work.records.put(RecordKind.PROFILE, profile, at=NOW, source="tests", actor="tests")
            work.outcomes.add(an_outcome(profile_id, OutcomeKind.ACTIVITY_STARTED))
        work.outcomes.add(an_outcome(HOME, OutcomeKind.ACTIVITY_ALIVE_6_MONTHS, NOW.date()))
    with storage.read() as work:
        located = work.market.located()
        market = work.market.market()
    assert sorted(str(region) for region, _ in located) == ["MA-01", "MA-06", "None", "None"]
    assert {start.alive_months for region, start in located if region == "MA-06"} == {6}
    assert len(market.starts) == len(located)
    assert sum(one.place == CASABLANCA.place for one in market.starts) == 1
