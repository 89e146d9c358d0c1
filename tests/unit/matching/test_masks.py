"""The rules over columns say exactly what the rules say one by one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matching.catalogue import Catalogue
from matching.masks import (
    allowed_rows,
    convention_masks,
    distances,
    filtered,
    personal_masks,
    situation_masks,
)
from matching.outcomes import History
from matching.parameters import RuleParameters
from matching.proposals import Filters, Question
from matching.records import Opportunity, Profile
from matching.rules import Case, Situation, judge
from matching.vocabulary import ContractKind, OpportunityKind, Refusal
from tests.records_drawn import (
    CERTIFICATES,
    catalogues_of_openings,
    histories,
    profiles,
    situations,
)
from tests.situations import CASABLANCA, TANGER, TODAY, a_profile, an_opening

PARAMETERS = RuleParameters(start_grace_days=2)


@given(
    profile=profiles(),
    openings=catalogues_of_openings(),
    situation=situations(),
    history=histories(),
    held=st.frozensets(st.sampled_from(CERTIFICATES)),
)
def test_masks_equal_the_rules(
    profile: Profile,
    openings: list[Opportunity],
    situation: Situation,
    history: History,
    held: frozenset[str],
) -> None:
    catalogue = Catalogue.build(openings)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY, history=history)
    masks = {
        **situation_masks(catalogue, situation, PARAMETERS),
        **convention_masks(catalogue, situation, TODAY),
        **personal_masks(
            question,
            catalogue,
            PARAMETERS,
            held.__contains__,
            distances(profile, catalogue),
        ),
    }
    allowed = allowed_rows(masks, len(catalogue))
    for row, opening in enumerate(catalogue.opportunities):
        case = Case(
            question=question,
            opportunity=opening,
            situation=situation,
            parameters=PARAMETERS,
            holds=held.__contains__,
        )
        expected = set(judge(case))
        assert {refusal for refusal, mask in masks.items() if mask[row]} == expected
        assert allowed[row] == (not expected)


@given(openings=catalogues_of_openings(), changed=catalogues_of_openings(), data=st.data())
def test_an_updated_catalogue_equals_a_new_one(
    openings: list[Opportunity], changed: list[Opportunity], data: st.DataObject
) -> None:
    removed = (
        data.draw(st.sets(st.sampled_from([one.id for one in openings]))) if openings else set()
    )
    removed -= {one.id for one in changed}
    before = Catalogue.build(openings)
    after, rows = before.updated(changed, removed)
    kept = {one.id: one for one in openings if one.id not in removed}
    expected = Catalogue.build({**kept, **{one.id: one for one in changed}}.values())
    assert list(after.opportunities) == list(expected.opportunities)
    changed_ids = {one.id for one in changed}
    for row, old in enumerate(rows):
        opening = after.opportunities[row]
        is_new = opening.id in changed_ids
        assert (old == -1) == is_new
        assert is_new or before.opportunities[old] == opening
        for name, value in _described(after, row).items():
            assert value == _described(expected, row)[name]


def _described(catalogue: Catalogue, row: int) -> dict[str, object]:
    """A row with its numbers put back into words, since numberings may differ."""
    columns, numbers = catalogue.columns, catalogue.numbers
    return {
        "place": [*numbers.places.values, None][columns.place[row]],
        "region": [*numbers.regions.values, None][columns.region[row]],
        "schedule": [*numbers.schedules.values, None][columns.schedule[row]],
        "requirements": [
            [*numbers.phrases.values, None][number] for number in columns.requirements[row]
        ],
        "last_day": columns.last_day[row],
        "contract": columns.contract[row],
    }


@given(st.permutations([an_opening(id=f"o-{number}") for number in range(5)]))
def test_the_order_of_records_does_not_matter(openings: list[Opportunity]) -> None:
    assert [one.id for one in Catalogue.build(openings).opportunities] == [
        f"o-{number}" for number in range(5)
    ]


def test_filters_narrow_and_an_unknown_value_does_not_meet_them() -> None:
    catalogue = Catalogue.build(
        [
            an_opening(id="a", sector="batiment", town=CASABLANCA, weekly_hours=20),
            an_opening(
                id="b",
                sector="artisanat",
                town=TANGER,
                contract=ContractKind.PERMANENT,
                weekly_hours=44,
            ),
            an_opening(id="c", sector=None, town=None),
        ]
    )
    distance = distances(a_profile(home=CASABLANCA), catalogue)

    def kept(**narrowed: Any) -> list[bool]:
        return [bool(one) for one in filtered(Filters(**narrowed), catalogue, distance)]

    assert kept() == [True, True, True]
    assert kept(sectors=frozenset({"batiment", "nowhere"})) == [True, False, False]
    assert kept(regions=frozenset({"MA-01"})) == [False, True, False]
    assert kept(contracts=frozenset({ContractKind.PERMANENT})) == [False, True, False]
    assert kept(max_distance_km=0.0) == [True, False, False]
    assert kept(max_distance_km=1000.0) == [True, True, False]
    assert kept(max_weekly_hours=20) == [True, False, False]
    assert kept(max_weekly_hours=44) == [True, True, False]


def test_places_run_out_one_by_one() -> None:
    catalogue = Catalogue.build([an_opening(places=1)])
    full = situation_masks(catalogue, Situation(taken={"o-1": 1}), PARAMETERS)
    free = situation_masks(catalogue, Situation(taken={"elsewhere": 1}), PARAMETERS)
    assert full[Refusal.NO_PLACE_LEFT].tolist() == [True]
    assert free[Refusal.NO_PLACE_LEFT].tolist() == [False]
