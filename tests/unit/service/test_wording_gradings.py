"""What graders read, in three languages."""

import re

import pytest

from matching.errors import Param
from matching.judgements import GRADES
from service.wording.gradings import FACT, GRADE_MEANINGS, GRADING_WORDS, GUIDE, WITH_LENGTH
from service.wording.languages import Language, Message
from service.wording.templates import filled

ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.mark.parametrize("message", [*GRADING_WORDS.values(), *GUIDE, *GRADE_MEANINGS.values()])
def test_every_word_of_a_sheet_is_there_in_three_languages(message: Message) -> None:
    assert message.fr.strip()
    assert message.en.strip()
    assert ARABIC.search(message.ar)
    assert not ARABIC.search(message.fr + message.en)


def test_every_grade_has_a_meaning_that_begins_with_it() -> None:
    assert tuple(GRADE_MEANINGS) == GRADES
    for grade, meaning in GRADE_MEANINGS.items():
        assert all(meaning.text(language).startswith(f"{grade} –") for language in Language)


def test_a_fact_is_written_as_the_language_does() -> None:
    told: dict[str, Param] = {"name": "Expérience", "text": "soudeur", "months": 30}
    assert filled(FACT, told, Language.FRENCH) == "Expérience : soudeur"
    assert filled(FACT, told, Language.ENGLISH) == "Expérience: soudeur"
    long = filled(WITH_LENGTH, told, Language.FRENCH)
    assert re.sub(r"\s", " ", long) == "soudeur (30 mois)"
