"""Which release is in use: one small file of a registry, read without its library.

The file is replaced whole. Whoever serves looks at it every second and needs nothing else: neither
MLflow nor its database.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from matching.errors import NotReady
from models.releases import Release, ReleaseMismatch, fingerprint, load_release

FORMAT = 1
"""Of the file; raised when its fields change."""
POINTER_FILE = "current.json"
_RELEASES = "releases"
_FOLDER_LENGTH = 16
"""Digits of the fingerprint in the name of a folder; 64 bits never meet by chance."""


class RegistryDamaged(NotReady):
    """The registry, or the file that names its release in use, cannot be read."""

    code = "registry-damaged"


class Verb(StrEnum):
    """What was done to a release."""

    PUBLISH = "publish"
    PROMOTE = "promote"
    ROLL_BACK = "roll-back"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Published:
    """A release that a registry holds."""

    version: int
    """Counted from 1 in the order of publication."""
    release_id: str
    fingerprint: str
    """Of the whole release; its folder is named after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """What is in use, since when and by whom."""

    number: int
    """Counted from 1; every promotion and every way back has its own."""
    verb: Verb
    by: str
    at: datetime
    """Aware, UTC."""
    published: Published
    earlier: tuple[Published, ...] = ()
    """In use before, the latest first: the way back."""


def read_promotion(store: Path) -> Promotion | None:
    """What is in use; None when nothing was ever promoted.

    Raises:
        RegistryDamaged: the file cannot be read or understood.
    """
    try:
        found = json.loads((store / POINTER_FILE).read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise RegistryDamaged(what="format")
        return _promotion(found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegistryDamaged(what="pointer") from error


def write_promotion(store: Path, promotion: Promotion) -> None:
    """Put a release into use: from here on everybody sees the new one, and before, the old one."""
    written = {"format": FORMAT, **asdict(promotion), "at": promotion.at.isoformat()}
    beside = store / f".{POINTER_FILE}.new"
    with beside.open("w", encoding="utf-8") as file:
        file.write(json.dumps(written, indent=2) + "\n")
        file.flush()
        # Otherwise a power cut could leave the new name on an empty file.
        os.fsync(file.fileno())
    beside.replace(store / POINTER_FILE)


def pointer_stamp(store: Path) -> tuple[int, int] | None:
    """Something that changes with every promotion and costs nothing to ask; None before any."""
    try:
        found = (store / POINTER_FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def published_folder(store: Path, mark: str) -> Path:
    """Where a registry keeps the release with that fingerprint."""
    return store / _RELEASES / mark[:_FOLDER_LENGTH]


def published_folders(store: Path) -> list[Path]:
    """Every folder of a registry that may hold a release, in no order that means anything."""
    found = (store / _RELEASES).glob("[!.]*")
    return sorted(one for one in found if one.is_dir())


def load_published(store: Path, published: Published) -> Release:
    """Read a release of a registry, every file compared with what was published.

    Raises:
        NoRelease: its folder is gone or not readable.
        ReleaseMismatch: a file is not the published one, or disagrees with the code.
    """
    folder = published_folder(store, published.fingerprint)
    release = load_release(folder)
    if fingerprint(folder) != published.fingerprint or release.id != published.release_id:
        raise ReleaseMismatch(what="fingerprint")
    return release


def _promotion(found: Mapping[str, Any]) -> Promotion:
    given = {
        "verb": Verb(found["verb"]),
        "at": datetime.fromisoformat(found["at"]),
        "published": Published(**found["published"]),
        "earlier": tuple(Published(**one) for one in found["earlier"]),
    }
    return Promotion(**{**found, **given})
