"""The steps that turn a model into a prepared encoder; needs torch, so only while preparing."""

import logging
import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matching.errors import NotReady
from matching.ports import Vectors
from models import base
from models.conversion import write_sentence_transformer
from models.encoders import SentenceEncoder
from models.engines import FILES, REFERENCE, EngineKind, usable_engines
from models.graphs import export_graph, write_int8, write_openvino
from models.learned import apply_learned, learned_checksum, learned_id
from models.manifest import MODEL, EncoderManifest, Measure, checksum, verify, write_manifest
from models.samples import TEXTS

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from models.preparation import Report

MIN_AGREEMENT = 0.995
"""With the reference engine, on every sample; below it, an engine is not faithful enough."""
BATCH = 32
TOKENS = 67
"""Of a text in the measurements: the length of a usual opening."""

_ROUNDS = 6
_NOISE = 1.1
"""Engines whose times differ by less are equally fast, as far as a short measurement can tell."""
_TOKENIZER = "tokenizer.json"
_E5_PREFIX = "query: "


class EncoderUnavailable(NotReady):
    """The encoder that was asked for can be found neither in a folder nor on a hub."""

    code = "encoder-unavailable"


@dataclass(frozen=True, slots=True)
class Origin:
    """What an encoder is made from."""

    source: str | None
    """A local folder, or the name of a model on a hub; None for the default encoder."""
    learned: Path | None
    """What training changed in it."""

    @property
    def learned_sha256(self) -> str:
        """Checksum of the learned part, empty without one."""
        return "" if self.learned is None else learned_checksum(self.learned)

    @property
    def id(self) -> str:
        """The name under which the encoder is known; no path of this machine is in it."""
        if self.learned is not None:
            return learned_id(self.learned_sha256)
        return base.MODEL_ID if self.source is None else _short_name(self.source)


def bring_model(folder: Path, source: str | None, report: "Report") -> None:
    """Put the model itself into the folder, as sentence-transformers writes it."""
    report("model", 0, 1)
    with quiet():
        if source is None:
            write_sentence_transformer(base.read_base(base.find_base()), folder)
        else:
            load_model(source).save(str(folder), create_model_card=False)
    report("model", 1, 1)


def add_learned(learned: Path, folder: Path, work: Path, report: "Report") -> None:
    """Put the model as training changed it into the folder."""
    report("learned", 0, 1)
    apply_learned(work / "model", learned, folder)
    report("learned", 1, 1)


def make_graphs(folder: Path, work: Path, report: "Report") -> None:
    """Export the model once and derive the graph of every engine."""
    report("graph", 0, 3)
    with quiet():
        model = load_model(str(_model(work)))
        export_graph(model, folder / "graph.onnx")
    report("graph", 1, 3)
    write_openvino(folder / "graph.onnx", folder / "graph.xml")
    report("graph", 2, 3)
    reduced = folder / "graph-int8.onnx"
    write_int8(folder / "graph.onnx", reduced)
    write_openvino(reduced, folder / "graph-int8.xml")
    reduced.unlink()
    report("graph", 3, 3)


def choose_engine(origin: Origin, folder: Path, work: Path, report: "Report") -> None:
    """Measure the engines this processor can run and assemble the fastest faithful one."""
    kinds = usable_engines()
    total = len(kinds) + _ROUNDS
    report("engine", 0, total)
    with quiet():
        facts = describe(_model(work), origin)
    with tempfile.TemporaryDirectory(dir=work) as trials:
        encoders = {}
        for loaded, kind in enumerate(kinds, start=1):
            trial = Path(trials) / kind
            assemble(trial, work, replace(facts, engine=kind))
            encoders[kind] = SentenceEncoder(trial)
            report("engine", loaded, total)
        measures = measure(encoders, lambda done: report("engine", len(kinds) + done, total))
    best = best_engine(measures, {kind: _size(work / "graph", kind) for kind in encoders})
    folder.rmdir()
    assemble(folder, work, replace(facts, engine=best, measures=measures))


def best_engine(measures: Sequence[Measure], sizes: Mapping[EngineKind, int]) -> EngineKind:
    """The fastest faithful engine; among those as good as equal, the one with the smallest files.

    Args:
        measures: One of them, the reference, has cosine 1 and is therefore faithful.
        sizes: Bytes of each engine's graph, which it keeps in memory.
    """
    faithful = [found for found in measures if found.min_cosine >= MIN_AGREEMENT]
    fastest = min(map(_cost, faithful))
    equal = [found for found in faithful if _cost(found) <= fastest * _NOISE]
    return min(equal, key=lambda found: (sizes[found.engine], _cost(found))).engine


def describe(model_folder: Path, origin: Origin) -> EncoderManifest:
    """What a model says about itself; the engine and its files are not decided yet."""
    model = load_model(str(model_folder))
    name = origin.id
    prefix = model.prompts.get("query") or (_E5_PREFIX if "e5" in name.lower() else "")
    dim, window = model.get_embedding_dimension(), model.get_max_seq_length()
    if dim is None or window is None:
        raise EncoderUnavailable(source=name)
    return EncoderManifest(
        id=name,
        dim=dim,
        max_tokens=window,
        pad_id=model.tokenizer.pad_token_id,
        prefix=prefix,
        engine=REFERENCE,
        files={},
        learned_sha256=origin.learned_sha256,
    )


