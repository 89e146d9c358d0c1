"""A model of one's own goes through the same steps as the default one."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.speed import BASELINE, compare_encoders
from models.encoders import SentenceEncoder
from models.manifest import MODEL
from models.preparation import check, prepare
from models.recipe import EncoderUnavailable
from models.samples import TEXTS

ROWS = 5000
"""Enough for the word table to be stored in 8 bits."""


@pytest.fixture(scope="module")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small model, drawn at random, in a local folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    bare, folder = tmp_path_factory.mktemp("bare"), tmp_path_factory.mktemp("own")
    words = dict.fromkeys(["[PAD]", "[UNK]", *" ".join(TEXTS).split()])
    tokenizer = Tokenizer(
        models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    torch.manual_seed(0)
    BertModel(
        BertConfig(
            vocab_size=ROWS,
            hidden_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=128,
            max_position_embeddings=100,
        )
    ).save_pretrained(bare)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # not annotated there
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=100
    ).save_pretrained(bare)
    SentenceTransformer(
        modules=[Transformer(str(bare)), Pooling(64, "cls")],
        prompts={"query": "cherche : "},
        device="cpu",
    ).save(str(folder), create_model_card=False)
    return folder


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


def test_a_folder_without_model_is_said_to_be_unavailable(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(EncoderUnavailable) as raised:
        prepare(tmp_path / "cache", str(empty), lambda *_: None)
    assert raised.value.params == {"source": "empty"}
