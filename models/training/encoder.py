"""Adapting the encoder: contrastive learning on two processors, in hours, and resumable."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matching.ports import Vectors
from models.training.pairs import ROUNDS, Pair, Task

if TYPE_CHECKING:
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer

CHECKPOINTS = "checkpoints"
MODEL = "model"
_ORDER = "order.json"
"""What a run was started with; a checkpoint of another order is not continued."""
_WHOLE = ("model.safetensors", "optimizer.pt", "scheduler.pt", "trainer_state.json")
"""Files of a checkpoint without which it cannot be continued: it was interrupted in the writing."""
_WORD_EMBEDDINGS = "word_embeddings"

Progress = Callable[[int, int, float | None], None]
"""Called with the steps done, the steps in all, and the latest loss once there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationSettings:
    """How the encoder is adapted in one pass; the defaults are those of the first."""

    steps: int = 560
    """Batches learned from, of all tasks in proportion; beyond one pass, the pairs come again."""
    batch: int = 128
    """Pairs learned from together: each has as many negatives on both sides, less one."""
    learning_rate: float = 1.5e-4
    warmup: float = 0.06
    """Share of the steps in which the rate rises."""
    weight_decay: float = 0.01
    scale: float = 20.0
    """Inverse temperature of the softmax over cosines."""
    max_tokens: int = 64
    """What lies beyond is cut while training; serving reads the model's whole window."""
    save_every: int = 100
    """Steps; an interruption loses at most so many."""
    half_precision: bool = True
    """bfloat16 where it is safe; halves the time on processors that have it."""
    seed: int = 20_261
    rounds: Mapping[Task, int] = field(default_factory=lambda: ROUNDS)
    """How many pairs are drawn of each concept; a task that is not named is left out."""


_MOSTLY_TITLES: Mapping[Task, int] = {
    Task.TITLES: 40,
    Task.SKILLS: 1,
    Task.DESCRIPTIONS: 1,
    Task.REQUIREMENTS: 1,
    Task.APPELLATIONS: 10,
    Task.DEFINITIONS: 2,
    Task.PROFILES: 3,
    Task.PHRASES: 6,
}
"""Most batches compare names of occupations; the others keep what was learned before."""

PASSES: Sequence[AdaptationSettings] = (
    AdaptationSettings(),
    AdaptationSettings(steps=600, learning_rate=1.2e-4, seed=20_262),
    AdaptationSettings(steps=600, learning_rate=1.2e-4, seed=20_263),
    AdaptationSettings(steps=600, learning_rate=1.2e-4, seed=20_264, rounds=_MOSTLY_TITLES),
    AdaptationSettings(
        steps=500,
        learning_rate=1.2e-4,
        scale=30.0,
        seed=20_265,
        rounds={**_MOSTLY_TITLES, Task.PHRASES: 8},
    ),
)
"""Each draws other pairs, and goes on from the one before with the names that are near and wrong
for what that learned. The first two were made before other names of occupations and two thirds of
the phrases were written, the third before names of groups, and the first four with fewer speakers
of English: made again, all draw from all there is, so the encoder will be another one."""
KEPT_PASSES = 2
"""The last ones: the mean of what they reached is kept. The last is better across languages, the
one before at French titles; on sets to choose with, the mean has most of both."""
KEPT_SHARE = 0.9
"""Of what training changed. Of 0.8 and 1, on sets to choose with, the end of the line was better
for what crosses languages, and the earlier point for French titles."""


