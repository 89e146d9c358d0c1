"""What a prepared encoder says about itself (`encoder.json`), and whether its files still agree."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matching.errors import NotReady
from models.engines import EngineKind

NAME = "encoder.json"
MODEL = "sentence-transformers"
"""Sub-folder with the model itself, for training and comparisons; serving never reads it."""
FORMAT = 1
"""Changes when code and folder would no longer understand each other."""


class EncoderMissing(NotReady):
    """No prepared encoder there; `jisr prepare` makes one."""

    code = "encoder-missing"


class EncoderDamaged(NotReady):
    """A file of the prepared encoder is not the one that was prepared; prepare it again."""

    code = "encoder-damaged"


@dataclass(frozen=True, slots=True)
class Measure:
    """What one engine did on this machine while the encoder was prepared."""

    engine: EngineKind
    batch_ms: float
    """Processor milliseconds per text, all threads together: 32 texts of 67 tokens at a time."""
    alone_ms: float
    """Processor milliseconds for one such text."""
    min_cosine: float
    """Lowest cosine to the reference engine's vector of the same text, the mean of the reference's
    vectors taken out of both; in [-1, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderManifest:
    """The facts that decide what vector a text gets, and the checksums that prove them."""

    id: str
    """Name of the model as published, or of the learned part that changed it."""
    dim: int
    max_tokens: int
    """The window, special tokens included."""
    pad_id: int
    prefix: str
    """Put before every text; the model was trained with it."""
    engine: EngineKind
    files: Mapping[str, str]
    """Name in the folder -> SHA-256."""
    learned_sha256: str = ""
    """Checksum of the learned part; empty for a model as it was published."""
    measures: tuple[Measure, ...] = ()

    def revision(self, prefix: str) -> str:
        """Name of what the vectors depend on: files, engine, window and prefix."""
        facts = [self.id, self.max_tokens, self.engine, prefix, sorted(self.files.items())]
        digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        return f"{self.id}@{digest[:16]}"


def write_manifest(folder: Path, manifest: EncoderManifest) -> None:
    """Write the manifest beside the files it describes."""
    content = {"format": FORMAT, **asdict(manifest)}
    (folder / NAME).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_manifest(folder: Path) -> EncoderManifest:
    """Read the manifest of a prepared encoder.

    Raises:
        EncoderMissing: the folder or its manifest does not exist.
        EncoderDamaged: the manifest cannot be understood.
    """
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
        if content.pop("format") != FORMAT:
            raise EncoderDamaged(file=NAME)
        measures = tuple(
            Measure(**{**found, "engine": EngineKind(found["engine"])})
            for found in content.pop("measures")
        )
        content["engine"] = EngineKind(content["engine"])
        return EncoderManifest(**content, measures=measures)
    except (FileNotFoundError, NotADirectoryError):
        raise EncoderMissing(folder=folder.name) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EncoderDamaged(file=NAME) from None


def verify(folder: Path) -> EncoderManifest:
    """Read the manifest and compare every file with its checksum.

    Raises:
        EncoderMissing: there is no prepared encoder.
        EncoderDamaged: the manifest, or the file named in `params`, is not what was prepared.
    """
    manifest = read_manifest(folder)
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file() or checksum(path) != expected:
            raise EncoderDamaged(file=name)
    return manifest


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
