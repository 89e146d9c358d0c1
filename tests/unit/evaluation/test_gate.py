"""The gate opens for what is better and harms nobody, and names what it misses otherwise."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from evaluation.gate import Condition, Gate, NothingLater, Record, Trial
from evaluation.groups import Groups
from evaluation.judgements import Judgements
from evaluation.measured import Measured
from evaluation.past import Label
from evaluation.trial import try_release
from matching.features import FEATURES
from matching.parameters import Parameters, RuleParameters
from matching.vocabulary import FeatureName
from models.curves import Curve, LearnedRanking
from models.encoders import HashingEncoder
from models.releases import Release, load_release, shipped_release
from tests.matchers import TRADES
from tests.rankings import a_ranking
from tests.tables import FIRST, a_table, some_groups

CURRENT = load_release(shipped_release())
WELL = Trial(lines=100, violations=0, swaps=100, changes=0)
EVERYBODY = some_groups(200, gender=["f", "m"])
DECIDED_BY_WISH = a_table(200, lines=6)


def preferring(feature: FeatureName, until: date | None = None) -> Release:
    """A release that hardly looks at anything but one feature."""
    rest = 0.1 / (len(FEATURES) - 1)
    curves = {name: Curve((0.0, 1.0), (0.0, 0.9 if name is feature else rest)) for name in FEATURES}
    ranking: LearnedRanking = replace(
        a_ranking(), curves=curves, fitted_until=until or date(2025, 12, 31)
    )
    return replace(CURRENT, id="challenger", ranking=ranking)


def decided(
    challenger: Release,
    table: Judgements = DECIDED_BY_WISH,
    groups: Groups | None = EVERYBODY,
    trial: Trial | None = WELL,
    **how: bool,
) -> Record:
    gate = Gate(challenger=challenger, current=CURRENT, groups=groups, trial=trial, **how)
    return gate.decide(table, Label.OUTCOMES)


def failed(record: Record) -> set[Condition]:
    return {one.condition for one in record.findings if not one.passed}


def test_what_is_better_and_harms_nobody_may_pass() -> None:
    record = decided(preferring(FeatureName.WISH))
    assert record.promotes
    assert failed(record) == set()
    assert [one.condition for one in record.findings] == list(Condition)
    assert record.people == 200
    better = record.findings[0].figure
    assert isinstance(better, Measured)
    assert better.low > 0.0


def test_what_is_worse_is_refused_with_its_figures() -> None:
    record = decided(preferring(FeatureName.DISTANCE))
    assert not record.promotes
    assert {Condition.BETTER, Condition.NO_DROP, Condition.GROUPS} <= failed(record)
    (what,) = (one.what for one in record.findings if one.condition is Condition.NO_DROP)
    assert "outcomes, by person: -" in what
    assert "over 200;" in what
    assert "suitability, by person: nobody knows" in what
    (groups,) = (one.what for one in record.findings if one.condition is Condition.GROUPS)
    assert "gender: f (-" in groups


def test_the_same_ranking_is_not_better_but_not_worse() -> None:
    same = replace(CURRENT, id="same")
    assert failed(decided(same)) == {Condition.BETTER}
    assert decided(same, non_inferior=True).promotes


def test_one_group_that_is_served_worse_is_enough() -> None:
    """For women the distance decides, for the others the wish: who gains pays for nobody."""
    wish = a_table(200, lines=6)
    near = a_table(200, lines=6, truth={FEATURES.index(FeatureName.DISTANCE): 8.0})
    women = np.array([int(one.split("-")[1]) % 4 == 0 for one in wish.profile_ids])
    table = replace(wish, grade=np.where(women, near.grade, wish.grade))
    groups = some_groups(200, gender=["f", "m", "m", "m"])
    record = decided(preferring(FeatureName.WISH), table, groups)
    assert Condition.BETTER not in failed(record)
    assert failed(record) == {Condition.GROUPS}


def test_what_nobody_knows_is_not_passed() -> None:
    wish = preferring(FeatureName.WISH)
    assert failed(decided(wish, groups=None)) == {Condition.GROUPS}
    assert failed(decided(wish, trial=None)) == {Condition.RULES, Condition.SWAPS}
    assert Condition.GROUPS in failed(decided(wish, groups=some_groups(200)))
    few = decided(wish, a_table(5, lines=6))
    assert {Condition.BETTER, Condition.NO_DROP, Condition.CONGESTION} <= failed(few)


def test_a_broken_rule_or_a_changed_answer_is_refused() -> None:
    wish = preferring(FeatureName.WISH)
    assert failed(decided(wish, trial=replace(WELL, violations=1))) == {Condition.RULES}
    assert failed(decided(wish, trial=replace(WELL, changes=1))) == {Condition.SWAPS}
    assert failed(decided(wish, trial=replace(WELL, lines=0, swaps=0))) == {
        Condition.RULES,
        Condition.SWAPS,
    }


def test_sending_everybody_to_the_same_company_is_refused() -> None:
    """One company's lines get the feature that the challenger looks at."""
    table = a_table(200, lines=6)
    features = table.features.copy()
    response = FEATURES.index(FeatureName.RESPONSE)
    company = np.where(np.arange(len(table)) % 6 == 0, "c-0", table.opportunity_ids)
    features[:, response] = np.where(company == "c-0", 1.0, 0.0)
    crowded = replace(table, features=features, company_ids=company)
    record = decided(preferring(FeatureName.RESPONSE), crowded)
    assert Condition.CONGESTION in failed(record)


def test_only_later_judgements_of_other_people_are_tested_on() -> None:
    until = (FIRST + 99).astype(date)
    record = decided(preferring(FeatureName.WISH, until))
    assert record.people == 100
    assert record.since == str(FIRST + 100)
    with pytest.raises(NothingLater):
        decided(preferring(FeatureName.WISH, date(2030, 1, 1)))


def test_a_trial_finds_no_fault_with_the_release_that_ships() -> None:
    trial = try_release(CURRENT, CURRENT, HashingEncoder(), TRADES)
    assert trial.lines > 50
    assert trial.violations == 0
    assert trial.swaps >= 80
    assert trial.changes == 0


def test_a_trial_finds_rules_that_were_loosened() -> None:
    loose = replace(
        CURRENT,
        parameters=Parameters(rules=RuleParameters(silent_after_contacts=999)),
    )
    assert try_release(loose, CURRENT, HashingEncoder(), TRADES).violations > 0
