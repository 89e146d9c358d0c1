"""The model card of a release: what it was made from, what it reaches, and where it ends."""

from collections.abc import Iterator, Mapping, Sequence

from evaluation.baselines import RankerName
from evaluation.benchmark import Line, Part, Report
from evaluation.measures import Interval, Measure

_SHOWN = (Measure.MRR, Measure.MAP, Measure.NDCG_10)
_ORIGIN = """\
The model is multilingual-e5-small (intfloat; MIT licence): 12 layers, 384 dimensions, 118 million
parameters. Its word embeddings are untouched. The layers above them were adapted on two processors
with contrastive pairs from ESCO (© European Union; this service uses the ESCO classification of
the European Commission), ROME (France Travail, Licence Ouverte 2.0), and phrases that were written
for Jisr in French, Arabic, English and Darija. Nothing that was said or written by a person who
was served was used.

What the release carries is the difference to the published weights, rounded to a few bits; the
mean of usual texts; and two memories, as vectors: what occupations of ESCO are called (the same
names that the layers were adapted to) and how the trades of this service are spoken of.
"""
_LIMITS = """\
- It compares what people say about work with what companies write. It says nothing about whether
  somebody will be hired, stay, or be treated well.
- Concepts were held out from training by address; their words also occur in other concepts. The
  memory of names does not hold them either: their figures tell how work fares that it never saw.
- The phrases in Darija were not read by a second native speaker. Tachelhit, Tamazight and Tarifit
  are not among the languages.
- Our own sets of profiles and openings were written by the project. They show whether wording is
  bridged, not what an officer would decide.
- Benchmarks named here as development sets were looked at while choices were made; their figures
  are optimistic. Held-out sets were measured once the choices had been made.
"""


def release_card(
    release_id: str,
    pairs: Mapping[str, int],
    fitted_on: Mapping[str, str],
    reports: Sequence[Report],
) -> str:
    """Write the card in Markdown.

    Args:
        release_id: Name of the release.
        pairs: Task -> pairs that were drawn for it in the last pass.
        fitted_on: Name of each source -> SHA-256 of its content.
        reports: With slices by language and length.
    """
    lines = [
        f"# Model card of {release_id}",
        "",
        "## Where it comes from",
        "",
        _ORIGIN,
        "| pairs of texts, last pass | drawn |",
        "|---|--:|",
        *(f"| {task} | {count:,} |" for task, count in pairs.items()),
        "",
        "## What it reaches",
        "",
        "Means over queries with 95 % bootstrap intervals. `encoder` compares vectors as they are,",
        "`encoder-centred` without language and form, and near to the occupations they name;",
        "`hybrid` is what the service does.",
        "",
        *(line for report in reports for line in _measured(report)),
        "## Where it ends",
        "",
        _LIMITS,
        "## Sources",
        "",
        "| file | SHA-256 |",
        "|---|---|",
        *(f"| {name} | `{digest}` |" for name, digest in sorted(fitted_on.items())),
    ]
    return "\n".join(lines) + "\n"


def _measured(report: Report) -> Iterator[str]:
    yield f"### {report.dataset}"
    yield ""
    yield f"{report.queries:,} queries, {report.documents:,} documents."
    yield ""
    yield f"| queries | ranker | {' | '.join(each.value for each in _SHOWN)} |"
    yield "|---|---|" + "--:|" * len(_SHOWN)
    for line in report.lines:
        if line.part in (Part.ALL, Part.NOT_VERBATIM) or line.ranker is RankerName.HYBRID:
            cells = (_cell(line.figures[each]) for each in _SHOWN)
            yield f"| {_queries(line)} | {line.ranker.value} | {' | '.join(cells)} |"
    yield ""


def _queries(line: Line) -> str:
    named = line.slice or line.part.value
    return f"{named} ({line.queries:,})"


def _cell(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"