def encode_with(folder: Path, prefix: str) -> Callable[[Sequence[str]], Vectors]:
    """A function that encodes texts with a model of this training, shape (n, dim), unit norm."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")

    def encode(texts: Sequence[str]) -> Vectors:
        vectors: Vectors = model.encode(
            [prefix + text for text in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return vectors

    return encode


def adapt_encoder(
    base: Path,
    prefix: str,
    pairs: Mapping[Task, Sequence[Pair]],
    work: Path,
    *,
    settings: AdaptationSettings,
    progress: Progress,
) -> Path:
    """Adapt an encoder to pairs of texts; an interrupted run continues where it was saved.

    Everything above the word embeddings is trained; they are most of the weights, say little about
    how words combine, and forget languages that are not trained on.

    Args:
        base: Folder of the model, as sentence-transformers writes it.
        prefix: Put before every text, as in serving.
        pairs: Per task; a task without pairs is left out. Batches hold one task.
        work: Folder for checkpoints and the result; kept between calls.
        settings: Another setting, other pairs or another base start anew.
        progress: Told about every tenth step.

    Returns:
        Folder of the adapted model inside `work`. When it exists already for the same order, it
        is returned at once.
    """
    order = _order(base, prefix, pairs, settings)
    made = work / MODEL
    if _same_order(work, order) and made.is_dir():
        return made
    _begin(work, order)
    _train(base, prefix, pairs, work, settings, progress)
    return made


def _train(
    base: Path,
    prefix: str,
    pairs: Mapping[Task, Sequence[Pair]],
    work: Path,
    settings: AdaptationSettings,
    progress: Progress,
) -> None:
    from sentence_transformers import SentenceTransformerTrainer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    from models.training.trainer_parts import ConceptBatchSampler, Reporter, training_arguments

    model = _trainable(base, settings)
    loss = MultipleNegativesRankingLoss(
        model,
        scale=settings.scale,
        # Texts of the same side and language count as negatives too: what is near must be near
        # because of its meaning, not because of its language or form.
        directions=("query_to_doc", "query_to_query", "doc_to_query", "doc_to_doc"),
    )
    trainer = SentenceTransformerTrainer(
        model=model,
        args=training_arguments(work / CHECKPOINTS, prefix, settings, ConceptBatchSampler),
        train_dataset=_datasets(pairs),
        loss=loss,
        callbacks=[Reporter(progress)],
    )
    trainer.train(resume_from_checkpoint=_last_checkpoint(work / CHECKPOINTS))
    beside = work / f"{MODEL}.begun"
    shutil.rmtree(beside, ignore_errors=True)
    model.save(str(beside), create_model_card=False)
    beside.rename(work / MODEL)
    shutil.rmtree(work / CHECKPOINTS, ignore_errors=True)


def _trainable(base: Path, settings: AdaptationSettings) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    # On short texts plain attention is twice as fast as the fused one on a processor; drawing the
    # chances of dropout would take a quarter of the time, and one pass hardly over-fits.
    model = SentenceTransformer(
        str(base),
        device="cpu",
        model_kwargs={"attn_implementation": "eager"},
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
    )
    model.max_seq_length = settings.max_tokens
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(_WORD_EMBEDDINGS not in name)
    return model


def _datasets(pairs: Mapping[Task, Sequence[Pair]]) -> "dict[str, Dataset]":
    from datasets import Dataset

    return {
        task.value: Dataset.from_dict(_columns(found)) for task, found in pairs.items() if found
    }


def _columns(pairs: Sequence[Pair]) -> dict[str, list[Any]]:
    """Texts as the loss reads them; concepts as numbers under the name that is no text."""
    concepts = dict.fromkeys(pair.concept for pair in pairs)
    numbers = {concept: number for number, concept in enumerate(concepts)}
    columns: dict[str, list[Any]] = {
        "anchor": [pair.anchor for pair in pairs],
        "positive": [pair.positive for pair in pairs],
    }
    if all(pair.negative for pair in pairs):
        columns["negative"] = [pair.negative for pair in pairs]
    columns["label"] = [numbers[pair.concept] for pair in pairs]
    return columns


def _order(
    base: Path, prefix: str, pairs: Mapping[Task, Sequence[Pair]], settings: AdaptationSettings
) -> dict[str, Any]:
    digest = hashlib.sha256()
    for task, found in pairs.items():
        for pair in found:
            digest.update(json.dumps([task, *asdict(pair).values()]).encode())
    weights = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    return {
        "base": weights,
        "prefix": prefix,
        "pairs": digest.hexdigest(),
        "settings": asdict(settings),
    }


def _same_order(work: Path, order: Mapping[str, Any]) -> bool:
    try:
        return bool(json.loads((work / _ORDER).read_text("utf-8")) == order)
    except (OSError, ValueError):
        return False


def _begin(work: Path, order: Mapping[str, Any]) -> None:
    if not _same_order(work, order):
        for name in (CHECKPOINTS, MODEL):
            shutil.rmtree(work / name, ignore_errors=True)
        work.mkdir(parents=True, exist_ok=True)
        (work / _ORDER).write_text(json.dumps(order, indent=2) + "\n", "utf-8")


def _last_checkpoint(folder: Path) -> str | None:
    """The newest whole checkpoint; those that were being written are removed."""
    newest = None
    for path in sorted(folder.glob("checkpoint-*"), key=lambda one: int(one.name.split("-")[1])):
        if all((path / name).is_file() for name in _WHOLE):
            newest = str(path)
        else:
            shutil.rmtree(path)
    return newest
