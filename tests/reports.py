"""Reports as the laboratory writes them, over a small invented world; drawn once for all tests."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from evaluation.groups import read_groups
from evaluation.judgements import read_judgements
from evaluation.report.contents import Contents, make_contents
from evaluation.report.files import write_report
from evaluation.report.words import Language
from evaluation.synthetic.files import GROUPS_FILE, JUDGEMENTS_FILE, write_world
from evaluation.synthetic.orders import Bias, BiasIn, WorldOrder
from evaluation.synthetic.world import make_world
from models.releases import load_release, shipped_release

NEWER: Final = date(2026, 11, 19)
OLDER: Final = date(2026, 8, 20)
_MOVED: Final = (("quality", "", "ndcg@5", "person"), ("crowding", "", "companies", "gini"))
SHIPPED: Final = json.loads((shipped_release() / "manifest.json").read_text("utf-8"))["id"]
"""Name of the release that comes with the software."""
DOCUMENT: Final[dict[str, Any]] = {
    "format": 1,
    "id": "quality-2026-03-31-fr",
    "title": "Qualité",
    "language": "fr",
    "made_on": "2026-04-01",
    "release_id": SHIPPED,
    "extent": {
        "lines": 5,
        "people": 5,
        "openings": 3,
        "companies": 2,
        "lists": 2,
        "first_day": "",
        "last_day": "",
        "releases": [],
    },
    "learned_beats_rules": None,
    "summary": [],
    "limits": [],
    "changes": None,
    "figures": [],
}
"""A report about hardly anything, in the form of the laboratory."""


@cache
def measured() -> Contents:
    """What the laboratory measures in a world where women are proposed less; about ten seconds."""
    bias = Bias(attribute="gender", group="female", points=25.0, where=BiasIn.PROPOSED)
    with TemporaryDirectory() as made:
        folder = Path(made)
        write_world(
            make_world(WorldOrder(people=240, openings=80, bias=bias)), folder, lambda _: None
        )
        return make_contents(
            read_judgements(folder / JUDGEMENTS_FILE),
            read_groups(folder / GROUPS_FILE),
            load_release(shipped_release()),
        )


def before() -> Contents:
    """The same some months earlier, when two figures were far from what they are now."""
    now = measured()
    figures = tuple(
        replace(one, value=0.1, low=0.05, high=0.15) if one.key in _MOVED else one
        for one in now.figures
    )
    return replace(now, extent=replace(now.extent, last_day="2025-12-31"), figures=figures)


def write_reports(folder: Path, languages: Iterable[Language] = tuple(Language)) -> Path:
    """Two reports with a quarter between them, written by the laboratory; a damaged one beside."""
    for language in languages:
        list(write_report(measured(), None, language, NEWER, folder))
    list(write_report(before(), None, Language.FRENCH, OLDER, folder))
    (folder / "quality-broken.json").write_text("{", "utf-8")
    return folder


def write_document(folder: Path, **more: Any) -> str:
    """One small report, written by hand; its id."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {**DOCUMENT, **more}
    name: str = document["id"]
    (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    (folder / f"{name}.html").write_text("<p>html</p>", "utf-8")
    (folder / f"{name}.csv").write_text("section\n", "utf-8")
    return name
