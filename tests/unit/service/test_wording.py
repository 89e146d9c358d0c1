"""Every code reaches people in three languages, with its numbers."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matching
import models
import service
from matching import vocabulary
from matching.errors import MatchingError
from matching.proposals import Reason
from matching.vocabulary import FeatureName, ReasonCode, Refusal
from service.intake.cells import Fault
from service.intake.findings import Remark
from service.intake.forbidden import ForbiddenKind
from service.intake.scrub import RemovedKind
from service.wording import (
    LABELS,
    Language,
    date_text,
    error_text,
    fault_text,
    label,
    language_asked,
    number_text,
    reason_text,
    refusal_text,
    remark_text,
    removed_text,
)
from service.wording.errors import ERRORS
from service.wording.faults import FAULTS
from service.wording.file_errors import REMARKS, REMOVED
from service.wording.forbidden import FORBIDDEN
from service.wording.languages import Message
from service.wording.reasons import REASONS, REFUSALS

ARABIC = re.compile("[\u0600-\u06ff]")


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations." not in found.name:
            yield importlib.import_module(found.name)


def subclasses(root: type[MatchingError]) -> Iterator[type[MatchingError]]:
    yield root
    for child in root.__subclasses__():
        yield from subclasses(child)


def every_message() -> Iterator[Message]:
    for words in LABELS.values():
        yield from words.values()
    yield from REFUSALS.values()
    yield from FAULTS.values()
    yield from REMARKS.values()
    yield from REMOVED.values()
    for sentence in REASONS.values():
        yield from filter(None, (sentence.plain, sentence.detailed))
    for text in ERRORS.values():
        yield from (text.title, text.detail)


def closed_lists() -> list[type[StrEnum]]:
    found = [
        item
        for item in vars(vocabulary).values()
        if isinstance(item, type) and issubclass(item, StrEnum) and item is not StrEnum
    ]
    return [words for words in found if words not in {ReasonCode, Refusal}]


def reason(code: ReasonCode, **numbers: float) -> Reason:
    return Reason(code=code, feature=FeatureName.COVERAGE, is_for=True, numbers=numbers)


@pytest.mark.parametrize("words", closed_lists(), ids=lambda words: words.__name__)
def test_every_word_of_every_closed_list_is_worded(words: type[StrEnum]) -> None:
    assert set(LABELS[words]) == set(words)


def test_every_kind_of_forbidden_information_is_worded_with_its_place() -> None:
    assert set(FORBIDDEN) == set(ForbiddenKind)
    _, detail = error_text("forbidden-column", {"column": 3, "why": "offence"}, Language.FRENCH)
    assert detail.endswith("Colonne n° 3 : une infraction.")
    _, plain = error_text("forbidden-column", {}, Language.FRENCH)
    assert "Colonne" not in plain


def test_every_refusal_and_every_reason_is_worded() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert set(REASONS) == set(ReasonCode)


def test_every_error_of_the_code_base_is_worded() -> None:
    for package in (matching, models, service):
        list(modules_of(package))
    rooms = ("matching.", "models.", "service.")
    raised = [
        one
        for one in subclasses(MatchingError)
        # The service never imports training: `jisr-lab` says its errors itself.
        if one.__module__.startswith(rooms) and not one.__module__.startswith("models.training.")
    ]
    assert {error.code for error in raised} - ERRORS.keys() == set()


def test_every_finding_of_an_import_is_worded() -> None:
    assert {fault.value for fault in Fault} - (FAULTS.keys() | ERRORS.keys()) == set()
    assert {remark.value for remark in Remark} == REMARKS.keys()
    assert {kind.value for kind in RemovedKind} == REMOVED.keys()


def test_no_message_lacks_a_language_and_arabic_is_arabic() -> None:
    for message in every_message():
        texts = [message.text(language) for language in Language]
        assert all(text.strip() for text in texts), message
        assert ARABIC.search(message.ar), message
        assert not ARABIC.search(message.fr + message.en), message


def test_the_three_languages_of_a_message_use_numbers_that_the_others_know() -> None:
    for message in every_message():
        names = [
            {field for _, field, _, _ in string.Formatter().parse(message.text(language)) if field}
            for language in Language
        ]
        assert names[1] <= names[0] | names[2], message


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.FRENCH, "3 compétences demandées sur 4"),
        (Language.ARABIC, "المهارات المطلوبة المتوفرة: 3 من أصل 4"),
        (Language.ENGLISH, "3 of 4 required skills"),
    ],
)
def test_a_reason_is_a_sentence_with_its_numbers(language: Language, expected: str) -> None:
    said = reason_text(reason(ReasonCode.SKILLS_COVERED, covered=3, required=4), language)
    assert said == expected


@pytest.mark.parametrize(
    ("code", "numbers", "expected"),
    [
        (ReasonCode.NEAR_HOME, {"distance_km": 12.4}, "à 12 km"),
        (ReasonCode.SKILLS_COVERED, {"covered": 1, "required": 4}, "1 compétence demandée sur 4"),
        (
            ReasonCode.COMPANY_REPLIES,
            {"replies": 7, "contacts": 9},
            "l’entreprise a répondu 7 fois sur 9",
        ),
        (ReasonCode.RELEVANT_EXPERIENCE, {"months": 36}, "3 ans d’expérience dans ce domaine"),
        (ReasonCode.RELEVANT_EXPERIENCE, {"months": 18}, "18 mois d’expérience dans ce domaine"),
        (ReasonCode.LONG_WAIT, {"days": 1}, "1 jour d’attente avant le début"),
    ],
)
def test_french_reasons_count_in_the_right_number(
    code: ReasonCode, numbers: dict[str, float], expected: str
) -> None:
    said = reason_text(reason(code, **numbers), Language.FRENCH)
    # Babel puts the narrow space that French typography wants before a unit.
    assert " ".join(said.split()) == expected


def test_a_duration_in_arabic_has_its_own_plural() -> None:
    said = [
        reason_text(reason(ReasonCode.RELEVANT_EXPERIENCE, months=months), Language.ARABIC)
        for months in (2, 3, 18, 36)
    ]
    assert [text.split(": ")[1] for text in said] == ["شهران", "3 أشهر", "18 شهرًا", "3 سنوات"]


@pytest.mark.parametrize("code", ReasonCode)
@pytest.mark.parametrize("language", Language)
def test_a_reason_without_numbers_still_makes_a_sentence(
    code: ReasonCode, language: Language
) -> None:
    said = reason_text(reason(code), language)
    assert said == REASONS[code].plain.text(language)


def test_a_refusal_is_worded_in_the_language_asked() -> None:
    assert refusal_text(Refusal.TOO_FAR, Language.FRENCH) == "Trop loin du domicile"
    assert label(Refusal.TOO_FAR, Language.ENGLISH) == "Too far from home"


def test_an_error_is_filled_with_its_numbers() -> None:
    title, detail = error_text("no-place-left", {"places": 2}, Language.ENGLISH)
    assert title == "No place left"
    assert detail == "2 places are taken. Free one, or propose something else."


@pytest.mark.parametrize("code", sorted(ERRORS))
@pytest.mark.parametrize("language", Language)
def test_an_error_without_its_numbers_never_fails_to_speak(code: str, language: Language) -> None:
    title, detail = error_text(code, {}, language)
    assert title
    assert "{" not in detail


@pytest.mark.parametrize("code", sorted(FAULTS))
@pytest.mark.parametrize("language", Language)
def test_a_fault_without_its_numbers_never_fails_to_speak(code: str, language: Language) -> None:
    assert "{" not in fault_text(code, {}, language)


def test_a_code_nobody_worded_reads_like_a_defect_of_ours() -> None:
    assert error_text("never-heard-of", {}, Language.FRENCH)[0] == "Erreur de notre part"
    assert fault_text("never-heard-of", {}, Language.ENGLISH) == "This value is not accepted."


def test_a_remark_names_what_was_removed() -> None:
    said = remark_text("text-removed", {"kinds": "phone, email"}, Language.FRENCH)
    assert said.endswith("numéro de téléphone, adresse électronique.")
    assert removed_text("phone", Language.ENGLISH) == "telephone number"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, Language.FRENCH),
        ("", Language.FRENCH),
        ("en-GB,fr;q=0.9", Language.ENGLISH),
        ("ar-MA", Language.ARABIC),
        ("ary", Language.ARABIC),
        ("de, ar;q=0.2, en;q=0.5", Language.ENGLISH),
        ("*", Language.FRENCH),
        ("en;q=0", Language.FRENCH),
        ("en;q=abc, ar;q=0.1", Language.ARABIC),
        ("en;q=nan", Language.FRENCH),
    ],
)
def test_the_language_is_the_one_preferred(header: str | None, expected: Language) -> None:
    assert language_asked(header) is expected


@given(st.text(max_size=60))
def test_any_header_gives_a_language(header: str) -> None:
    assert language_asked(header) in Language


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    assert number_text(12.5, Language.FRENCH) == "12,5"
    assert number_text(12.5, Language.ENGLISH) == "12.5"
    assert number_text(1234, Language.ARABIC, decimals=0).replace(".", "") == "1234"
    assert date_text(date(2023, 2, 3), Language.FRENCH) == "3 février 2023"
