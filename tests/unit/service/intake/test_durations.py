"""Lengths of experience as people write them."""

import pytest

from service.intake.durations import split_duration


@pytest.mark.parametrize(
    ("written", "text", "months"),
    [
        ("Maçon sur chantiers (3 ans)", "Maçon sur chantiers", 36),
        ("Aide-cuisinier, snack familial (18 mois)", "Aide-cuisinier, snack familial", 18),
        ("Baker (2 years)", "Baker", 24),
        ("خباز (3 سنوات)", "خباز", 36),
        ("plombier (٣ سنوات)", "plombier", 36),
        ("couture (2 ans et 6 mois)", "couture", 30),
        ("cuisine (environ 10 ans)", "cuisine", 120),
        ("peintre (15 jours)", "peintre", 1),
        ("Serveur (3 mois), café", "Serveur, café", 3),
        ("soudeur [1 an]", "soudeur", 12),
    ],
)
def test_a_length_in_brackets_is_cut_out(written: str, text: str, months: int) -> None:
    assert split_duration(written) == (text, months)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("menuiserie bois, ateliers 2 ans", 24),
        ("baker, 2 years", 24),
        ("خباز لمدة ثلاث سنوات", 36),
        ("حداد سنتين", 24),
        ("soudeur pendant un an et demi", 18),
        ("vendeur depuis 5 ans au souk", 60),
        ("khayat 3 snin", 36),
        ("électricien 1,5 an", 18),
        ("expérience de 6 mois en caisse", 6),
        ("10 jours de vendange", 1),
    ],
)
def test_a_length_in_the_sentence_counts_and_stays(written: str, months: int) -> None:
    assert split_duration(written) == (written, months)


@pytest.mark.parametrize(
    "written",
    [
        "garde d'enfants de 2 ans",
        "garde d'enfants de 2 à 5 ans",
        "niveau 3 année collège",
        "CAP cuisine 2019",
        "conduite de chariot 1, 3 et 5",
        "élevage de poulets (600 sujets)",
        "travail en 3x8",
        "",
    ],
)
def test_other_numbers_are_no_length(written: str) -> None:
    assert split_duration(written) == (written, None)
