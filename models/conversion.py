"""The default encoder as a sentence-transformers folder: tokenizer rebuilt, weights renamed."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import regex

from models.base import BaseWeights, Floats, Ids
from models.charsmap import compile_charsmap

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

_SPECIALS = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>", "mask": "<mask>"}
_UNKNOWN_ID = 3

# Letters of other scripts cost 46 MB of memory and never occur in what we read. The micro sign is
# written with a Greek letter once normalised.
_KEPT = regex.compile(
    r"(?:[\p{Script=Latin}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}μ]|\P{L})*"
)

_BLOCKS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Name of a layer's part in the file -> in BERT."""


def write_sentence_transformer(base: BaseWeights, folder: Path) -> None:
    """Write the encoder so that sentence-transformers loads it like any published model.

    The vocabulary is pruned to the pieces whose letters are Latin or Arabic; the tokens of a text
    in these scripts do not change, a letter of another script becomes the unknown token.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    ids = kept_ids(base)
    config = BertConfig(
        vocab_size=len(ids),
        hidden_size=base.shape.hidden,
        num_hidden_layers=base.shape.layers,
        num_attention_heads=base.shape.heads,
        intermediate_size=base.shape.feed_forward,
        max_position_embeddings=base.shape.window,
        type_vocab_size=2,
        layer_norm_eps=base.shape.epsilon,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    model = BertModel(config)
    model.load_state_dict(_state(base, ids))
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # not annotated there
        tokenizer_object=build_tokenizer(base, ids),
        model_max_length=base.shape.window,
        **{f"{role}_token": piece for role, piece in _SPECIALS.items()},
        cls_token=_SPECIALS["bos"],
        sep_token=_SPECIALS["eos"],
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    modules = [Transformer(str(folder)), Pooling(base.shape.hidden, "mean"), Normalize()]
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(
        str(folder), create_model_card=False
    )


def kept_ids(base: BaseWeights) -> Ids:
    """Ids of the pieces kept, ascending: Latin, Arabic, digits, punctuation, symbols, specials."""
    kept = [i for i, piece in enumerate(base.pieces) if _KEPT.fullmatch(piece)]
    return np.array(kept, dtype=np.int64)


def build_tokenizer(base: BaseWeights, ids: Ids) -> "Tokenizer":
    """The unigram tokenizer over the kept pieces; their places become the new token ids."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers
    from tokenizers.decoders import Metaspace as JoinPieces
    from tokenizers.processors import TemplateProcessing

    pieces = [(base.pieces[i], float(base.scores[i])) for i in ids.tolist()]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=_UNKNOWN_ID, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            # The table knows single characters: join a letter to its accent before.
            normalizers.NFC(),
            normalizers.Precompiled(compile_charsmap(base.rules)),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = JoinPieces(prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in _SPECIALS.values()])
    bos, eos = _SPECIALS["bos"], _SPECIALS["eos"]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, 0), (eos, 2)],
    )
    return tokenizer


def _state(base: BaseWeights, ids: Ids) -> dict[str, "torch.Tensor"]:
    hidden, wide = base.shape.hidden, base.shape.feed_forward
    state = {
        # Unused: sentence-transformers adds the pooler anyway, and would draw it at random.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
        "embeddings.word_embeddings.weight": base.word_rows(ids),
        "embeddings.position_embeddings.weight": base.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": base.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": base.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": base.tensor("emb.ln.b"),
    }
    inputs = {"fo": wide}
    for layer in range(base.shape.layers):
        for short, long in _BLOCKS.items():
            weight = base.tensor(f"l{layer}.{short}.w")
            if not short.endswith("ln"):
                weight = weight.reshape(-1, inputs.get(short, hidden))
            name = f"encoder.layer.{layer}.{long}"
            state[f"{name}.weight"] = weight
            state[f"{name}.bias"] = base.tensor(f"l{layer}.{short}.b")
    return {name: _as_torch(numbers) for name, numbers in state.items()}


def _as_torch(numbers: Floats) -> "torch.Tensor":
    import torch

    return torch.from_numpy(np.array(numbers, dtype=np.float32))
