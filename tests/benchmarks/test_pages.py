"""What a page costs: a shortlist beside its API call, and lists of ten thousand records.

Run with `make benchmark`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from statistics import median

import pytest
from rich.console import Console

from matching.vocabulary import ContractKind, MissingField, RecordKind, Role
from service.actions.browsing import PeopleFilter, Window, openings_sheet, people_sheet
from service.actions.day import day_of
from service.actions.demo import load_demo
from service.actions.partners import partner
from service.security import Caller
from service.storage import Record, Storage
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR, browser_of, pages
from tests.storage_fixtures import FES, a_company, a_profile, an_opening, migrated_storage

pytestmark = pytest.mark.benchmarks
PEOPLE, OPENINGS, COMPANIES = 10_000, 10_000, 1_000
ROUNDS = 15
LIST_LIMIT_S = 0.5
CONSOLE = Console(width=110)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("demo")) as api:
        load_demo(api.storage, caller=ADMINISTRATOR, now=NOW, step=lambda _done, _all: None)
        api.wait_until_ready()
        yield api


def seconds(ask: Callable[[], object]) -> float:
    """Processor time of one call, which other programs on the machine do not lengthen."""
    began = time.process_time()
    ask()
    return time.process_time() - began


def test_a_page_with_a_shortlist_costs_less_than_twice_its_api_call(demo: Api) -> None:
    officer, caller = browser_of(demo, Role.OFFICER), demo.as_role(Role.OFFICER)
    with demo.storage.read() as work:
        people = [
            one.id
            for one in work.records.page(
                RecordKind.PROFILE, regions=None, after=None, limit=ROUNDS + 1
            )
        ]

    def page(person: str) -> None:
        assert officer.get(f"/personnes/{person}/selection").status_code == 200

    def call(person: str) -> None:
        assert caller.post("/shortlists", {"profile_id": person}).status_code == 201

    page(people[0])
    call(people[0])
    api = median(seconds(partial(call, one)) for one in people[1:])
    shown = median(seconds(partial(page, one)) for one in people[1:])
    CONSOLE.print(f"shortlist: API {api * 1000:.1f} ms, page {shown * 1000:.1f} ms of processor")
    assert shown < 2 * api


@pytest.fixture(scope="module")
def large() -> Iterator[Storage]:
    draw = Random(1)
    towns = [replace(FES, code=f"{n:02}.101", region=f"MA-{n:02}") for n in range(1, 13)]
    companies = [
        replace(a_company(f"c{n}"), max_pending=draw.choice([None, 3])) for n in range(COMPANIES)
    ]
    people = [
        replace(
            a_profile(f"p{n}", home=draw.choice(towns)),
            available_from=draw.choice([None, TODAY + timedelta(days=draw.randint(-400, 400))]),
            contracts=draw.choice([None, frozenset({ContractKind.PERMANENT})]),
        )
        for n in range(PEOPLE)
    ]
    openings = [
        replace(
            an_opening(f"o{n}", company=draw.choice(companies).id),
            town=draw.choice(towns),
            description="Une description ordinaire de quelques lignes. " * 12,
            expires_on=draw.choice([None, TODAY + timedelta(days=draw.randint(-30, 200))]),
        )
        for n in range(OPENINGS)
    ]
    kinds: dict[RecordKind, Sequence[Record]] = {
        RecordKind.COMPANY: companies,
        RecordKind.PROFILE: people,
        RecordKind.OPENING: openings,
    }
    with migrated_storage("sqlite") as storage:
        with storage.begin() as work:
            for kind, records in kinds.items():
                work.records.put_many(kind, records, at=NOW, source="file", actor="tests")
        yield storage


ONLY = PeopleFilter(window=Window.MONTH, without_proposal=True, missing=MissingField.CONTRACTS)
LISTS: dict[str, Callable[[Storage, Caller], object]] = {
    "people": lambda storage, who: people_sheet(storage, caller=who, today=TODAY, number=1),
    "people, last sheet": lambda storage, who: people_sheet(
        storage, caller=who, today=TODAY, number=99_999
    ),
    "people, narrowed": lambda storage, who: people_sheet(
        storage, caller=who, today=TODAY, number=1, only=ONLY
    ),
    "openings": lambda storage, who: openings_sheet(storage, caller=who, today=TODAY, number=1),
    "company": lambda storage, who: partner(storage, caller=who, today=TODAY, company_id="c1"),
    "day": lambda storage, who: day_of(storage, caller=who, today=TODAY),
}


@pytest.mark.parametrize("territory", [frozenset({"MA-03"}), None], ids=["region", "everywhere"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_ten_thousand_is_read_a_page_at_a_time(
    large: Storage, name: str, territory: frozenset[str] | None
) -> None:
    caller = replace(ADMINISTRATOR, role=Role.OFFICER, territory=territory)
    LISTS[name](large, caller)
    cost = median(seconds(lambda: LISTS[name](large, caller)) for _ in range(5))
    CONSOLE.print(f"{name}: {cost * 1000:.0f} ms of processor")
    assert cost < LIST_LIMIT_S