def assemble(folder: Path, work: Path, facts: EncoderManifest) -> None:
    """Make the folder of an encoder for the engine that `facts` names.

    Args:
        folder: Must not exist; files are linked where the disk allows it, copied otherwise.
        work: Holds the model, with its learned part if there is one, and the graphs.
        facts: The manifest, its checksums still to be filled in.
    """
    shutil.copytree(_model(work), folder / MODEL, copy_function=_link)
    _link(_model(work) / _TOKENIZER, folder / _TOKENIZER)
    for name in FILES[facts.engine]:
        _link(work / "graph" / name, folder / name)
    names = (_TOKENIZER, *FILES[facts.engine])
    write_manifest(folder, replace(facts, files={name: checksum(folder / name) for name in names}))


def load_every_engine(folder: Path, work: Path) -> dict[EngineKind, SentenceEncoder]:
    """Every engine this processor can run, over the model of a prepared encoder.

    Args:
        folder: A prepared encoder, which keeps the files of one engine only.
        work: An empty folder to export to; what is returned reads from it.
    """
    (work / "model").symlink_to((folder / MODEL).resolve(), target_is_directory=True)
    (work / "graph").mkdir()
    make_graphs(work / "graph", work, lambda *_: None)
    facts = replace(verify(folder), measures=())
    encoders = {}
    for kind in usable_engines():
        assemble(work / kind, work, replace(facts, engine=kind))
        encoders[kind] = SentenceEncoder(work / kind)
    return encoders


def measure(
    encoders: Mapping[EngineKind, SentenceEncoder], progress: Callable[[int], None]
) -> tuple[Measure, ...]:
    """Time the engines in turns and keep each one's best round.

    Processor time, because the clock on the wall measures the other programs of a busy machine.
    `progress` is told the number of rounds done.
    """
    texts = long_texts(encoders[REFERENCE])
    expected = encoders[REFERENCE].encode(TEXTS)
    cosines = {
        kind: agreement(encoder.encode(TEXTS), expected) for kind, encoder in encoders.items()
    }
    batch: dict[EngineKind, list[float]] = {kind: [] for kind in encoders}
    alone: dict[EngineKind, list[float]] = {kind: [] for kind in encoders}
    for done in range(_ROUNDS):
        for kind, encoder in encoders.items():
            batch[kind].append(_milliseconds(encoder, texts) / len(texts))
            alone[kind].append(_milliseconds(encoder, texts[done : done + 1]))
        progress(done + 1)
    return tuple(
        Measure(
            kind,
            round(min(batch[kind]), 2),
            round(min(alone[kind]), 2),
            round(cosines[kind], 6),
        )
        for kind in encoders
    )


def agreement(found: Vectors, expected: Vectors) -> float:
    """Lowest cosine of the two vectors of a text, the mean of the expected ones taken out of both.

    Ranking sees how texts differ. Before training, all texts of this encoder lie close together and
    any engine has a cosine near 1; after it they spread, and the same error looks much worse.

    Args:
        found: An engine's vectors, shape (texts, dim).
        expected: The reference's vectors of the same texts.

    Returns:
        In [-1, 1]; 1 when they are the same. A vector at the mean has no direction and counts as 1.
    """
    mean = expected.mean(axis=0)
    ours, theirs = found - mean, expected - mean
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    products = np.sum(ours * theirs, axis=1)
    cosines = np.divide(products, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return float(cosines.min())


def long_texts(encoder: SentenceEncoder, count: int = BATCH) -> list[str]:
    """Different texts of our field, each cut to about 67 tokens."""
    words = " ".join(TEXTS).split()
    texts = []
    for start in range(count):
        turned = words[start * 5 % len(words) :] + words
        size = next(
            size
            for size in range(TOKENS)
            if encoder.count_tokens(" ".join(turned[:size])) >= TOKENS
        )
        texts.append(" ".join(turned[:size]))
    return texts


def load_model(source: str) -> "SentenceTransformer":
    """Load a model from a folder or a hub, in the form that exports cleanly.

    Raises:
        EncoderUnavailable: it is not there, or the hub does not answer.
    """
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(
            source, device="cpu", model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError) as error:
        raise EncoderUnavailable(source=_short_name(source)) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' own bars and advice off the terminal; errors are still raised."""
    from transformers.utils import logging as transformers_logging

    shown = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity(logging.ERROR)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not annotated
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
        transformers_logging.set_verbosity(shown)


def _model(work: Path) -> Path:
    """The model to export: with its learned part, where that step was taken."""
    learned = work / "learned"
    return learned if learned.is_dir() else work / "model"


def _cost(found: Measure) -> float:
    """Geometric mean of the two speeds: serving asks for one text, imports for thousands."""
    return math.sqrt(found.batch_ms * found.alone_ms)


def _size(folder: Path, kind: EngineKind) -> int:
    return sum((folder / name).stat().st_size for name in FILES[kind])


def _short_name(source: str) -> str:
    """The last part of a folder's path, so that no path of this machine is recorded."""
    return Path(source).name if Path(source).is_dir() else source


def _milliseconds(encoder: SentenceEncoder, texts: Sequence[str]) -> float:
    start = time.process_time()
    encoder.encode(texts)
    return (time.process_time() - start) * 1000


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
