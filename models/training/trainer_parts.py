"""What the trainer is given: batches by concept, its settings, and a reporter. Imports torch."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.training_args import (
    SentenceTransformerTrainingArguments,
)
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from models.training.batches import concept_batches

if TYPE_CHECKING:
    from datasets import Dataset

    from models.training.encoder import AdaptationSettings, Progress

_BUDGET = 150
"""Characters of a pair, hard negative included, up to which a batch is full; longer ones come in
smaller batches."""
_REPORTED = 10
"""Steps between two reports."""


class ConceptBatchSampler(DefaultBatchSampler):
    """Batches without a concept twice, the same for the same seed and epoch."""

    def __init__(self, dataset: "Dataset", **settings: Any) -> None:  # noqa: ANN401
        super().__init__(dataset, **settings)
        self._concepts: list[int] = list(dataset["label"])
        texts = [name for name in dataset.column_names if name not in ("label", "dataset_name")]
        self._lengths = [
            sum(map(len, row)) for row in zip(*(dataset[name] for name in texts), strict=True)
        ]

    def __iter__(self) -> Iterator[list[int]]:
        yield from self._batches()

    def __len__(self) -> int:
        return len(self._batches())

    def _batches(self) -> list[list[int]]:
        rng = np.random.default_rng([self.seed, self.epoch])
        return concept_batches(
            self._concepts, self._lengths, self.batch_size, _BUDGET * self.batch_size, rng
        )


class Reporter(TrainerCallback):
    """Tells how far the training is, and its latest loss."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **rest: Any,  # noqa: ANN401  # what the base passes
    ) -> None:
        self._progress(state.global_step, state.max_steps, (logs or {}).get("loss"))


def training_arguments(
    folder: Path,
    prefix: str,
    settings: "AdaptationSettings",
    sampler: type[DefaultBatchSampler],
) -> SentenceTransformerTrainingArguments:
    """Some steps over the pairs, with a rate that rises and falls, saved as it goes."""
    return SentenceTransformerTrainingArguments(
        output_dir=str(folder),
        max_steps=settings.steps,
        per_device_train_batch_size=settings.batch,
        learning_rate=settings.learning_rate,
        weight_decay=settings.weight_decay,
        lr_scheduler_type="cosine",
        warmup_steps=settings.warmup,
        bf16=settings.half_precision,
        use_cpu=True,
        seed=settings.seed,
        data_seed=settings.seed,
        batch_sampler=sampler,
        prompts=prefix,
        save_steps=settings.save_every,
        save_total_limit=2,
        logging_steps=_REPORTED,
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
