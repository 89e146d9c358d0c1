"""Any record that the domain allows, for property tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from matching.geography import Place, Town
from matching.records import Company, KitItem, Opportunity, Profile, Slot, Statement
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    RecordKind,
    Space,
    StatementKind,
)

ids = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60
)
_days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_numbers = st.integers(0, 10_000)
_distances = st.floats(0, 2000, allow_nan=False)
_languages = st.dictionaries(st.sampled_from(LanguageCode), st.sampled_from(LanguageLevel))
_licences = st.frozensets(st.sampled_from(Licence))
_demands = st.frozensets(st.sampled_from(Demand))
_statements = st.builds(
    Statement,
    kind=st.sampled_from(StatementKind),
    text=st.text(),
    months=st.none() | _numbers,
)
_slots = st.builds(
    Slot,
    weekday=st.integers(0, 6),
    start_minute=st.integers(0, 719),
    end_minute=st.integers(720, 1440),
)
_places = st.builds(Place, latitude=st.floats(20, 36), longitude=st.floats(-18, -1))
_towns = st.builds(
    Town,
    code=ids,
    name_fr=st.text(),
    name_ar=st.text(),
    province=ids,
    region=st.integers(1, 12).map("MA-{:02}".format),
    place=st.none() | _places,
)
_money = st.decimals(Decimal(0), Decimal(10**9), places=2)
_kit_items = st.builds(
    KitItem,
    name=st.text(),
    quantity=st.integers(1, 100),
    price_low_mad=_money,
    price_high_mad=_money,
    source=st.text(),
)

profiles = st.builds(
    Profile,
    id=ids,
    statements=st.lists(_statements, max_size=5).map(tuple),
    home=st.none() | _towns,
    max_distance_km=st.none() | _distances,
    accepted_regions=st.none() | st.frozensets(st.sampled_from(["MA-01", "MA-06", "MA-12"])),
    available_from=st.none() | _days,
    unavailable=st.frozensets(_slots, max_size=4),
    max_weekly_hours=st.none() | _numbers,
    languages=st.none() | _languages,
    licences=st.none() | _licences,
    has_certificates=st.none() | st.booleans(),
    contracts=st.none() | st.frozensets(st.sampled_from(ContractKind)),
    ruled_out=st.none() | _demands,
    own_tools=st.none() | st.lists(st.text(), max_size=3).map(tuple),
    own_premises=st.none() | st.frozensets(st.sampled_from(Space)),
    own_money_mad=st.none() | _money,
)

companies = st.builds(
    Company,
    id=ids,
    name=st.text(),
    sector=st.none() | st.text(),
    town=st.none() | _towns,
    max_pending=st.none() | _numbers,
    is_paused=st.booleans(),
)

opportunities = st.builds(
    Opportunity,
    id=ids,
    kind=st.sampled_from(OpportunityKind),
    title=st.text(),
    description=st.text(),
    skills=st.lists(st.text(), max_size=4).map(tuple),
    provider_id=st.none() | ids,
    provider_name=st.text(),
    sector=st.none() | st.text(),
    town=st.none() | _towns,
    starts_on=st.none() | _days,
    expires_on=st.none() | _days,
    places=st.none() | _numbers,
    schedule=st.frozensets(_slots, max_size=4),
    weekly_hours=st.none() | _numbers,
    contract=st.none() | st.sampled_from(ContractKind),
    required_languages=_languages,
    required_licences=_licences,
    required_certificates=st.lists(st.text(), max_size=3).map(tuple),
    legal_minimum_age=st.none() | st.integers(15, 30),
    demands=_demands,
    asks_record_extract=st.booleans(),
    cost_mad=st.none() | _money,
    kit=st.lists(_kit_items, max_size=3).map(tuple),
    working_capital_mad=st.none() | _money,
    permits=st.lists(st.text(), max_size=2).map(tuple),
    space=st.none() | st.sampled_from(Space),
    co_funding=st.lists(st.text(), max_size=2).map(tuple),
    isco=st.text(max_size=5),
    rome=st.text(max_size=5),
    title_ar=st.text(),
    title_en=st.text(),
    aliases=st.lists(st.text(), max_size=3).map(tuple),
    to_review=st.dictionaries(st.text(), st.text(), max_size=2),
)

records = profiles | companies | opportunities


def kind_of(record: Profile | Company | Opportunity) -> RecordKind:
    """The kind under which a record is kept."""
    if isinstance(record, Opportunity):
        return RecordKind(record.kind.value)
    return RecordKind.PROFILE if isinstance(record, Profile) else RecordKind.COMPANY


def undated(record: Profile | Company | Opportunity) -> Profile | Company | Opportunity:
    """The record without the days on which its fields were stated."""
    return replace(record, noted_on={}) if isinstance(record, Profile) else record
