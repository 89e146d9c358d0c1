"""Reports that the laboratory wrote: found in their folder, and handed on unchanged."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from matching.errors import MatchingError, NotFound
from service.security import Action, Caller, check_can
from service.wording import Language

NEWEST: Final = "quality"
"""Stands for the newest report, in the reader's language where there is one."""
_FORMAT: Final = 1
_NAME: Final = re.compile(r"quality-[a-z0-9-]{1,60}")


class NoSuchReport(NotFound):
    """The folder holds no report of that name."""

    code = "no-such-report"


class DamagedReport(MatchingError):
    """A file of a report is missing, or it is not what the laboratory writes."""

    code = "damaged-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One report, without its figures."""

    id: str
    title: str
    language: Language
    made_on: date
    is_readable: bool
    """Whether its document can be read; the other fields say nothing else when it cannot."""


def list_reports(folder: Path, caller: Caller) -> list[Listed]:
    """Every report, the newest first; a damaged one is listed, and says so.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_QUALITY)
    found = [_listed(path) for path in _documents(folder)]
    return sorted(found, key=lambda one: (one.made_on, one.id), reverse=True)


def read_report(folder: Path, caller: Caller, name: str, language: Language) -> Mapping[str, Any]:
    """The document of a report.

    Raises:
        NotAllowed: not the caller's to read.
        NoSuchReport: there is none of that name.
        DamagedReport: it cannot be read.
    """
    return _document(folder / f"{_chosen(folder, caller, name, language)}.json")


def read_report_file(
    folder: Path, caller: Caller, name: str, form: str, language: Language
) -> bytes:
    """The page ("html") or the table ("csv") of a report, as it was written.

    Raises:
        NotAllowed: not the caller's to read.
        NoSuchReport: there is none of that name.
        DamagedReport: that file is missing, or empty.
    """
    path = folder / f"{_chosen(folder, caller, name, language)}.{form}"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DamagedReport from error
    if not content:
        raise DamagedReport
    return content


def _chosen(folder: Path, caller: Caller, name: str, language: Language) -> str:
    listed = list_reports(folder, caller)
    if name == NEWEST:
        readable = [one for one in listed if one.is_readable]
        mine = [one for one in readable if one.language is language]
        if not readable:
            raise NoSuchReport
        return (mine or readable)[0].id
    # Only names that were listed are read: no name leads out of the folder.
    if name not in {one.id for one in listed}:
        raise NoSuchReport
    return name


def _documents(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (one for one in folder.glob("*.json") if _NAME.fullmatch(one.stem))


def _listed(path: Path) -> Listed:
    try:
        document = _document(path)
        return Listed(
            id=path.stem,
            title=str(document["title"]),
            language=Language(document["language"]),
            made_on=date.fromisoformat(document["made_on"]),
            is_readable=True,
        )
    except (DamagedReport, KeyError, TypeError, ValueError):
        return Listed(
            id=path.stem,
            title=path.stem,
            language=Language.FRENCH,
            made_on=date.min,
            is_readable=False,
        )


def _document(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedReport from error
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise DamagedReport
    return document
