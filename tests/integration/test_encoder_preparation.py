"""A model of one's own goes through the same steps as the default one."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.datasets import Dataset
from evaluation.fidelity import compare_engines
from evaluation.speed import BASELINE, compare_encoders
from models.encoders import SentenceEncoder
from models.engines import REFERENCE, usable_engines
from models.learned import LEARNED_FILE, LearnedDamaged, learned_checksum, write_learned
from models.manifest import MODEL
from models.preparation import _steps, check, prepare, run_steps
from models.recipe import EncoderUnavailable, load_model
from models.samples import TEXTS
from tests.tiny_models import write_tiny_model


@pytest.fixture(scope="module")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small model, drawn at random, in a local folder."""
    folder, bare = tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("bare")
    return write_tiny_model(folder, bare, TEXTS)


@pytest.fixture(scope="module")
def folder(own_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    said: list[tuple[str, int, int]] = []
    made = prepare(
        tmp_path_factory.mktemp("cache"), str(own_model), lambda *told: said.append(told)
    )
    last = {step: (done, total) for step, done, total in said}
    assert list(last) == ["model", "graph", "engine"]
    assert all(done == total for done, total in last.values())
    return made


def test_the_graph_gives_what_the_model_gives(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder / MODEL), device="cpu")
    plain = model.encode([f"cherche : {text}" for text in TEXTS], normalize_embeddings=True)
    found = SentenceEncoder(folder).encode(TEXTS)
    assert np.sum(found * plain, axis=1).min() > 0.9995


def test_the_manifest_says_what_the_model_says(folder: Path, own_model: Path) -> None:
    manifest = check(folder)
    assert (manifest.dim, manifest.max_tokens, manifest.pad_id) == (64, 100, 0)
    assert manifest.prefix == "cherche : "
    assert manifest.id == own_model.name


def test_texts_beyond_the_window_are_cut(folder: Path) -> None:
    encoder = SentenceEncoder(folder)
    assert encoder.count_tokens("soudeur " * 1000) == 100
    assert encoder.encode(["soudeur " * 1000]).any()


def test_the_comparison_has_a_line_for_each_engine_and_leaves_nothing(folder: Path) -> None:
    before = set(folder.parent.iterdir())
    lines = compare_encoders(folder, rounds=1)
    assert lines[0].engine == BASELINE
    assert lines[0].batch_ratio == 1.0
    assert [line.engine for line in lines if line.is_prepared] == [str(check(folder).engine)]
    assert set(folder.parent.iterdir()) == before


@pytest.fixture(scope="module")
def adapted(own_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model as if trained: every number of its layer moved by half its spread."""
    import torch

    model = load_model(str(own_model))
    torch.manual_seed(1)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "word_embeddings" not in name:
                weights.add_(torch.randn_like(weights), alpha=0.5 * float(weights.std()))
    folder = tmp_path_factory.mktemp("adapted")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="module")
def learned(own_model: Path, adapted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / LEARNED_FILE
    write_learned(own_model, [adapted], path)
    return path


@pytest.fixture(scope="module")
def assembled(own_model: Path, learned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the steps of `prepare` make of a base and a learned part."""
    work = tmp_path_factory.mktemp("assembled")
    run_steps(work, _steps(str(own_model), learned), lambda *_: None)
    return work / "engine"


def test_base_and_learned_part_give_what_training_made(
    assembled: Path, adapted: Path, folder: Path
) -> None:
    trained = load_model(str(adapted)).encode(
        [f"cherche : {text}" for text in TEXTS], normalize_embeddings=True
    )
    found = SentenceEncoder(assembled).encode(TEXTS)
    untrained = SentenceEncoder(folder).encode(TEXTS)
    assert np.sum(found * trained, axis=1).min() > 0.999
    assert np.sum(untrained * trained, axis=1).max() < 0.99


def test_the_manifest_names_the_learned_part(assembled: Path, learned: Path, folder: Path) -> None:
    manifest = check(assembled)
    assert manifest.learned_sha256 == learned_checksum(learned)
    assert manifest.id == f"jisr-e5-small-{manifest.learned_sha256[:8]}"
    assert manifest.revision("") != check(folder).revision("")
    assert check(folder).learned_sha256 == ""


def test_an_interrupted_assembly_continues_after_the_learned_part(
    own_model: Path, learned: Path, tmp_path: Path
) -> None:
    model, applied, *_ = _steps(str(own_model), learned)
    run_steps(tmp_path, [model, applied], lambda *_: None)
    written = (tmp_path / "learned" / "model.safetensors").stat()
    said: list[str] = []
    run_steps(tmp_path, [model, applied], lambda step, *_: said.append(step))
    assert said == []
    assert (tmp_path / "learned" / "model.safetensors").stat() == written


def test_a_damaged_learned_part_stops_the_preparation_and_leaves_no_encoder(
    own_model: Path, learned: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(learned.read_bytes()[:-10])
    with pytest.raises(LearnedDamaged):
        run_steps(tmp_path / "work", _steps(str(own_model), damaged), lambda *_: None)
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["learned.begun", "model"]


def test_engines_are_compared_by_what_they_rank(folder: Path) -> None:
    dataset = Dataset(
        name="invented",
        documents={str(row): text for row, text in enumerate(TEXTS)},
        queries={str(row): text for row, text in enumerate(TEXTS)},
        grades={str(row): {str(row): 1} for row in range(len(TEXTS))},
    )
    before = set(folder.parent.iterdir())
    lines = compare_engines(folder, [dataset])
    by_engine = {line.speed.engine: line.figures["invented"] for line in lines}
    assert set(by_engine) == set(usable_engines())
    assert [line.speed.engine for line in lines if line.is_prepared] == [check(folder).engine]
    assert by_engine[REFERENCE].mrr.mean == 1.0
    assert by_engine[REFERENCE].against_reference.difference.mean == 0.0
    assert all(line.is_faithful for line in lines)
    assert set(folder.parent.iterdir()) == before


def test_a_folder_without_model_is_said_to_be_unavailable(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(EncoderUnavailable) as raised:
        prepare(tmp_path / "cache", str(empty), lambda *_: None)
    assert raised.value.params == {"source": "empty"}
