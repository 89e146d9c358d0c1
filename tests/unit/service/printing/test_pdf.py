"""What stands on the printed page, in French and from right to left."""

from datetime import date
from decimal import Decimal

import pytest

from service.printing.documents import WITHHELD, Document, Section, Table
from service.printing.pdf import direction_of, pdf_bytes
from service.wording import Language
from service.wording.money import amount_text, count_text
from tests.rendered_pages import left_to_right, pages_of, signs_of, strokes_of, text_of

TOTAL = Decimal("1121215.07")


def a_document(language: Language, *sections: Section, title: str = "·") -> Document:
    return Document(language=language, title=title, sections=sections)


def a_table(language: Language, *rows: tuple[str, Decimal]) -> Document:
    table = Table(headers=("A", "B"), rows=rows, has_total=True)
    return a_document(language, Section(table=table))


@pytest.mark.parametrize("language", [Language.FRENCH, Language.ARABIC])
def test_the_total_is_read_from_left_to_right_in_both_directions(language: Language) -> None:
    labels = {Language.FRENCH: "Valeur totale", Language.ARABIC: "القيمة الإجمالية"}
    total = amount_text(TOTAL, language)
    assert total.replace("\xa0", " ") == "1 121 215,07"
    units = {Language.FRENCH: f"{total} dirhams", Language.ARABIC: f"{total} درهم"}
    printed = pdf_bytes(
        a_document(
            language,
            Section(facts=((labels[language], units[language]),)),
            Section(table=Table(headers=("", ""), rows=((labels[language], TOTAL),))),
        )
    )
    lines = left_to_right(printed)
    assert sum("1121215,07" in line for line in lines) == 2
    assert text_of(printed).count("1 121 215,07") == 2


def test_ordinary_spaces_would_print_the_groups_backwards() -> None:
    """The trap this guards against: the eye would read 215,07 121 1."""
    broken = Section(paragraphs=("المبلغ 1 121 215,07 درهم",))
    (line,) = [
        line
        for line in left_to_right(pdf_bytes(a_document(Language.ARABIC, broken)))
        if "121" in line
    ]
    assert "215,071211" in line


def test_an_amount_of_two_scripts_keeps_its_latin_words_in_order() -> None:
    text = "آلة خياطة Juki DDL-8700 (32 قطعة)"
    lines = left_to_right(pdf_bytes(a_document(Language.ARABIC, Section(paragraphs=(text,)))))
    (line,) = [line for line in lines if "Juki" in line]
    assert "JukiDDL-8700" in line
    # In Arabic what comes first stands at the right.
    assert line.index("32") < line.index("Juki")


def test_arabic_letters_are_joined() -> None:
    """Of "محمد" every letter joins the next: one stroke of ink where four letters would be four."""
    nothing = strokes_of(pdf_bytes(a_document(Language.ARABIC)))
    word = pdf_bytes(a_document(Language.ARABIC, Section(paragraphs=("محمد",))))
    assert strokes_of(word) - nothing == 1
    apart = " ".join("محمد")
    letters = pdf_bytes(a_document(Language.ARABIC, Section(paragraphs=(apart,))))
    assert strokes_of(letters) - nothing == 4


def test_arabic_runs_from_right_to_left() -> None:
    printed = pdf_bytes(a_document(Language.ARABIC, Section(paragraphs=("دار سوق",))))
    letters = {one.character: one.left for one in signs_of(printed)}
    assert letters["د"] > letters["س"] > letters["ق"]
    assert "دار سوق" in text_of(printed)


def test_each_text_has_the_direction_of_its_own_letters() -> None:
    assert direction_of("Couture (2)", Language.ARABIC) == "ltr"
    assert direction_of("(2) خياطة", Language.FRENCH) == "rtl"
    assert direction_of("12", Language.ARABIC) == "rtl"
    assert direction_of("", Language.FRENCH) == "ltr"


def test_a_french_sentence_in_an_arabic_page_ends_with_its_full_stop() -> None:
    text = "Ouvrir un atelier (2 personnes)."
    lines = left_to_right(pdf_bytes(a_document(Language.ARABIC, Section(paragraphs=(text,)))))
    (line,) = [line for line in lines if "personnes" in line]
    assert line.startswith("Ouvrirunatelier(2")
    assert line.endswith(".")


def test_decimals_stand_under_one_another() -> None:
    for language in (Language.FRENCH, Language.ARABIC):
        rows = (("x", Decimal("4500.00")), ("y", Decimal("12.50")), ("z", TOTAL))
        commas = [
            round(one.right)
            for one in signs_of(pdf_bytes(a_table(language, *rows)))
            if one.character == ","
        ]
        assert len(commas) == 3
        assert len(set(commas)) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    document = a_table(Language.ARABIC, ("x", TOTAL))
    assert pdf_bytes(document) == pdf_bytes(document)


def test_tamazight_arrows_and_signs_that_no_font_has_are_printed() -> None:
    text = "ⴰⵣⵓⵍ 1 → 2, 日本 😀 œuvre"
    printed = pdf_bytes(a_document(Language.FRENCH, Section(paragraphs=(text,))))
    assert "ⴰⵣⵓⵍ" in text_of(printed)
    assert "œuvre" in text_of(printed)


def test_a_long_table_runs_over_pages_with_its_header() -> None:
    rows = tuple((f"ligne {number}", Decimal(number)) for number in range(100))
    table = Table(headers=("Désignation", "Montant"), rows=rows)
    printed = pdf_bytes(a_document(Language.FRENCH, Section(table=table)))
    assert pages_of(printed) == text_of(printed).count("Désignation") > 1


def test_cells_of_every_kind_are_written() -> None:
    table = Table(headers=("A",), rows=((date(2026, 11, 20),), (1234,), (WITHHELD,), (None,)))
    shown = text_of(pdf_bytes(a_document(Language.FRENCH, Section(table=table))))
    for text in ("20 novembre 2026", "1 234", "***"):
        assert text in shown


def test_amounts_are_grouped_as_each_language_does() -> None:
    assert amount_text(TOTAL, Language.FRENCH) == "1\xa0121\xa0215,07"
    assert amount_text(TOTAL, Language.ARABIC) == "1\xa0121\xa0215,07"
    assert amount_text(TOTAL, Language.ENGLISH) == "1,121,215.07"
    assert count_text(1670, Language.ARABIC) == "1\xa0670"
    assert amount_text(Decimal("0.5"), Language.FRENCH) == "0,50"
