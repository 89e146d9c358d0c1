import json

from rich.console import Console

from evaluation.baselines import RankerName
from evaluation.benchmark import Line, Part, Report
from evaluation.measures import Interval, Measure
from evaluation.speed import EncoderSpeed
from evaluation.tables import as_json, speeds_as_json, speeds_table, tables


def a_line(engine: str, batch_ms: float, *, is_prepared: bool = False) -> EncoderSpeed:
    return EncoderSpeed(
        engine=engine,
        is_prepared=is_prepared,
        batch_ms=batch_ms,
        alone_ms=2 * batch_ms,
        batch_processor_ms=batch_ms + 1,
        alone_processor_ms=2 * batch_ms + 1,
        batch_ratio=24.0 / batch_ms,
        alone_ratio=3.0,
        min_cosine=0.9996,
        mean_cosine=0.99979,
    )


LINES = (a_line("baseline", 24.0), a_line("fast", 6.0, is_prepared=True))


def test_a_star_marks_the_engine_that_serves() -> None:
    console = Console(width=160)
    with console.capture() as printed:
        console.print(speeds_table(LINES))
    baseline, fast = (line for line in printed.get().splitlines() if "0.99960" in line)
    assert "*" not in baseline
    assert "fast *" in fast
    assert "4.00" in fast


def test_the_document_has_every_figure() -> None:
    document = json.loads(speeds_as_json(LINES))
    assert [line["engine"] for line in document] == ["baseline", "fast"]
    assert document[1]["batch_ratio"] == 4.0


def a_report_line(part: Part, mean: float, queries: int, cut: str = "") -> Line:
    return Line(
        ranker=RankerName.BM25,
        part=part,
        slice=cut,
        queries=queries,
        figures={each: Interval(mean, mean - 0.1, mean + 0.1) for each in Measure},
        against_baseline={},
    )


REPORT = Report(
    dataset="small",
    documents=9,
    queries=5,
    unanswerable=0,
    baseline=RankerName.BM25,
    lines=(
        a_report_line(Part.ALL, 0.5, 5),
        a_report_line(Part.LANGUAGE, 0.8, 2, "fr"),
        a_report_line(Part.LANGUAGE, 0.3, 3, "da"),
    ),
)


def test_languages_share_a_table_and_each_has_its_number_of_queries() -> None:
    console = Console(width=160)
    with console.capture() as printed:
        for grid in tables(REPORT):
            console.print(grid)
    whole, sliced = printed.get().split("small: ")[1:]
    assert whole.startswith("all queries (5 queries, 9 documents)")
    assert sliced.startswith("by language of the query (5 queries, 9 documents)")
    rows = [line.split() for line in sliced.splitlines() if "bm25" in line and "[" in line]
    assert [[word for word in row if word.isalnum()][:3] for row in rows] == [
        ["fr", "2", "bm25"],
        ["da", "3", "bm25"],
    ]


def test_the_document_names_the_slice_of_a_line() -> None:
    lines = json.loads(json.dumps(as_json(REPORT)))["lines"]
    assert [(line["part"], line["slice"], line["queries"]) for line in lines] == [
        ("all", "", 5),
        ("language", "fr", 2),
        ("language", "da", 3),
    ]
