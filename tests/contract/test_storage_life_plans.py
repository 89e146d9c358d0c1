"""Plans, signatures, incomes and hand-overs, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from matching.follow_up import IncomeBand
from matching.handing_over import HandedItem
from matching.life_plans import BudgetLine, LifePlan, PlanParty, PlanTrack
from matching.vocabulary import RecordKind, Role
from service.storage import (
    AlreadySigned,
    HandedOver,
    Income,
    NoSuchHandOver,
    NoSuchPlan,
    PlanVersion,
    Signature,
    Storage,
)
from tests.storage_fixtures import DAY, ENGINES, NOON, a_profile, migrated_storage

PLAN = LifePlan(
    goal="Vivre de la couture",
    track=PlanTrack.ACTIVITY,
    title="خياطة",
    budget=(BudgetLine(item="Machine", quantity=2, unit_price_mad=Decimal("6500.05")),),
    comment="  à ma façon \n",
)


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def put(storage: Storage, plan: LifePlan, base: int) -> PlanVersion:
    with storage.begin() as work:
        return work.life_plans.put(
            "p", plan, base_version=base, at=NOON, actor="c", role=Role.COUNSELLOR
        )


def handed(person: str = "p") -> HandedOver:
    item = HandedItem(
        person=person,
        handed_on=DAY,
        region="MA-06",
        item="Scie",
        unit_price_mad=Decimal("35037.97"),
    )
    return HandedOver(id=uuid4(), items=(item, replace(item, region=None)), at=NOON, actor="c")


def test_a_version_is_read_back_as_it_was_written(storage: Storage) -> None:
    written = put(storage, PLAN, 0)
    with storage.read() as work:
        assert work.life_plans.get("p") == written
        assert work.life_plans.get("p").plan == PLAN


def test_versions_are_numbered_and_one_is_in_force(storage: Storage) -> None:
    second = replace(PLAN, title="retouche")
    third = replace(PLAN, title="broderie")
    assert put(storage, PLAN, 0).version == 1
    assert put(storage, second, 1).version == 2
    beside = put(storage, third, 1)
    assert (beside.version, beside.is_beside) == (3, True)
    assert put(storage, third, 1) == beside
    assert put(storage, second, 1).version == 2
    with storage.read() as work:
        assert work.life_plans.get("p").version == 2
        assert [one.version for one in work.life_plans.versions("p")] == [1, 2, 3]
        with pytest.raises(NoSuchPlan):
            work.life_plans.get("p", 4)
        with pytest.raises(NoSuchPlan):
            work.life_plans.get("q")
    assert put(storage, third, 2).version == 4
    with pytest.raises(NoSuchPlan):
        put(storage, PLAN, 5)


def test_a_party_signs_a_version_once(storage: Storage) -> None:
    put(storage, PLAN, 0)
    signature = Signature(
        profile_id="p", version=1, party=PlanParty.PERSON, signed_on=DAY, at=NOON, actor="c"
    )
    with storage.begin() as work:
        work.life_plans.sign(signature)
    with storage.read() as work:
        assert work.life_plans.signatures("p", 1) == [signature]
    with storage.begin() as work, pytest.raises(AlreadySigned):
        work.life_plans.sign(signature)
    with storage.begin() as work, pytest.raises(NoSuchPlan):
        work.life_plans.sign(replace(signature, version=2))


def test_what_was_handed_over_is_found_by_day_and_region(storage: Storage) -> None:
    given = handed()
    with storage.begin() as work:
        work.hand_overs.add(given)
    with storage.read() as work:
        assert work.hand_overs.get(given.id) == given
        assert len(work.hand_overs.items(since=DAY, until=DAY)) == 2
        here = work.hand_overs.items(since=DAY, until=DAY, regions=frozenset({"MA-06"}))
        assert here == [given.items[0]]
        assert work.hand_overs.items(since=DAY.replace(day=3), until=DAY.replace(day=4)) == []
        with pytest.raises(NoSuchHandOver):
            work.hand_overs.get(uuid4())


def test_all_of_it_goes_with_the_person(storage: Storage) -> None:
    income = Income(
        id=uuid4(),
        profile_id="p",
        opportunity_id="a",
        band=IncomeBand.NOT_SAID,
        happened_on=DAY,
        at=NOON,
        actor="c",
    )
    put(storage, PLAN, 0)
    others, theirs = handed("q"), handed()
    with storage.begin() as work:
        work.records.put(RecordKind.PROFILE, a_profile("p"), at=NOON, source="s", actor="c")
        work.life_plans.sign(
            Signature(
                profile_id="p", version=1, party=PlanParty.PERSON, signed_on=DAY, at=NOON, actor="c"
            )
        )
        work.incomes.add(income)
        work.hand_overs.add(theirs)
        work.hand_overs.add(others)
    with storage.read() as work:
        assert work.incomes.of_profile("p") == [income]
    with storage.begin() as work:
        assert work.records.erase("p", at=NOON, actor="c").plans == 5
    with storage.read() as work:
        assert work.life_plans.versions("p") == []
        assert work.life_plans.signatures("p", 1) == []
        assert work.incomes.of_profile("p") == []
        assert work.hand_overs.get(others.id) == others
        with pytest.raises(NoSuchHandOver):
            work.hand_overs.get(theirs.id)
