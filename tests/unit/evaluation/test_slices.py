import pytest

from evaluation.slices import Language, Length, language_of, length_of


@pytest.mark.parametrize(
    ("identifier", "text", "language"),
    [
        ("fr-001", "خباز", Language.FRENCH),
        ("ar-1", "boulanger", Language.ARABIC),
        ("ary-12", "khiyata", Language.DARIJA),
        ("dl-3", "kankhiyet", Language.DARIJA_LATIN),
        ("da-3", "كنخيط", Language.DARIJA_ARABIC),
        ("Q000001", "Accessoiriste", Language.LATIN_SCRIPT),
        ("Q000002", "خباز", Language.ARABIC_SCRIPT),
        ("fr", "خباز", Language.ARABIC_SCRIPT),
        ("job-7", "baker", Language.LATIN_SCRIPT),
        ("arabic-script-1", "baker", Language.LATIN_SCRIPT),
        ("q", "CAP خباز", Language.ARABIC_SCRIPT),
        ("q", "CAPE خباز", Language.LATIN_SCRIPT),
        ("q", "12 - 14", Language.NO_LETTERS),
        ("", "", Language.NO_LETTERS),
    ],
)
def test_the_id_says_the_language_and_the_script_does_otherwise(
    identifier: str, text: str, language: Language
) -> None:
    assert language_of(identifier, text) is language


@pytest.mark.parametrize(
    ("words", "band"),
    [
        (0, Length.SHORT),
        (1, Length.SHORT),
        (3, Length.SHORT),
        (4, Length.MIDDLE),
        (10, Length.MIDDLE),
        (11, Length.LONG),
        (10_000, Length.LONG),
    ],
)
def test_bands_end_at_three_and_at_ten_words(words: int, band: Length) -> None:
    assert length_of(" ".join(["mot"] * words)) is band


def test_punctuation_is_no_word_and_a_slash_separates_two() -> None:
    assert length_of("soudeur / soudeuse !") is Length.SHORT
    assert length_of("soudeur/soudeuse à l'arc") is Length.MIDDLE
