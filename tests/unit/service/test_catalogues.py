"""Every sentence of the pages is in both catalogues, in its own script, with the same blanks."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from service.web.rendering import catalogue_paths, templates_folder
from service.wording import Language

_BLANK = re.compile(r"%\((\w+)\)s")
_ARABIC = re.compile(r"[ء-ي]")
TRANSLATED = [Language.ARABIC, Language.ENGLISH]


def read(language: Language) -> Catalog:
    together = Catalog(locale=language.value)
    for path in catalogue_paths(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.value):
                together[message.id] = message
    return together


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_catalogue_names_the_plurals_of_its_language(language: Language) -> None:
    expected = {Language.ARABIC: 6, Language.ENGLISH: 2}[language]
    for path in catalogue_paths(language):
        with path.open("rb") as file:
            assert read_po(file, locale=language.value).num_plurals == expected, path.name


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of the templates, with the file it is in."""
    found = extract_from_dir(
        templates_folder(),
        method_map=[("**.html", "jinja2")],
        options_map={"**.html": {"silent": "false"}},
    )
    for name, _line, message, _comments, _context in found:
        yield name, message if isinstance(message, str) else message[0]


def texts(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_of_a_page_is_untranslated(language: Language) -> None:
    catalogue = read(language)
    wanted = {one: name for name, one in sentences()}
    assert wanted
    missing = {
        sentence: name
        for sentence, name in wanted.items()
        if (found := catalogue.get(sentence)) is None or not all(texts(found)) or found.fuzzy
    }
    assert not missing


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_no_sentence_that_no_page_says(language: Language) -> None:
    said = {one for _, one in sentences()}
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in read(language) if one.id}
    assert kept <= said


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_blanks_of_its_source(language: Language) -> None:
    for message in read(language):
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        allowed = {name for one in ids for name in _BLANK.findall(one)}
        for text in texts(message):
            assert set(_BLANK.findall(text)) <= allowed, message.id
        assert set(_BLANK.findall(texts(message)[-1])) == allowed, message.id


def test_arabic_is_written_in_arabic() -> None:
    for message in read(Language.ARABIC):
        if message.id:
            assert all(_ARABIC.search(text) for text in texts(message)), message.id
