"""The ladder finds what ranks better, on people it did not learn from, and says when to stop."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.judgements import Judgements
from evaluation.ladder import SHIP_RULES, SHIP_RULES_FR, Climb, Ladder, Line, verdict
from evaluation.measured import Measured
from evaluation.past import Label, NothingJudged, of_label, past_of, split_by_time
from evaluation.queries import Side
from evaluation.rungs import Rung, Texts, meaning_of, scores_of
from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.vocabulary import FeatureName
from models.rankers import AdditiveRanker
from models.releases import load_release, shipped_release
from tests.pasts import DISTANCE, WISH
from tests.tables import FIRST, a_table, some_groups, together

RELEASE = load_release(shipped_release())
RANKING = RankingParameters()


def climbed(table: Judgements, label: Label = Label.OUTCOMES, **parts: object) -> Ladder:
    return Climb(release=RELEASE, **parts).climb(table, label)  # type: ignore[arg-type] # plain keywords


def line(ladder: Ladder, rung: Rung, part: str = "all", side: Side = Side.PERSON) -> Line:
    (found,) = (one for one in ladder.lines if (one.rung, one.part, one.side) == (rung, part, side))
    return found


def mean(ladder: Ladder, rung: Rung, part: str = "all") -> float:
    figure = line(ladder, rung, part).ndcg
    assert isinstance(figure, Measured)
    return figure.mean


@pytest.fixture(scope="module")
def wished() -> Ladder:
    """Only the wish decides; people 0..299, one a day."""
    return climbed(a_table(300, lines=6), groups=some_groups(300, gender=["f", "m"]))


def test_what_decides_is_learned_and_beats_rules(wished: Ladder) -> None:
    assert wished.not_learned == ""
    assert wished.learned_beats_rules
    assert mean(wished, Rung.LEARNED) > 0.95 > mean(wished, Rung.RANDOM)
    assert mean(wished, Rung.HYBRID) > mean(wished, Rung.RULES)
    assert SHIP_RULES not in verdict((wished,))


def test_every_rung_stands_beside_the_rules_with_an_interval(wished: Ladder) -> None:
    for rung in Rung:
        found = line(wished, rung)
        assert isinstance(found.ndcg, Measured)
        assert found.ndcg.low <= found.ndcg.mean <= found.ndcg.high
        assert (found.against_rules is None) == (rung is Rung.RULES)
    random = line(wished, Rung.RANDOM).against_rules
    assert random is not None
    assert random.p_value > 0.05


def test_where_rules_decide_it_says_ship_rules_in_both_languages() -> None:
    """Distance alone decides, and the rules read it best: little is left to learn."""
    truth = {
        column: 4.0
        for column, name in enumerate(FEATURES)
        if name
        not in {
            FeatureName.SEMANTIC,
            FeatureName.LEXICAL,
            FeatureName.COVERAGE,
            FeatureName.WISH,
        }
    }
    ladder = climbed(a_table(150, lines=6, truth=truth))
    assert not ladder.learned_beats_rules
    assert SHIP_RULES in verdict((ladder,))
    assert SHIP_RULES_FR in verdict((ladder,))


def test_without_enough_to_learn_from_it_says_why_and_to_ship_rules() -> None:
    ladder = climbed(a_table(40, lines=3))
    assert ladder.not_learned == "too-few-judgements"
    assert all(one.rung is not Rung.LEARNED for one in ladder.lines)
    assert SHIP_RULES in verdict((ladder,))


def test_groups_have_lines_and_few_people_have_no_figure(wished: Ladder) -> None:
    assert isinstance(line(wished, Rung.LEARNED, "gender: f").ndcg, Measured)
    few = climbed(a_table(150, lines=6), groups=some_groups(150, region=["a"] * 147 + ["b"] * 3))
    assert not isinstance(line(few, Rung.RULES, "region: b").ndcg, Measured)


def test_nobody_is_learned_from_and_tested_on() -> None:
    table = a_table(100)
    returning = replace(a_table(100), shown_at=table.shown_at + np.timedelta64(90 * 86400, "s"))
    returning = returning.where(np.arange(len(returning)) < 150)
    both = together(table, replace(returning, list_id=returning.list_id + 100))
    split = split_by_time(both, Label.OUTCOMES)
    learned, tested = (set(side.profile_ids) for side in (split.train, split.test))
    assert learned
    assert tested
    assert not learned & tested
    assert split.train.shown_at.max() < split.test.shown_at.min()
    known = set(split.test.profile_ids[~split.is_cold_person])
    assert known == {f"p-{number}" for number in range(30)} & tested


def test_what_is_judged_later_is_not_known_earlier() -> None:
    table = a_table(100)
    late = replace(table, judged_on=table.judged_on + 500)
    split = split_by_time(late, Label.OUTCOMES, FIRST + 60)
    assert np.isnan(split.train.grade).all()
    assert (~np.isnan(split.test.grade)).any()


def test_cold_companies_were_never_learned_from() -> None:
    table = a_table(100)
    company = np.where(np.arange(len(table)) % 7 == 0, f"c-{'new'}", table.company_ids)
    company = np.where(np.arange(len(table)) < 350, table.company_ids, company)
    split = split_by_time(replace(table, company_ids=company), Label.OUTCOMES)
    assert set(split.test.company_ids[split.is_cold_company]) == {"c-new"}


def test_labels_believe_their_own_sources() -> None:
    table = a_table(10)
    blind = replace(table, grade_source=np.full(len(table), "blind", object))
    both = together(table, blind)
    outcomes, suitability = (of_label(both, label) for label in Label)
    assert set(outcomes.grade_source) == {"outcome"}
    assert len(suitability) == len(both)
    assert np.isnan(suitability.grade).sum() == len(table)


def test_nothing_judged_is_said() -> None:
    table = a_table(30)
    nothing = replace(table, grade=np.full(len(table), np.nan))
    with pytest.raises(NothingJudged):
        split_by_time(nothing, Label.OUTCOMES)
    with pytest.raises(NothingJudged):
        past_of(nothing, Label.OUTCOMES)
    with pytest.raises(NothingJudged):
        split_by_time(table, Label.OUTCOMES, FIRST + 5000)


def test_activities_are_left_to_their_own_weights() -> None:
    table = a_table(30)
    kind = np.where(np.arange(len(table)) < 50, "activity", table.kind)
    assert set(of_label(replace(table, kind=kind), Label.OUTCOMES).kind) == {"opening"}


def scored(rung: Rung, table: Judgements, texts: Texts | None = None) -> np.ndarray:
    return scores_of(
        rung,
        table,
        release=AdditiveRanker.of(RANKING),
        learned=None,
        neutral=RANKING.neutral,
        texts=texts,
        rng=np.random.default_rng(0),
    )


def test_rules_read_no_text() -> None:
    table = a_table(5)
    features = table.features.copy()
    features[:, WISH] = 0.0
    assert (
        scored(Rung.RULES, replace(table, features=features)) == scored(Rung.RULES, table)
    ).all()
    features[:, DISTANCE] += 1.0
    assert (scored(Rung.RULES, replace(table, features=features)) > scored(Rung.RULES, table)).all()


def test_with_texts_bm25_reads_them_and_places_are_counted() -> None:
    table = a_table(2, lines=2)
    texts = Texts(
        profiles={"p-0": "soudeur à l'arc", "p-1": "boulanger"},
        openings={"o-0": "soudeur", "o-1": "boulanger pâtissier", "o-2": "boulanger"},
        places={"o-0": 3.0, "o-1": 1.0},
    )
    words = scored(Rung.BM25, table, texts)
    assert words[0] > 0.0
    assert np.isnan(words[1])
    assert words[2] > 0.0
    assert np.isnan(words[3])
    assert scored(Rung.AVAILABLE, table, texts)[:2].tolist() == [3.0, 1.0]
    assert meaning_of(Rung.BM25, texts) != meaning_of(Rung.BM25, None)


def test_without_texts_the_columns_stand_in() -> None:
    table = a_table(3)
    column = FEATURES.index(FeatureName.LEXICAL)
    assert (scored(Rung.BM25, table) == table.features[:, column]).all()
    with pytest.raises(ValueError, match="nothing was learned"):
        scored(Rung.LEARNED, table)
