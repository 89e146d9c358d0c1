"""In which language somebody's texts are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.tongues import Tongue, tongue_of, tongue_of_statements
from tests.situations import a_skill


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("préparer les tajines pour les clients", Tongue.FRENCH),
        ("soudure à l'arc", Tongue.FRENCH),
        ("making bread in a small bakery", Tongue.ENGLISH),
        ("إعداد الخبز والحلويات للزبناء", Tongue.ARABIC),
        ("bghit nkhdem f lkhiata", Tongue.DARIJA),
        ("kan9ette3 ljeld w kanfessel", Tongue.DARIJA),
        ("بغيت نخدم فالخياطة", Tongue.DARIJA),
        ("Zlayji", Tongue.FRENCH),
        ("", None),
        ("123 – 45", None),
    ],
)
def test_small_words_and_spellings_tell_the_language(text: str, tongue: Tongue | None) -> None:
    assert tongue_of(text) is tongue


def test_texts_in_several_languages_are_mixed_unless_one_has_three_quarters() -> None:
    french, darija = a_skill("travail dans un atelier"), a_skill("بغيت نخدم فالخياطة")
    assert tongue_of_statements([french, darija]) is Tongue.MIXED
    assert tongue_of_statements([french, french, french, darija]) is Tongue.FRENCH
    assert tongue_of_statements([]) is None
    assert tongue_of_statements([a_skill("…")]) is None


@given(st.text())
def test_any_text_gives_a_language_or_none(text: str) -> None:
    found = tongue_of(text)
    assert found in {None, Tongue.FRENCH, Tongue.ARABIC, Tongue.DARIJA, Tongue.ENGLISH}
