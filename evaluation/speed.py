"""How fast each engine encodes, beside plain sentence-transformers in the same run."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.ports import Vectors
from models import recipe
from models.encoders import SentenceEncoder
from models.manifest import MODEL, verify

BASELINE = "sentence-transformers"

Encode = Callable[[Sequence[str]], Vectors]
Progress = Callable[[int, int], None]
"""Called with the rounds done and the rounds in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSpeed:
    """One line of the comparison; medians over the rounds."""

    engine: str
    is_prepared: bool
    """Whether this is the engine that serves on this machine."""
    batch_ms: float
    """Milliseconds per text by the clock: texts of 67 tokens, 32 at a time."""
    alone_ms: float
    """Milliseconds by the clock for one such text."""
    batch_processor_ms: float
    """Processor milliseconds per text, all threads together; other programs do not change it."""
    alone_processor_ms: float
    batch_ratio: float
    """How many times faster than plain sentence-transformers by the clock, in the same round."""
    alone_ratio: float
    min_cosine: float
    """To the baseline's vector of the same text, in [-1, 1]."""
    mean_cosine: float


@dataclass(frozen=True, slots=True)
class _Round:
    batch: tuple[float, float]
    """Clock and processor milliseconds per text."""
    alone: tuple[float, float]


def compare_encoders(
    folder: Path, rounds: int = 9, progress: Progress | None = None
) -> tuple[EncoderSpeed, ...]:
    """Time every engine this processor can run, in turns, tokenisation included.

    Args:
        folder: A prepared encoder; its model is exported again for the engines it did not choose.
        rounds: Each encodes one batch of 32 and four single texts with every engine; at least 1.
        progress: Told after each round.

    Returns:
        The baseline first, then one line per engine.
    """
    manifest = verify(folder)
    # Beside the prepared folder, so that the model is linked and not copied.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".speed-") as work:
        engines = {BASELINE: _baseline(folder / MODEL, manifest.prefix)}
        engines |= _engines(folder, Path(work))
        return _compare(engines, str(manifest.engine), SentenceEncoder(folder), rounds, progress)


def _baseline(model_folder: Path, prefix: str) -> Encode:
    from sentence_transformers import SentenceTransformer

    with recipe.quiet():
        model = SentenceTransformer(str(model_folder), device="cpu")

    def encode(texts: Sequence[str]) -> Vectors:
        found = model.encode([prefix + text for text in texts], batch_size=recipe.BATCH)
        return np.asarray(found, dtype=np.float32)

    return encode


def _engines(folder: Path, work: Path) -> dict[str, Encode]:
    loaded = recipe.load_every_engine(folder, work)
    return {str(kind): encoder.encode for kind, encoder in loaded.items()}


def _compare(
    engines: Mapping[str, Encode],
    prepared: str,
    counter: SentenceEncoder,
    rounds: int,
    progress: Progress | None,
) -> tuple[EncoderSpeed, ...]:
    texts = recipe.long_texts(counter)
    expected = engines[BASELINE](texts)
    cosines = {name: np.sum(encode(texts) * expected, axis=1) for name, encode in engines.items()}
    times: dict[str, list[_Round]] = {name: [] for name in engines}
    for done in range(rounds):
        for name, encode in engines.items():
            times[name].append(_time(encode, texts, done))
        if progress is not None:
            progress(done + 1, rounds)
    return tuple(
        _line(name, name == prepared, times[name], times[BASELINE], cosines[name])
        for name in engines
    )


def _time(encode: Encode, texts: Sequence[str], turn: int) -> _Round:
    batch = _milliseconds(lambda: encode(texts))
    some = [texts[(turn + i) % len(texts)] for i in range(4)]
    alone = _milliseconds(lambda: [encode([text]) for text in some])
    return _Round(
        (batch[0] / len(texts), batch[1] / len(texts)), (alone[0] / len(some), alone[1] / len(some))
    )


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _line(
    name: str,
    is_prepared: bool,
    rounds: Sequence[_Round],
    baseline: Sequence[_Round],
    cosines: Vectors,
) -> EncoderSpeed:
    pairs = list(zip(baseline, rounds, strict=True))
    return EncoderSpeed(
        engine=name,
        is_prepared=is_prepared,
        batch_ms=statistics.median(turn.batch[0] for turn in rounds),
        alone_ms=statistics.median(turn.alone[0] for turn in rounds),
        batch_processor_ms=statistics.median(turn.batch[1] for turn in rounds),
        alone_processor_ms=statistics.median(turn.alone[1] for turn in rounds),
        batch_ratio=statistics.median(plain.batch[0] / turn.batch[0] for plain, turn in pairs),
        alone_ratio=statistics.median(plain.alone[0] / turn.alone[0] for plain, turn in pairs),
        min_cosine=float(cosines.min()),
        mean_cosine=float(cosines.mean()),
    )
