"""From taxonomies to an adapted encoder: read, pair, mine what is near and wrong, train."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.ports import Vectors
from models.training.concepts import concept_files, read_concepts
from models.training.encoder import AdaptationSettings, Progress, adapt_encoder
from models.training.files import fingerprints
from models.training.frames import form_files
from models.training.groups import group_files, read_groups
from models.training.leaks import QUERIES, Forbidden
from models.training.negatives import near_and_wrong, with_negatives
from models.training.other_names import name_files, names_folder, read_other_names
from models.training.pairs import Pair, Sources, Task, build_pairs
from models.training.rome import read_rome, rome_files
from models.training.speech import phrase_files, phrases_folder, read_trades


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """An adapted encoder, and what it was adapted to."""

    model: Path
    """Folder, as sentence-transformers writes it."""
    pairs: Mapping[Task, int]
    """How many were drawn for each task."""


def adapt_to_sources(
    sources: Sources,
    forbidden: Forbidden,
    *,
    base: Path,
    prefix: str,
    encode: Callable[[Sequence[str]], Vectors],
    work: Path,
    settings: AdaptationSettings,
    progress: Progress,
) -> Adapted:
    """Adapt an encoder to what taxonomies say about work, and to how people speak of it.

    Args:
        sources: As `read_sources` gives them.
        forbidden: Texts that must not be trained on.
        base: Folder of the model to start from.
        prefix: Put before every text.
        encode: The model to start from, without its prefix; to find what is near and wrong.
        work: Kept between calls, so that an interrupted training continues.
        settings: How to train.
        progress: Told about the steps of the training.
    """
    rng = np.random.default_rng(settings.seed)
    pairs: Mapping[Task, Sequence[Pair]] = build_pairs(sources, forbidden, rng, settings.rounds)
    occupations = sources.esco.occupations
    wrong = near_and_wrong(occupations, encode)
    pairs = with_negatives(pairs, occupations, wrong, sources.groups, forbidden, rng)
    model = adapt_encoder(base, prefix, pairs, work, settings=settings, progress=progress)
    return Adapted(model=model, pairs={task: len(found) for task, found in pairs.items()})


def read_sources(esco: Path, rome: Path) -> Sources:
    """Read the taxonomies, and the phrases and names that ship with the project.

    Args:
        esco: Folder with ESCO's CSV files in French, Arabic and English.
        rome: Folder with the versions of ROME.

    Raises:
        InvalidInput: a file is missing or is not what it should be.
    """
    return Sources(
        esco=read_concepts(esco),
        groups=read_groups(esco),
        rome=read_rome(rome),
        trades=read_trades(phrases_folder()),
        other_names=read_other_names(names_folder(), esco),
    )


def origins(esco: Path, rome: Path, benchmarks: Sequence[Path]) -> dict[str, str]:
    """Name of each file that training reads, and of each benchmark left out -> SHA-256."""
    files = [*concept_files(esco), *group_files(esco), *rome_files(rome)]
    ours = [*phrase_files(phrases_folder()), *name_files(names_folder()), *form_files()]
    found = fingerprints([*files, *ours])
    for folder in benchmarks:
        (digest,) = fingerprints([folder / QUERIES]).values()
        found[f"left out: {folder.name}"] = digest
    return found
