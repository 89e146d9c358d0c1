"""A release: encoder, ranker, rules and text, tested together, refused when they disagree."""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from matching.errors import NotReady
from matching.features import FEATURES
from matching.parameters import Parameters
from matching.text import TEXT_VERSION
from models.centring import (
    OCCUPATIONS_FILE,
    Centre,
    CentreDamaged,
    load_centre,
    save_centre,
)
from models.curves import (
    RANKER_FILE,
    CurvesDamaged,
    LearnedRanking,
    curves_checksum,
    read_curves,
    write_curves,
)
from models.examples import ExamplesDamaged
from models.learned import LEARNED_FILE, learned_checksum, learned_part
from models.manifest import checksum
from models.trade_space import TradeSpace, load_trade_space
from models.written_parameters import UnknownParameters, parameters_of

FORMAT = 4
"""Of the manifest; raised when its fields change."""
FORMAT_WITH_RANKER = 5
"""The same with a learned ranking: code that cannot read one refuses it, and does not rank with the
weights alone."""
MANIFEST_FILE = "manifest.json"
CENTRE_FILE = "centre.npy"
TRADES_FILE = "trades.npz"
CARD_FILE = "card.md"
FILES = (
    MANIFEST_FILE,
    CENTRE_FILE,
    "centre.json",
    OCCUPATIONS_FILE,
    LEARNED_FILE,
    TRADES_FILE,
    RANKER_FILE,
    CARD_FILE,
)
"""All that a release may consist of; the last five may be missing."""
_FEATURES_OF_OPENINGS = 9
"""Features of the first releases, which ranked all kinds alike."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


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
    """Name of the model as published."""
    dim: int
    centre_sha256: str
    learned_sha256: str = ""
    """Checksum of the learned part; "" when the model is used as it was published."""
    trades_sha256: str = ""
    """Digest of the trade space; "" when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What `manifest.json` says, checked."""

    id: str
    """At most 64 letters, digits, points, dashes and underscores: every answer names it."""
    made_on: date
    promoted_by: str
    encoder: EncoderNeeds
    parameters: Parameters
    centre: Centre
    """Applied to every vector before it is compared."""
    measures: Mapping[str, Any]
    """Figures with their intervals, as `jisr-lab evaluate` gave them."""
    learned: Path | None = None
    """File with the learned part; None when the model is used as it was published."""
    trade_space: TradeSpace | None = None
    """Put beside every centred vector; None for the vectors alone."""
    ranking: LearnedRanking | None = None
    """Learned from outcomes; None when the weights of the parameters are the ranking."""
    card: str = ""
    """The model card, in Markdown; "" when there is none."""


def shipped_release() -> Path:
    """The release that comes with this version of the code."""
    return Path(str(resources.files("models") / "release"))


def load_release(folder: Path) -> Release:
    """Read and check a release.

    Raises:
        NoRelease: there is no readable manifest, so also none that was written halfway.
        ReleaseMismatch: something disagrees with its checksum or with the code; `what` says what.
    """
    manifest = _manifest(folder)
    _check(manifest.get("format") in (FORMAT, FORMAT_WITH_RANKER), "format")
    _check(manifest.get("text_version") == TEXT_VERSION, "text-version")
    _check(_are_features(manifest.get("features")), "features")
    try:
        _check(_ID.fullmatch(manifest["id"]) is not None, "id")
        encoder = _encoder_needs(manifest["encoder"])
        parameters = parameters_of(manifest["parameters"])
        release = Release(
            id=manifest["id"],
            made_on=date.fromisoformat(manifest["made_on"]),
            promoted_by=manifest["promoted_by"],
            encoder=encoder,
            parameters=parameters,
            centre=_centre(folder, encoder),
            measures=manifest["measures"],
            learned=_learned(folder, encoder),
            trade_space=_trade_space(folder, encoder),
            ranking=_ranking(folder, manifest),
            card=_card(folder),
        )
    except UnknownParameters as error:
        raise ReleaseMismatch(what=error.part) from error
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseMismatch(what="manifest") from error
    return release


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoRelease from error
    if not isinstance(manifest, dict):
        raise NoRelease
    return manifest


def _check(agrees: bool, what: str) -> None:
    if not agrees:
        raise ReleaseMismatch(what=what)


def _encoder_needs(written: Mapping[str, Any]) -> EncoderNeeds:
    _check(set(written) == {field.name for field in fields(EncoderNeeds)}, "EncoderNeeds")
    return EncoderNeeds(**written)


def _centre(folder: Path, encoder: EncoderNeeds) -> Centre:
    try:
        centre = load_centre(folder / CENTRE_FILE)
    except CentreDamaged as error:
        raise ReleaseMismatch(what="centre") from error
    _check(centre.digest == encoder.centre_sha256, "centre-checksum")
    _check(centre.dim == encoder.dim, "centre-dimension")
    return centre


def _learned(folder: Path, encoder: EncoderNeeds) -> Path | None:
    """A learned part that the manifest does not know is as wrong as one that is missing."""
    path = learned_part(folder)
    found = "" if path is None else learned_checksum(path)
    _check(found == encoder.learned_sha256, "learned-checksum")
    return path


def _trade_space(folder: Path, encoder: EncoderNeeds) -> TradeSpace | None:
    """A trade space that the manifest does not know is as wrong as one that is missing."""
    path = folder / TRADES_FILE
    if not path.exists():
        _check(not encoder.trades_sha256, "trades-checksum")
        return None
    try:
        space = load_trade_space(path)
    except ExamplesDamaged as error:
        raise ReleaseMismatch(what="trades") from error
    _check(space.digest == encoder.trades_sha256, "trades-checksum")
    _check(space.dim == encoder.dim, "trades-dimension")
    return space


def _ranking(folder: Path, manifest: Mapping[str, Any]) -> LearnedRanking | None:
    """A ranking that the manifest does not know is as wrong as one that is missing."""
    path = folder / RANKER_FILE
    noted = manifest["ranker"] if manifest["format"] == FORMAT_WITH_RANKER else ""
    _check(curves_checksum(path) == noted, "ranker-checksum")
    if not noted:
        return None
    try:
        return read_curves(path)
    except CurvesDamaged as error:
        raise ReleaseMismatch(what="ranker") from error


def _card(folder: Path) -> str:
    try:
        return (folder / CARD_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ReleaseMismatch(what="card") from error


def _are_features(written: object) -> bool:
    """Those of the code in its order, or the first of them: what came later weighs nothing."""
    if not isinstance(written, list) or len(written) < _FEATURES_OF_OPENINGS:
        return False
    return written == list(FEATURES[: len(written)])


def compose_release(
    folder: Path,
    *,
    release_id: str,
    made_on: date,
    promoted_by: str,
    centre: Centre,
    parameters: Parameters,
    measures: Mapping[str, Any],
    learned: Path | None = None,
    trade_space: TradeSpace | None = None,
    ranking: LearnedRanking | None = None,
    card: str = "",
) -> Release:
    """Write a release from its parts; checksums and dimension are taken from them.

    Args:
        folder: Made when missing; a release that is there is replaced.
        release_id: At most 64 letters, digits, points, dashes and underscores.
        made_on: Day of the measures.
        promoted_by: Who answers for it.
        centre: Fitted on the encoder with its learned part.
        parameters: Of rules, evidence and ranking.
        measures: Figures with their intervals.
        learned: As `models.learned.write_learned` wrote it; None for the encoder as published.
        trade_space: Fitted on the centred encoder; None for its vectors alone.
        ranking: Learned from outcomes; None for the weights of the parameters.
        card: The model card, in Markdown.

    Returns:
        The release, read again from the folder.

    Raises:
        ReleaseMismatch: the parts do not make a release.
    """
    needs = EncoderNeeds(
        id=centre.encoder_id,
        dim=centre.dim,
        centre_sha256=centre.digest,
        learned_sha256="" if learned is None else learned_checksum(learned),
        trades_sha256="" if trade_space is None else trade_space.digest,
    )
    write_release(
        Release(
            id=release_id,
            made_on=made_on,
            promoted_by=promoted_by,
            encoder=needs,
            parameters=parameters,
            centre=centre,
            measures=measures,
            learned=learned,
            trade_space=trade_space,
            ranking=ranking,
            card=card,
        ),
        folder,
    )
    return load_release(folder)


def write_release(release: Release, folder: Path) -> None:
    """Write a release, in place of one that may be there.

    The manifest is the first to go and the last to come: whenever this is interrupted, the folder
    holds the old release, the new one, or nothing that can be loaded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST_FILE).unlink(missing_ok=True)
    save_centre(release.centre, folder / CENTRE_FILE)
    _write_learned(release.learned, folder / LEARNED_FILE)
    if release.trade_space is None:
        (folder / TRADES_FILE).unlink(missing_ok=True)
    else:
        release.trade_space.save(folder / TRADES_FILE)
    _write_ranking(release.ranking, folder / RANKER_FILE)
    if release.card:
        (folder / CARD_FILE).write_text(release.card, encoding="utf-8")
    else:
        (folder / CARD_FILE).unlink(missing_ok=True)
    _write_manifest(release, folder)


def _write_learned(learned: Path | None, path: Path) -> None:
    if learned is None:
        path.unlink(missing_ok=True)
    elif not (path.exists() and path.samefile(learned)):
        shutil.copyfile(learned, path)


def _write_ranking(ranking: LearnedRanking | None, path: Path) -> None:
    if ranking is None:
        path.unlink(missing_ok=True)
    else:
        write_curves(ranking, path)


def _write_manifest(release: Release, folder: Path) -> None:
    manifest: dict[str, Any] = {
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
    if release.ranking is not None:
        manifest["format"] = FORMAT_WITH_RANKER
        manifest["ranker"] = curves_checksum(folder / RANKER_FILE)
    beside = folder / f"{MANIFEST_FILE}.new"
    beside.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(folder / MANIFEST_FILE)


def fingerprint(folder: Path) -> str:
    """SHA-256 of a whole release: names and contents of its files, others left aside.

    Raises:
        NoRelease: a file cannot be read.
    """
    try:
        found = {name: checksum(folder / name) for name in FILES if (folder / name).is_file()}
    except OSError as error:
        raise NoRelease from error
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
