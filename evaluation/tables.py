"""Reports as people read them, as programs read them, and as TREC run files."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from evaluation.baselines import RankerName
from evaluation.benchmark import Line, Part, Report, Run
from evaluation.measures import Comparison, Interval, Measure
from evaluation.speed import EncoderSpeed

_TITLES = {
    Part.ALL: "all queries",
    Part.NOT_VERBATIM: "queries without a verbatim match",
    Part.VERBATIM: "queries that contain a relevant text verbatim",
    Part.LANGUAGE: "by language of the query",
    Part.LENGTH: "by length of the query",
}
_SLICED = frozenset({Part.LANGUAGE, Part.LENGTH})
_SURE = 0.05
"""A p-value below is marked."""


def table(report: Report, part: Part) -> Table:
    """One part of a report; a star marks a difference to the baseline beyond chance.

    Languages and lengths are rows of one table, each with its number of queries.
    """
    lines = [line for line in report.lines if line.part is part]
    sliced = part in _SLICED
    queries = report.queries if sliced else lines[0].queries
    grid = Table(
        title=f"{report.dataset}: {_TITLES[part]} ({queries} queries, "
        f"{report.documents} documents)",
        caption=f"95 % bootstrap intervals; * differs from {report.baseline.value}, p < {_SURE} "
        "(paired randomisation test)",
    )
    if sliced:
        grid.add_column(part.value, no_wrap=True)
        grid.add_column("queries", justify="right")
    grid.add_column("ranker", no_wrap=True)
    for each in Measure:
        grid.add_column(each.value, justify="right")
    for line in lines:
        first = (line.slice, str(line.queries)) if sliced else ()
        grid.add_row(*first, line.ranker.value, *(_cell(line, each) for each in Measure))
    return grid


def tables(report: Report) -> Iterator[Table]:
    """A table for each part of the queries that the report has."""
    for part in dict.fromkeys(line.part for line in report.lines):
        yield table(report, part)


def as_json(report: Report) -> dict[str, object]:
    """The report in plain types; what is not defined is null."""
    return {
        "dataset": report.dataset,
        "documents": report.documents,
        "queries": report.queries,
        "unanswerable": report.unanswerable,
        "baseline": report.baseline.value,
        "lines": [_line_as_json(line) for line in report.lines],
    }


def write_run(path: Path, ranker: RankerName, run: Run) -> None:
    """Write a ranking as a TREC run file: query, Q0, document, rank, score, tag.

    The score is minus the rank, so that tools which sort by score keep the order.
    """
    with path.open("w", encoding="utf-8") as file:
        for query, documents in run.items():
            for rank, document in enumerate(documents, start=1):
                file.write(f"{query}\tQ0\t{document}\t{rank}\t{-rank}\t{ranker.value}\n")


def _cell(line: Line, each: Measure) -> str:
    figure = line.figures[each]
    if math.isnan(figure.mean):
        return "–"
    compared = line.against_baseline.get(each)
    mark = "*" if compared is not None and compared.p_value < _SURE else ""
    spread = "" if math.isnan(figure.low) else f" [{figure.low:.3f}, {figure.high:.3f}]"
    return f"{figure.mean:.3f}{mark}{spread}"


def _line_as_json(line: Line) -> dict[str, object]:
    return {
        "ranker": line.ranker.value,
        "part": line.part.value,
        "slice": line.slice,
        "queries": line.queries,
        "figures": {each.value: _defined(asdict(line.figures[each])) for each in Measure},
        "against_baseline": {
            each.value: _comparison_as_json(compared)
            for each, compared in line.against_baseline.items()
        },
    }


def _comparison_as_json(compared: Comparison) -> dict[str, object]:
    difference: Interval = compared.difference
    return {**_defined(asdict(difference)), **_defined({"p_value": compared.p_value})}


def _defined(numbers: Mapping[str, float]) -> dict[str, object]:
    return {name: None if math.isnan(number) else number for name, number in numbers.items()}


def speeds_table(lines: Sequence[EncoderSpeed]) -> Table:
    """Engines with their times and ratios; the baseline is the first line."""
    table = Table(title="Milliseconds a text of 67 tokens, and how many times faster")
    for heading in ("engine", "batch of 32", "processor", "faster", "alone", "processor", "faster"):
        table.add_column(heading, justify="left" if heading == "engine" else "right")
    table.add_column("cosine min / mean", justify="right")
    for line in lines:
        table.add_row(
            f"{line.engine} *" if line.is_prepared else line.engine,
            f"{line.batch_ms:.1f}",
            f"{line.batch_processor_ms:.1f}",
            f"{line.batch_ratio:.2f}",
            f"{line.alone_ms:.1f}",
            f"{line.alone_processor_ms:.1f}",
            f"{line.alone_ratio:.2f}",
            f"{line.min_cosine:.5f} / {line.mean_cosine:.5f}",
        )
    return table


def speeds_as_json(lines: Sequence[EncoderSpeed]) -> str:
    """The same lines as a JSON document."""
    return json.dumps([asdict(line) for line in lines], indent=2)
