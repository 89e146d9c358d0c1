import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.records import Company, Opportunity, Profile, Slot
from matching.vocabulary import Demand, LanguageCode, LanguageLevel, Licence, RecordKind
from service.storage.documents import (
    Record,
    content_of,
    dated,
    from_document,
    region_of,
    to_document,
)
from tests.storage_fixtures import DAY, FES, SAFI, a_company, a_profile, an_opening
from tests.storage_strategies import kind_of, profiles, records


@given(records)
def test_a_document_reads_back_as_the_record(record: Record) -> None:
    document = to_document(record)
    assert from_document(kind_of(record), document) == record
    assert to_document(from_document(kind_of(record), document)) == document


@given(profiles, st.data())
def test_the_day_of_a_statement_is_not_its_content(profile: Profile, data: st.DataObject) -> None:
    noted_on = data.draw(st.dictionaries(st.sampled_from(["home", "licences"]), st.dates()))
    dated_otherwise = replace(profile, noted_on=noted_on)
    assert content_of(dated_otherwise) == content_of(profile)


@given(records, records)
def test_different_records_have_different_contents(one: Record, other: Record) -> None:
    are_equal = one == other
    assert (to_document(one) == to_document(other)) is are_equal


def test_a_document_is_short_sorted_and_readable() -> None:
    company = replace(a_company(), town=None, max_pending=None)
    assert to_document(company) == '{"id":"company-1","name":"Ferronnerie invented SARL"}'


def test_sets_and_maps_are_written_in_one_order() -> None:
    slots = [Slot(weekday=day, start_minute=0, end_minute=60) for day in (4, 0, 2)]
    profile = Profile(
        id="p",
        unavailable=frozenset(slots),
        ruled_out=frozenset({Demand.NIGHT_WORK, Demand.DRIVING}),
        licences=frozenset({Licence.B, Licence.A}),
        languages={
            LanguageCode.FRENCH: LanguageLevel.BASIC,
            LanguageCode.ARABIC: LanguageLevel.WRITTEN,
        },
    )
    fields = json.loads(to_document(profile))
    assert [slot["weekday"] for slot in fields["unavailable"]] == [0, 2, 4]
    assert fields["ruled_out"] == ["driving", "night-work"]
    assert fields["licences"] == ["A", "B"]
    assert list(fields["languages"]) == ["ar", "fr"]


def test_none_was_answered_is_not_the_same_as_not_asked() -> None:
    not_asked, none = Profile(id="p"), Profile(id="p", licences=frozenset(), contracts=frozenset())
    assert json.loads(to_document(not_asked)) == {"id": "p"}
    assert json.loads(to_document(none)) == {"id": "p", "licences": [], "contracts": []}


@pytest.mark.parametrize("amount", ["0", "1E+3", "1000.00", "1250.50", "0.07"])
def test_money_keeps_its_value_and_loses_its_notation(amount: str) -> None:
    opening = replace(an_opening(), cost_mad=Decimal(amount))
    back = from_document(RecordKind.OPENING, to_document(opening))
    assert isinstance(back, Opportunity)
    assert back.cost_mad == Decimal(amount)
    plain = json.loads(to_document(opening))["cost_mad"]
    assert "E" not in plain


def test_towns_are_shared_between_records() -> None:
    one, other = (
        from_document(RecordKind.COMPANY, to_document(a_company(key))) for key in ("a", "b")
    )
    assert isinstance(one, Company)
    assert isinstance(other, Company)
    assert one.town is other.town


def test_an_old_version_keeps_the_centre_its_town_had() -> None:
    moved = replace(FES, place=None)
    old, new = replace(a_company("a"), town=FES), replace(a_company("a"), town=moved)
    assert from_document(RecordKind.COMPANY, to_document(old)) == old
    assert from_document(RecordKind.COMPANY, to_document(new)) == new


def test_a_document_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        from_document(RecordKind.OPENING, '{"id":"x","kind":"opening"}')


def test_the_region_is_that_of_the_home_or_the_town() -> None:
    assert region_of(a_profile(home=SAFI)) == "MA-07"
    assert region_of(a_profile(home=None)) is None
    assert region_of(an_opening()) == "MA-03"
    assert region_of(a_company()) == "MA-03"


def test_a_field_that_is_no_longer_answered_has_no_day() -> None:
    before = dated(a_profile("p"), None, DAY)
    after = dated(replace(before, licences=None), before, DAY)
    assert set(before.noted_on) - set(after.noted_on) == {"licences"}
