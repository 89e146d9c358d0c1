"""Activities for a person: weights of their own, every local term shown, openings left alone."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.features import LOCAL_FEATURES
from matching.geography import Place, Town
from matching.market import Market, Start
from matching.parameters import Parameters
from matching.proposals import Proposal
from matching.records import KitItem, Opportunity, Profile
from matching.rules import Situation
from matching.vocabulary import FeatureName, MissingField, OpportunityKind, ReasonCode, Space
from tests.matchers import a_matcher, shortlist_for
from tests.situations import (
    CASABLANCA,
    MOHAMMEDIA,
    TODAY,
    a_certificate,
    a_profile,
    a_skill,
    a_wish,
    an_experience,
    an_opening,
)

TIZNIT = Town(
    code="tiznit",
    name_fr="Tiznit",
    name_ar="تيزنيت",
    province="581",
    region="MA-09",
    place=Place(29.69, -9.73),
)
MACHINE = KitItem(
    name="poste à souder",
    quantity=1,
    price_low_mad=Decimal(4000),
    price_high_mad=Decimal(6000),
)
OLD = TODAY - timedelta(days=800)


def an_activity(activity_id: str, title: str, **known: Any) -> Opportunity:
    plain = {"id": activity_id, "kind": OpportunityKind.ACTIVITY, "title": title}
    return Opportunity(**{**plain, **known})


WELDING = an_activity(
    "welding", "Soudure", sector="industrie", kit=(MACHINE,), space=Space.PREMISES
)
IRONWORK = an_activity(
    "ironwork", "Ferronnerie", sector="artisanat", aliases=("haddad", "soudure de portails")
)
WELDER = (a_skill("soudure à l'arc"), a_wish("soudure"))


def lines_for(
    profile: Profile, *activities: Opportunity, market: Market | None = None
) -> dict[str, Proposal]:
    matcher = a_matcher(*activities, situation=Situation(market=market or Market()))
    found = shortlist_for(matcher, profile, kind=OpportunityKind.ACTIVITY)
    return {line.opportunity_id: line for line in found.proposals}


def values(line: Proposal) -> dict[FeatureName, float | None]:
    return {term.feature: term.value for term in line.terms}


def codes(line: Proposal) -> set[ReasonCode]:
    return {reason.code for reason in line.reasons}


def kits(activity_id: str, count: int, town: Town = CASABLANCA, **known: Any) -> list[Start]:
    plain = {"activity_id": activity_id, "place": town.place, "started_on": TODAY}
    return [Start(**{**plain, **known})] * count


def test_a_line_shows_every_local_term_with_its_numbers() -> None:
    market = Market(
        demand={("MA-06", "industrie"): 0.8},
        starts=(
            *kits("welding", 3),
            *kits("welding", 2, MOHAMMEDIA, started_on=OLD, alive_months=12),
        ),
    )
    profile = a_profile(
        *WELDER, own_tools=("poste à souder",), own_premises=frozenset({Space.PREMISES})
    )
    line = lines_for(profile, WELDING, market=market)["welding"]
    assert set(values(line)) == set(FeatureName)
    assert values(line)[FeatureName.DEMAND] == 0.8
    assert sum(term.points for term in line.terms) == line.score
    reasons = {reason.code: reason.numbers for reason in line.reasons}
    assert reasons[ReasonCode.STRONG_DEMAND] == {"level": 80.0}
    assert reasons[ReasonCode.KITS_NEARBY]["kits"] == 5.0
    assert (reasons[ReasonCode.OFTEN_SURVIVES]["alive"]) == 2.0
    assert reasons[ReasonCode.OWN_MEANS]["share"] == 100.0
    assert ReasonCode.OWN_PLACE in reasons


def test_what_speaks_against_is_said_as_well() -> None:
    market = Market(
        demand={("MA-06", "industrie"): 0.2},
        starts=(
            *kits("ironwork", 1),
            *kits("welding", 6, started_on=OLD, stopped_on=OLD + timedelta(days=60)),
        ),
    )
    profile = a_profile(*WELDER, own_premises=frozenset())
    line = lines_for(profile, WELDING, market=market)["welding"]
    against = {reason.code for reason in line.reasons if not reason.is_for}
    assert against >= {
        ReasonCode.WEAK_DEMAND,
        ReasonCode.RARELY_SURVIVES,
        ReasonCode.PLACE_TO_FIND,
    }
    assert ReasonCode.NO_KIT_NEARBY in codes(line)


def test_what_is_unknown_is_neutral_and_says_nothing() -> None:
    line = lines_for(a_profile(*WELDER), WELDING)["welding"]
    assert all(values(line)[name] is None for name in LOCAL_FEATURES)
    silent = set(ReasonCode) - codes(line)
    assert silent >= {ReasonCode.STRONG_DEMAND, ReasonCode.KITS_NEARBY, ReasonCode.OWN_MEANS}
    assert MissingField.OWN_MEANS in line.to_ask


def test_a_person_who_was_asked_everything_is_not_asked_again() -> None:
    known = a_profile(*WELDER, own_tools=(), own_premises=frozenset(), own_money_mad=Decimal(0))
    line = lines_for(known, WELDING)["welding"]
    assert MissingField.OWN_MEANS not in line.to_ask


def test_having_nothing_counts_no_less_than_not_having_been_asked() -> None:
    nothing = {"own_tools": (), "own_premises": frozenset(), "own_money_mad": Decimal(0)}
    asked = lines_for(a_profile(*WELDER, **nothing), WELDING)["welding"]
    unasked = lines_for(a_profile(*WELDER), WELDING)["welding"]
    assert asked.score == unasked.score


def test_the_same_person_elsewhere_changes_order_only_by_demand_and_saturation() -> None:
    market = Market(
        demand={("MA-06", "industrie"): 0.9, ("MA-06", "artisanat"): 0.2}
        | {("MA-09", "industrie"): 0.1, ("MA-09", "artisanat"): 0.9},
        starts=(*kits("ironwork", 4, CASABLANCA), *kits("welding", 4, TIZNIT)),
    )
    # Alike in everything but what is local.
    twin = replace(WELDING, id="twin", sector="artisanat")
    other = replace(market, starts=[replace(one, activity_id="twin") for one in market.starts[:4]])
    market = replace(market, starts=(*other.starts, *market.starts[4:]))
    here = lines_for(a_profile(*WELDER, home=CASABLANCA), WELDING, twin, market=market)
    there = lines_for(a_profile(*WELDER, home=TIZNIT), WELDING, twin, market=market)
    assert list(here) == ["welding", "twin"]
    assert list(there) == ["twin", "welding"]
    for activity in ("welding", "twin"):
        before, after = values(here[activity]), values(there[activity])
        changed = {name for name in FeatureName if before[name] != after[name]}
        assert changed == {FeatureName.DEMAND, FeatureName.SATURATION}


@settings(max_examples=25)
@given(
    level=st.floats(0, 1),
    crowd=st.integers(0, 20),
    alive=st.integers(0, 12),
    money=st.integers(0, 50_000),
)
def test_no_market_outweighs_know_how_and_wish(
    level: float, crowd: int, alive: int, money: int
) -> None:
    """A baker's activity with everything for it stays behind a welder's with all against it."""
    baking = an_activity("baking", "Boulangerie", sector="commerce", cost_mad=Decimal(10_000))
    market = Market(
        demand={("MA-06", "commerce"): 1.0, ("MA-06", "industrie"): min(level, 0.5)},
        starts=(
            *kits("welding", crowd),
            *kits("baking", alive, TIZNIT, started_on=OLD, alive_months=12),
        ),
    )
    profile = a_profile(*WELDER, own_money_mad=Decimal(money))
    assert next(iter(lines_for(profile, WELDING, baking, market=market))) == "welding"


def test_an_activity_is_recognised_by_any_of_its_names() -> None:
    known = lines_for(a_profile(a_skill("haddad dyal lbiban")), IRONWORK)
    plain = lines_for(a_profile(a_skill("soudure de portails")), replace(IRONWORK, aliases=()))
    named = lines_for(a_profile(a_skill("soudure de portails")), IRONWORK)
    assert "ironwork" in known
    assert "ironwork" not in plain
    assert ReasonCode.SAME_TRADE in codes(named["ironwork"])


def test_a_name_is_heard_in_a_wish_as_well() -> None:
    line = lines_for(a_profile(a_skill("vente"), a_wish("soudure de portails")), IRONWORK)
    assert ReasonCode.MATCHES_WISH in codes(line["ironwork"])


def test_what_is_far_from_the_best_is_not_proposed_beside_it() -> None:
    market = Market()
    profile = a_profile(*WELDER, a_skill("vente de légumes"))
    selling = an_activity("selling", "Vente de légumes", sector="commerce")
    close = a_matcher(WELDING, selling, situation=Situation(market=market))
    share = replace(close.parameters.activities.ranking, suitable_share=0.999)
    strict = Parameters(activities=replace(close.parameters.activities, ranking=share))
    matcher = a_matcher(WELDING, selling, parameters=strict)
    asked = {"kind": OpportunityKind.ACTIVITY}
    assert len(shortlist_for(matcher, profile, **asked).proposals) == 1


BEFORE_ACTIVITIES = {
    "o-1": "0x1.909af776edd3dp-1",
    "o-2": "0x1.5f175fdd844cdp-1",
    "o-3": "0x1.47d0a16da3719p-1",
}
"""Scores of these openings as they were before activities had features of their own."""


def test_openings_keep_their_scores_to_the_last_bit() -> None:
    openings = [
        an_opening("Soudeur", id="o-1", skills=("soudure à l'arc", "lecture de plans")),
        an_opening("Boulanger", id="o-2", town=MOHAMMEDIA, skills=("pétrissage",)),
        an_opening("Couturière", id="o-3", provider_id="c-1", description="Atelier de confection."),
    ]
    people = [
        a_profile(
            a_skill("soudure à l'arc"),
            an_experience("aide-soudeur", 24),
            a_certificate("CAP soudure"),
            a_wish("travailler dans la soudure"),
        ),
        a_profile(a_skill("خياطة"), a_wish("couture"), available_from=TODAY),
        a_profile(an_experience("boulangerie", 12), max_distance_km=60.0),
    ]
    market = Market(demand={("MA-06", "industrie"): 1.0}, starts=tuple(kits("o-1", 5)))
    matcher = a_matcher(*openings, situation=Situation(market=market))
    rich: dict[str, Any] = {"own_tools": ("poste à souder",), "own_money_mad": Decimal(9000)}
    for profile in people:
        for person in (profile, replace(profile, **rich)):
            for line in shortlist_for(matcher, person).proposals:
                assert line.score.hex() == BEFORE_ACTIVITIES[line.opportunity_id]
                assert not LOCAL_FEATURES & set(values(line))


@pytest.mark.parametrize("name", sorted(LOCAL_FEATURES))
def test_only_activities_weigh_what_is_local(name: FeatureName) -> None:
    parameters = Parameters()
    assert name not in parameters.ranking.weights
    assert 0.0 < parameters.activities.ranking.weights[name] <= 0.06


def test_the_weights_of_activities_share_out_one() -> None:
    weights = Parameters().activities.ranking.weights
    assert sum(weights.values()) == pytest.approx(1.0)
    fit = (FeatureName.SEMANTIC, FeatureName.COVERAGE, FeatureName.WISH, FeatureName.EXPERIENCE)
    local = sum(weights[name] for name in LOCAL_FEATURES)
    assert sum(weights[name] for name in fit) > 3 * local
