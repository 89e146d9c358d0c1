"""What people say they do, trade by trade, in four languages: written for Jisr, in `phrases/`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from models.training.files import EmptyFile, read_columns

_COLUMNS = ("trade", "kind", "fr", "ar", "en", "darija_latin", "darija_arabic")
_SPOKEN = ("darija-latin", "darija-arabic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing, said in every language; Darija in more than one way."""

    trade: str
    said: Mapping[str, tuple[str, ...]]
    """Language -> ways to say it; "darija-latin" and "darija-arabic" are the scripts of Darija."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade with its names and its tasks."""

    code: str
    titles: tuple[Phrase, ...]
    tasks: tuple[Phrase, ...]


def phrases_folder() -> Path:
    """The phrases that ship with the project."""
    return Path(str(resources.files("models") / "training" / "phrases"))


def phrase_files(folder: Path) -> list[Path]:
    """The CSV files of a folder with phrases."""
    return sorted(folder.glob("*.csv"))


def read_trades(folder: Path) -> list[Trade]:
    """Read the phrases of every trade that has a title and a task.

    Raises:
        NotText, ColumnMissing, BadLine: a file cannot be read.
        EmptyFile: there is no phrase.
    """
    titles: dict[str, list[Phrase]] = defaultdict(list)
    tasks: dict[str, list[Phrase]] = defaultdict(list)
    for path in phrase_files(folder):
        for trade, kind, *cells in read_columns(folder, path.name, _COLUMNS):
            # Both files may know a trade: "cooking" is one trade, wherever it is written.
            (titles if kind == "title" else tasks)[trade].append(_phrase(trade, cells))
    if not titles:
        raise EmptyFile(file=folder.name)
    return [
        Trade(code=code, titles=tuple(found), tasks=tuple(tasks[code]))
        for code, found in sorted(titles.items())
        if tasks[code]
    ]


def spoken(trades: Sequence[Trade]) -> dict[str, list[str]]:
    """Trade -> every way in which its names and tasks are said, in every language."""
    return {
        trade.code: [
            way
            for phrase in (*trade.titles, *trade.tasks)
            for ways in phrase.said.values()
            for way in ways
        ]
        for trade in trades
    }


def _phrase(trade: str, cells: Sequence[str]) -> Phrase:
    ways = [tuple(way.strip() for way in cell.split("|") if way.strip()) for cell in cells]
    languages = ("fr", "ar", "en", *_SPOKEN)
    return Phrase(trade=trade, said=dict(zip(languages, ways, strict=True)))
