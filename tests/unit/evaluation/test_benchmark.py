import numpy as np
import pytest

from evaluation.baselines import Memory, RankerName
from evaluation.benchmark import DEPTH, Bench, Part, Report
from evaluation.datasets import Dataset
from evaluation.measures import Measure
from models.encoders import HashingEncoder

DATASET = Dataset(
    name="small",
    documents={"bread": "Boulanger", "steel": "Soudeur", "wool": "Tisserand", "steel2": "Soudeuse"},
    queries={"q1": "boulanger de nuit", "q2": "soudure", "q3": "tissage"},
    grades={"q1": {"bread": 2}, "q2": {"steel": 1, "steel2": 1}, "q3": {"wool": 1}},
    unanswerable=4,
)
LEXICAL = (RankerName.RANDOM, RankerName.BM25, RankerName.TFIDF_CHAR)
WHOLE = (Part.ALL, Part.NOT_VERBATIM, Part.VERBATIM)


def silent(count: int) -> None:
    assert count > 0


def a_bench(*rankers: RankerName) -> Bench:
    return Bench(
        rankers=rankers,
        baseline=rankers[0],
        seed=0,
        memory=Memory(HashingEncoder(), silent),
    )


def a_report(bench: Bench, dataset: Dataset = DATASET) -> Report:
    return bench.report(dataset, bench.run(dataset, silent))


def test_a_report_has_a_line_for_each_ranker_and_part() -> None:
    report = a_report(a_bench(*LEXICAL))
    assert [(line.part, line.ranker) for line in report.lines] == [
        (part, ranker) for part in WHOLE for ranker in LEXICAL
    ]
    assert (report.documents, report.queries, report.unanswerable) == (4, 3, 4)


def test_verbatim_queries_are_reported_apart() -> None:
    report = a_report(a_bench(RankerName.BM25))
    counts = {line.part: line.queries for line in report.lines}
    assert counts == {Part.ALL: 3, Part.NOT_VERBATIM: 2, Part.VERBATIM: 1}
    of_part = {line.part: line.figures[Measure.MRR].mean for line in report.lines}
    assert of_part == {
        Part.ALL: pytest.approx(1 / 3),
        Part.NOT_VERBATIM: 0,
        Part.VERBATIM: 1,
    }


def test_without_verbatim_queries_there_is_one_part() -> None:
    plain = Dataset(
        name="x", documents=DATASET.documents, queries={"q": "pain"}, grades={"q": {"bread": 1}}
    )
    assert {line.part for line in a_report(a_bench(RankerName.BM25), plain).lines} == {Part.ALL}


def test_everything_but_the_baseline_is_compared_with_it() -> None:
    report = a_report(a_bench(RankerName.TFIDF_CHAR, RankerName.ENCODER))
    baseline, encoder, *_ = report.lines
    assert not baseline.against_baseline
    assert set(encoder.against_baseline) == set(Measure)


def test_words_that_are_not_found_leave_the_ranking_short() -> None:
    runs = a_bench(RankerName.BM25).run(DATASET, silent)
    assert runs[RankerName.BM25] == {"q1": ["bread"], "q2": [], "q3": []}


def test_the_best_comes_first_and_nothing_twice() -> None:
    runs = a_bench(RankerName.TFIDF_CHAR).run(DATASET, silent)
    ranked = runs[RankerName.TFIDF_CHAR]["q2"]
    assert set(ranked[:2]) == {"steel", "steel2"}
    assert len(ranked) == len(set(ranked))


def test_progress_adds_up_to_queries_times_rankers() -> None:
    reported: list[int] = []
    a_bench(*LEXICAL).run(DATASET, reported.append)
    assert sum(reported) == len(DATASET.queries) * len(LEXICAL)


def test_the_same_seed_gives_the_same_report() -> None:
    assert a_report(a_bench(*LEXICAL)) == a_report(a_bench(*LEXICAL))


