"""Records drawn at random, for properties that must hold for all of them."""

from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from matching.conventions import Convention, Conventions
from matching.outcomes import CompanyActivity, History
from matching.records import Company, Opportunity, Profile, Slot, Statement
from matching.rules import Situation
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    StatementKind,
)
from tests.situations import CASABLANCA, MOHAMMEDIA, TANGER, TODAY

TOWNS = st.sampled_from([None, CASABLANCA, MOHAMMEDIA, TANGER])
Word = TypeVar("Word", bound=StrEnum)
DAYS = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days=days))
CERTIFICATES = ("CAP soudure", "Habilitation électrique")
OPPORTUNITY_IDS = [f"o-{number}" for number in range(8)]
COMPANY_IDS = ["c-1", "c-2"]
LANGUAGES = st.dictionaries(
    st.sampled_from(list(LanguageCode)), st.sampled_from(list(LanguageLevel)), max_size=3
)
TEXTS = st.sampled_from(
    ["soudure à l'arc", "maçon", "خياطة", "khiata", "je sais tenir une caisse", "zellige", "xyz"]
)


def sets_of(closed_list: type[Word]) -> st.SearchStrategy[frozenset[Word]]:
    return st.frozensets(st.sampled_from(list(closed_list)), max_size=3)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(st.integers(0, 1380))
    return Slot(
        weekday=draw(st.integers(0, 6)),
        start_minute=start,
        end_minute=draw(st.integers(start + 1, 1440)),
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    return Statement(
        kind=draw(st.sampled_from(list(StatementKind))),
        text=draw(TEXTS),
        months=draw(st.none() | st.integers(1, 120)),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    return Profile(
        id="p-1",
        statements=tuple(draw(st.lists(statements(), min_size=1, max_size=5))),
        home=draw(TOWNS),
        max_distance_km=draw(st.none() | st.sampled_from([0.0, 10.0, 30.0, 300.0])),
        accepted_regions=draw(
            st.none() | st.frozensets(st.sampled_from(["MA-01", "MA-06", "MA-12"]), max_size=2)
        ),
        available_from=draw(st.none() | DAYS),
        unavailable=draw(st.frozensets(slots(), max_size=3)),
        max_weekly_hours=draw(st.none() | st.integers(10, 48)),
        languages=draw(st.none() | LANGUAGES),
        licences=draw(st.none() | sets_of(Licence)),
        has_certificates=draw(st.sampled_from([None, True, False])),
        contracts=draw(st.none() | sets_of(ContractKind)),
        ruled_out=draw(st.none() | sets_of(Demand)),
    )


@st.composite
def openings(draw: st.DrawFn, identifier: str) -> Opportunity:
    return Opportunity(
        id=identifier,
        kind=draw(st.sampled_from([OpportunityKind.OPENING, OpportunityKind.TRAINING])),
        title=draw(TEXTS),
        skills=tuple(draw(st.lists(TEXTS, max_size=3))),
        provider_id=draw(st.sampled_from([None, *COMPANY_IDS])),
        sector=draw(st.sampled_from([None, "batiment", "artisanat"])),
        town=draw(TOWNS),
        starts_on=draw(st.none() | DAYS),
        expires_on=draw(st.none() | DAYS),
        places=draw(st.none() | st.integers(0, 3)),
        schedule=draw(st.frozensets(slots(), max_size=2)),
        weekly_hours=draw(st.none() | st.integers(10, 48)),
        contract=draw(st.none() | st.sampled_from(list(ContractKind))),
        required_languages=draw(LANGUAGES),
        required_licences=draw(sets_of(Licence)),
        required_certificates=tuple(draw(st.lists(st.sampled_from(CERTIFICATES), max_size=2))),
        demands=draw(sets_of(Demand)),
    )


@st.composite
def catalogues_of_openings(draw: st.DrawFn) -> list[Opportunity]:
    ids = draw(st.lists(st.sampled_from(OPPORTUNITY_IDS), unique=True, max_size=8))
    return [draw(openings(identifier)) for identifier in ids]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    activities = st.builds(
        CompanyActivity,
        pending=st.integers(0, 3),
        contacts=st.integers(0, 12),
        replies=st.integers(0, 1),
    )
    return Situation(
        companies={
            one: Company(
                id=one,
                name="(inventée)",
                max_pending=draw(st.none() | st.integers(0, 3)),
                is_paused=draw(st.booleans()),
            )
            for one in draw(st.lists(st.sampled_from(COMPANY_IDS), unique=True))
        },
        activity=draw(st.dictionaries(st.sampled_from(COMPANY_IDS), activities)),
        taken=draw(st.dictionaries(st.sampled_from(OPPORTUNITY_IDS), st.integers(0, 3))),
        conventions=draw(signed_conventions()),
    )


@st.composite
def signed_conventions(draw: st.DrawFn) -> Conventions:
    """Conventions around today with a few companies, some over, some used up."""
    by_company: dict[str, list[Convention]] = {}
    placed: dict[tuple[str, int], int] = {}
    for number in range(draw(st.integers(0, 3))):
        company_id = draw(st.sampled_from(COMPANY_IDS))
        one = Convention(
            id=f"v-{number}",
            company_id=company_id,
            sectors=draw(st.sampled_from([frozenset(), frozenset({"batiment"})])),
            yearly_quota=2,
            starts_on=TODAY + timedelta(days=draw(st.integers(-20, 2))),
            ends_on=TODAY + timedelta(days=draw(st.integers(-2, 20))),
        )
        by_company.setdefault(company_id, []).append(one)
        placed[one.id, TODAY.year] = draw(st.integers(0, 3))
    return Conventions(by_company=by_company, placed=placed)


def histories() -> st.SearchStrategy[History]:
    some = st.frozensets(st.sampled_from(OPPORTUNITY_IDS), max_size=2)
    return st.builds(History, in_progress=some, declined=some, legal_age_not_met=some)


def days() -> st.SearchStrategy[date]:
    return DAYS
