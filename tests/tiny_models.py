"""A very small sentence encoder, drawn at random: all the steps of a large one, in seconds."""

from collections.abc import Sequence
from pathlib import Path

ROWS = 5000
"""Enough for the word table to be stored in 8 bits."""


def write_tiny_model(folder: Path, bare: Path, texts: Sequence[str]) -> Path:
    """Write a model that knows the words of some texts, as sentence-transformers does.

    Args:
        folder: Where the model goes.
        bare: Empty folder for its parts.
        texts: Whose words, split at spaces, the tokenizer knows.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = dict.fromkeys(["[PAD]", "[UNK]", *" ".join(texts).split()])
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
