from evaluation.baselines import RankerName
from evaluation.benchmark import Line, Part, Report
from evaluation.card import release_card
from evaluation.measures import Interval, Measure
from evaluation.release import figures


def a_line(ranker: RankerName, part: Part, mean: float, named: str = "") -> Line:
    interval = Interval(mean, mean - 0.01, mean + 0.01)
    return Line(
        ranker=ranker,
        part=part,
        slice=named,
        queries=1435,
        figures=dict.fromkeys(Measure, interval),
        against_baseline={},
    )


REPORT = Report(
    dataset="melo",
    documents=15217,
    queries=1435,
    unanswerable=0,
    baseline=RankerName.TFIDF_CHAR,
    lines=(
        a_line(RankerName.TFIDF_CHAR, Part.ALL, 0.8161),
        a_line(RankerName.HYBRID, Part.ALL, 0.9),
        a_line(RankerName.TFIDF_CHAR, Part.NOT_VERBATIM, 0.45),
        a_line(RankerName.TFIDF_CHAR, Part.LANGUAGE, 0.8, "fr"),
        a_line(RankerName.HYBRID, Part.LANGUAGE, 0.91, "fr"),
    ),
)


def test_a_release_keeps_means_with_their_intervals_and_no_slices() -> None:
    kept = figures(REPORT)
    assert kept["documents"] == 15217
    assert kept["all"]["queries"] == 1435
    assert kept["all"]["tfidf-char"]["mrr"] == [0.816, 0.806, 0.826]
    assert kept["not-verbatim"]["tfidf-char"]["map"] == [0.45, 0.44, 0.46]
    assert set(kept) == {"documents", "all", "not-verbatim"}


def test_a_card_names_data_with_licences_measures_with_intervals_and_limits() -> None:
    card = release_card("2026.11-layers", {"titles": 39252}, {"esco.csv": "ab12"}, [REPORT])
    assert card.startswith("# Model card of 2026.11-layers\n")
    assert "| titles | 39,252 |" in card
    assert "| esco.csv | `ab12` |" in card
    assert "ESCO classification of\nthe European Commission" in card
    assert "Licence Ouverte" in card
    assert "| all (1,435) | tfidf-char | 0.816 [0.806, 0.826]" in card
    assert "## Where it ends" in card


def test_slices_are_shown_for_what_the_service_does_only() -> None:
    card = release_card("x", {}, {}, [REPORT])
    assert "| fr (1,435) | hybrid | 0.910 [0.900, 0.920]" in card
    assert "| fr (1,435) | tfidf-char" not in card
