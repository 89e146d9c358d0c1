"""A release: encoder, ranker, rules and text, tested together, refused when they disagree."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from matching.errors import NotReady
from matching.features import FEATURES
from matching.parameters import (
    EvidenceParameters,
    Parameters,
    RankingParameters,
    RuleParameters,
)
from matching.text import TEXT_VERSION
from matching.vocabulary import FeatureName
from models.centring import Centre, CentreDamaged, load_centre, save_centre

FORMAT = 1
"""Of the manifest; raised when its fields change."""
CENTRE_FILE = "centre.npy"


class NoRelease(NotReady):
    """There is no release in that folder."""

    code = "no-release"


class ReleaseMismatch(NotReady):
    """A checksum, the text template, the features or the dimension disagrees with the code."""

    code = "release-mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderNeeds:
    """The encoder that the numbers of a release were measured with."""

    id: str
    dim: int
    centre_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What `manifest.json` says, checked."""

    id: str
    made_on: date
    promoted_by: str
    encoder: EncoderNeeds
    parameters: Parameters
    centre: Centre
    """Taken out of every vector before it is compared."""
    measures: Mapping[str, Any]
    """Figures with their intervals, as `jisr-lab evaluate` gave them."""


def shipped_release() -> Path:
    """The release that comes with this version of the code."""
    return Path(str(resources.files("models") / "release"))


def load_release(folder: Path) -> Release:
    """Read and check a release.

    Raises:
        NoRelease: there is no readable manifest.
        ReleaseMismatch: something disagrees with its checksum or with the code; `what` says what.
    """
    manifest = _manifest(folder)
    _check(manifest.get("format") == FORMAT, "format")
    _check(manifest.get("text_version") == TEXT_VERSION, "text-version")
    _check(manifest.get("features") == list(FEATURES), "features")
    try:
        encoder = EncoderNeeds(**manifest["encoder"])
        parameters = _parameters(manifest["parameters"])
        release = Release(
            id=manifest["id"],
            made_on=date.fromisoformat(manifest["made_on"]),
            promoted_by=manifest["promoted_by"],
            encoder=encoder,
            parameters=parameters,
            centre=_centre(folder, encoder),
            measures=manifest["measures"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseMismatch(what="manifest") from error
    return release


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoRelease from error
    if not isinstance(manifest, dict):
        raise NoRelease
    return manifest


def _check(agrees: bool, what: str) -> None:
    if not agrees:
        raise ReleaseMismatch(what=what)


def _centre(folder: Path, encoder: EncoderNeeds) -> Centre:
    try:
        centre = load_centre(folder / CENTRE_FILE)
    except CentreDamaged as error:
        raise ReleaseMismatch(what="centre") from error
    _check(centre.digest == encoder.centre_sha256, "centre-checksum")
    _check(centre.dim == encoder.dim, "centre-dimension")
    return centre


def _parameters(written: Mapping[str, Any]) -> Parameters:
    """Every parameter must be named: a release never leans on the code's defaults."""
    parts = {
        "rules": _all_of(RuleParameters, written["rules"]),
        "evidence": _all_of(EvidenceParameters, written["evidence"]),
        "ranking": _all_of(RankingParameters, _by_feature(written["ranking"])),
    }
    return _all_of(Parameters, {**written, **parts})


def _by_feature(ranking: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        name: {FeatureName(feature): float(value) for feature, value in ranking[name].items()}
        for name in ("weights", "neutral")
    }
    return {**ranking, **named}


Parts = TypeVar("Parts", Parameters, RuleParameters, EvidenceParameters, RankingParameters)


def _all_of(kind: type[Parts], written: Mapping[str, Any]) -> Parts:
    expected = {field.name for field in fields(kind)}
    _check(set(written) == expected, kind.__name__)
    return kind(**written)


def write_release(release: Release, folder: Path) -> None:
    """Write a release; the manifest goes last, so that a half-written one is never loadable."""
    save_centre(release.centre, folder / CENTRE_FILE)
    manifest = {
        "format": FORMAT,
        "id": release.id,
        "made_on": release.made_on.isoformat(),
        "promoted_by": release.promoted_by,
        "text_version": TEXT_VERSION,
        "features": list(FEATURES),
        "encoder": asdict(release.encoder),
        "parameters": asdict(release.parameters),
        "measures": dict(release.measures),
    }
    beside = folder / "manifest.json.new"
    beside.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(folder / "manifest.json")
