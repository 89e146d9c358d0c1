"""The three files of a report: a page to send, a table to compute with, a document for programs."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from io import StringIO
from pathlib import Path

from evaluation.report.contents import Contents
from evaluation.report.figures import COLUMNS
from evaluation.report.page import page
from evaluation.report.summary import summary
from evaluation.report.words import LIMITS, TITLE, Language
from matching.reported import Changes, plain

FORMAT = 1
"""Raised when a reader of older documents would misread a newer one."""


def report_id(contents: Contents, language: Language) -> str:
    """Name of the files: what is known until when, and in which language."""
    return "-".join(filter(None, ("quality", contents.extent.last_day, language.value)))


def write_report(
    contents: Contents,
    changes: Changes | None,
    language: Language,
    made_on: date,
    folder: Path,
) -> Iterator[Path]:
    """Write page, table and document; yield each path once it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    name = report_id(contents, language)
    yield _written(folder / f"{name}.csv", _table(contents))
    yield _written(folder / f"{name}.html", page(contents, changes, language, made_on))
    document = json.dumps(
        as_document(contents, changes, language, made_on), ensure_ascii=False, indent=1
    )
    # Last, as whoever lists reports looks for it.
    yield _written(folder / f"{name}.json", document)


def as_document(
    contents: Contents, changes: Changes | None, language: Language, made_on: date
) -> dict[str, object]:
    """The report in plain types."""
    return {
        "format": FORMAT,
        "id": report_id(contents, language),
        "title": TITLE.text(language),
        "language": language.value,
        "made_on": made_on.isoformat(),
        "release_id": contents.release_id,
        "extent": asdict(contents.extent),
        "learned_beats_rules": contents.learned_beats_rules,
        "summary": list(summary(contents, language)),
        "limits": [one.text(language) for one in LIMITS],
        "changes": None
        if changes is None
        else {
            "compared": changes.compared,
            "moved": [
                {"before": plain(one.before), "now": plain(one.now)} for one in changes.moved
            ],
        },
        "figures": [plain(one) for one in contents.figures],
    }


def _table(contents: Contents) -> str:
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(plain(one) for one in contents.figures)
    return file.getvalue()


def _written(path: Path, text: str) -> Path:
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text(text, "utf-8")
    return unfinished.replace(path)
