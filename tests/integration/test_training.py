"""Training on a very small model: it learns, is repeatable, and survives interruption."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.training.encoder import CHECKPOINTS, AdaptationSettings, adapt_encoder
from models.training.pairs import Pair, Task
from tests.tiny_models import write_tiny_model

WORDS = [
    ("soudeur", "welder"),
    ("boulanger", "baker"),
    ("tailleur", "tailor"),
    ("jardinier", "gardener"),
    ("chauffeur", "driver"),
    ("peintre", "painter"),
    ("maçon", "mason"),
    ("cuisinier", "cook"),
]
PAIRS: Mapping[Task, Sequence[Pair]] = {
    Task.TITLES: [Pair(fr, en, fr, "en", WORDS[n - 1][1]) for n, (fr, en) in enumerate(WORDS)] * 8,
    Task.SKILLS: [Pair(en, fr, fr, "fr") for fr, en in WORDS] * 8,
}
SETTINGS = AdaptationSettings(
    steps=24, batch=8, learning_rate=5e-3, save_every=4, half_precision=False
)


class Interrupted(Exception):
    """Somebody pulled the plug."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [f"cherche : {one}" for words in WORDS for one in words]
    return write_tiny_model(tmp_path_factory.mktemp("base"), tmp_path_factory.mktemp("bare"), texts)


def adapted(
    base: Path, work: Path, settings: AdaptationSettings = SETTINGS, stop_at: int | None = None
) -> tuple[Path, list[int]]:
    steps: list[int] = []

    def progress(step: int, total: int, _: float | None) -> None:
        assert total == settings.steps
        steps.append(step)
        if stop_at is not None and step >= stop_at:
            raise Interrupted

    made = adapt_encoder(base, "cherche : ", PAIRS, work, settings=settings, progress=progress)
    return made, steps


def weights(folder: Path) -> dict[str, np.ndarray]:
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


def found_at_first(folder: Path) -> float:
    """Share of French words whose English one is nearest."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    left, right = (
        model.encode([f"cherche : {words[side]}" for words in WORDS], normalize_embeddings=True)
        for side in (0, 1)
    )
    return float(np.mean((left @ right.T).argmax(axis=1) == np.arange(len(WORDS))))


@pytest.fixture(scope="module")
def trained(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return adapted(base, tmp_path_factory.mktemp("whole"))[0]


def test_what_means_the_same_is_found_after_training(base: Path, trained: Path) -> None:
    assert found_at_first(trained) > max(0.9, found_at_first(base))


def test_word_embeddings_stay_and_everything_above_them_moves(base: Path, trained: Path) -> None:
    before, after = weights(base), weights(trained)
    assert set(before) == set(after)
    for name, values in before.items():
        moved = not np.array_equal(values, after[name])
        # The pooler is no part of the sentence's vector, so nothing pulls at it.
        if "pooler" not in name:
            assert moved == ("word_embeddings" not in name), name


def test_the_same_order_is_not_trained_twice(base: Path, tmp_path: Path) -> None:
    first, steps = adapted(base, tmp_path)
    again, more = adapted(base, tmp_path)
    assert (again, more) == (first, [])
    assert steps
    assert not (tmp_path / CHECKPOINTS).exists()


def test_an_interrupted_training_continues_and_ends_where_it_would_have(
    base: Path, trained: Path, tmp_path: Path
) -> None:
    with pytest.raises(Interrupted):
        adapted(base, tmp_path, stop_at=10)
    half_written = tmp_path / CHECKPOINTS / "checkpoint-12"
    half_written.mkdir()
    (half_written / "model.safetensors").write_bytes(b"half")
    made, steps = adapted(base, tmp_path)
    assert min(steps) > 8
    whole, resumed = weights(trained), weights(made)
    for name, values in whole.items():
        np.testing.assert_allclose(resumed[name], values, atol=1e-5)


def test_another_setting_starts_anew(base: Path, tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        adapted(base, tmp_path, stop_at=10)
    _, steps = adapted(base, tmp_path, replace(SETTINGS, seed=1))
    assert min(steps) <= 10