def test_leaving_a_ranker_out_changes_no_other_line() -> None:
    whole = a_report(a_bench(RankerName.TFIDF_CHAR, RankerName.BM25, RankerName.ENCODER))
    part = a_report(a_bench(RankerName.TFIDF_CHAR, RankerName.ENCODER))
    kept = [line for line in whole.lines if line.ranker is not RankerName.BM25]
    assert kept == list(part.lines)


def test_beyond_the_depth_the_best_are_kept_in_order() -> None:
    count = DEPTH + 200
    # One more shared word for each document: the last is the best.
    dataset = Dataset(
        name="deep",
        documents={f"d{n}": " ".join(f"w{i}" for i in range(n, count)) for n in range(count)},
        queries={"q": " ".join(f"w{i}" for i in range(count))},
        grades={"q": {"d0": 1}},
    )
    ranked = a_bench(RankerName.ENCODER).run(dataset, silent)[RankerName.ENCODER]["q"]
    encoder = HashingEncoder()
    vectors = encoder.encode(list(dataset.documents.values()))
    scores = vectors @ encoder.encode(list(dataset.queries.values()))[0]
    best = sorted(range(count), key=lambda row: -scores[row])[:DEPTH]
    assert len(ranked) == DEPTH
    assert [scores[int(name[1:])] for name in ranked] == pytest.approx(
        [scores[row] for row in best], abs=1e-6
    )


def test_equal_scores_do_not_fall_in_the_order_of_the_file() -> None:
    dataset = Dataset(
        name="equal",
        documents={f"d{n}": "soudeur" for n in range(50)},
        queries={"q": "soudeur"},
        grades={"q": {"d0": 1}},
    )
    ranked = a_bench(RankerName.TFIDF_CHAR).run(dataset, silent)[RankerName.TFIDF_CHAR]["q"]
    assert sorted(ranked) == sorted(dataset.documents)
    assert ranked != list(dataset.documents)
    assert np.mean([int(name[1:]) for name in ranked[:25]]) == pytest.approx(24.5, abs=6)


def of_slices(report: Report) -> dict[tuple[Part, str], tuple[int, float]]:
    """(Part, slice) -> queries, MRR."""
    return {
        (line.part, line.slice): (line.queries, line.figures[Measure.MRR].mean)
        for line in report.lines
        if line.part not in WHOLE
    }


def test_languages_and_lengths_have_means_of_their_own() -> None:
    """The baker is second for "fr-1" (1/2), first for "fr-2" (1), and not found for "ar-1" (0).

    French: (1/2 + 1) / 2 = 3/4. Up to three words: (1/2 + 0) / 2 = 1/4; eleven words: 1.
    """
    dataset = Dataset(
        name="languages",
        documents={"bread": "Boulanger", "steel": "Soudeur", "wool": "Tisserand"},
        queries={"fr-1": "pain et levain", "fr-2": " ".join(["mot"] * 11), "ar-1": "خباز"},
        grades={query: {"bread": 1} for query in ("fr-1", "fr-2", "ar-1")},
    )
    run = {"fr-1": ["steel", "bread"], "fr-2": ["bread"], "ar-1": ["wool"]}
    bench = a_bench(RankerName.BM25)
    report = bench.report(dataset, {RankerName.BM25: run}, slices=True)
    assert of_slices(report) == {
        (Part.LANGUAGE, "fr"): (2, 0.75),
        (Part.LANGUAGE, "ar"): (1, 0.0),
        (Part.LENGTH, "1-3 words"): (2, 0.25),
        (Part.LENGTH, "11 words and more"): (1, 1.0),
    }


def test_slices_are_shown_only_when_asked_for_and_change_no_other_line() -> None:
    bench = a_bench(*LEXICAL)
    runs = bench.run(DATASET, silent)
    plain, sliced = (bench.report(DATASET, runs, slices=slices) for slices in (False, True))
    assert of_slices(plain) == {}
    assert sliced.lines[: len(plain.lines)] == plain.lines


def test_one_language_and_one_length_say_nothing_of_their_own() -> None:
    bench = a_bench(RankerName.BM25)
    report = bench.report(DATASET, bench.run(DATASET, silent), slices=True)
    assert of_slices(report) == {}
