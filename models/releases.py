"""A release: encoder, ranker, rules and text, tested together, refused when they disagree."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from matching.errors import NotReady
from matching.features import FEATURES
from matching.parameters import (
    EvidenceParameters,
    Parameters,
    RankingParameters,
    RuleParameters,
)
from matching.ports import Vectors
from matching.text import TEXT_VERSION
from matching.vocabulary import FeatureName

FORMAT = 1
"""Of the manifest; raised when its fields change."""


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
    centre_file: str
    centre_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What `manifest.json` says, checked."""

    id: str
    made_on: date
    promoted_by: str
    encoder: EncoderNeeds
    parameters: Parameters
    centre: Vectors
    """Mean vector, shape (dim,), taken from every vector before it is compared."""
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


def _centre(folder: Path, encoder: EncoderNeeds) -> Vectors:
    try:
        written = (folder / encoder.centre_file).read_bytes()
    except OSError as error:
        raise ReleaseMismatch(what="centre-file") from error
    _check(hashlib.sha256(written).hexdigest() == encoder.centre_sha256, "centre-checksum")
    centre: Vectors = np.load(folder / encoder.centre_file, allow_pickle=False)
    _check(centre.shape == (encoder.dim,) and centre.dtype == np.float32, "centre-dimension")
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


def written_parameters(parameters: Any) -> Any:  # noqa: ANN401 - any tree of dataclasses
    """Parameters as a manifest writes them."""
    if is_dataclass(parameters):
        return {
            field.name: written_parameters(getattr(parameters, field.name))
            for field in fields(parameters)
        }
    return dict(parameters) if isinstance(parameters, Mapping) else parameters
