"""How figures are written: as each language does, and never as what they are not."""

from dataclasses import replace

import pytest

from matching.reported import Figure, Kind
from service.actions.laboratory.findings import Finding, Found, Part
from service.actions.releases.compared import Line, Verdict
from service.web.quality_words import Words
from service.wording import Language
from service.wording.findings import FINDINGS
from service.wording.quality import CHAPTERS, COLUMNS, LACKING, ROWS, TABLES

FRENCH, ARABIC, ENGLISH = (
    Words(Language.FRENCH),
    Words(Language.ARABIC),
    Words(Language.ENGLISH),
)
GAP = Figure(
    section="gaps",
    table="gender",
    row="female",
    column="proposed",
    kind=Kind.GAP,
    value=-0.257,
    low=-0.277,
    high=-0.237,
    is_found=True,
)
NOTHING = replace(GAP, value=None, low=None, high=None, is_found=False)


@pytest.mark.parametrize(
    ("value", "kind", "french", "english"),
    [
        (12345, Kind.COUNT, "12\u202f345", "12,345"),
        (0.7, Kind.FIGURE, "0,70", "0.70"),
        (0.412, Kind.SHARE, "41,2\xa0%", "41.2 %"),
        (-0.257, Kind.GAP, "\u221225,7", "\u221225.7"),
        (0.034, Kind.GAP, "+3,4", "+3.4"),
        (-0.0001, Kind.GAP, "+0,0", "+0.0"),
    ],
)
def test_numbers_are_written_as_each_language_does(
    value: float, kind: Kind, french: str, english: str
) -> None:
    assert FRENCH.number(value, kind).replace(" %", "\xa0%") == french
    assert ENGLISH.number(value, kind).replace("\xa0%", " %") == english


def test_a_number_in_arabic_carries_no_invisible_mark() -> None:
    assert ARABIC.number(-0.257, Kind.GAP) == "\u221225,7"


def test_a_gap_between_shares_is_in_points_and_one_between_measures_is_not() -> None:
    assert "points" in FRENCH.told(GAP)
    ranked = replace(GAP, section="rankers")
    assert "points" not in FRENCH.told(ranked)
    assert FRENCH.value(ranked) == "\u22120,26"
    assert FRENCH.interval(ranked) == "[\u22120,28 ; \u22120,24]"


def test_what_is_withheld_is_told_apart_from_what_is_missing() -> None:
    assert FRENCH.value(replace(NOTHING, lacking="withheld")) == "retenu"
    assert FRENCH.value(replace(NOTHING, lacking="few-people")) == "–"
    assert FRENCH.lacking(replace(NOTHING, lacking="few-people")) == "trop peu de personnes"
    needed = replace(NOTHING, lacking="few-lines", needed=30, had=12)
    assert "12 sur 30" in FRENCH.lacking(needed)
    assert FRENCH.lacking(GAP) == ""
    assert FRENCH.lacking(replace(NOTHING, lacking="newer-code")) == "newer-code"


def test_what_a_figure_rests_on_is_told_as_far_as_it_may_be() -> None:
    assert FRENCH.rests_on(GAP) == "[\u221227,7 ; \u221223,7]"
    assert FRENCH.rests_on(replace(GAP, n=40)).endswith("n\xa0=\xa040")
    assert FRENCH.rests_on(NOTHING) == ""


def test_names_of_rows_are_words_regions_or_the_code_itself() -> None:
    assert FRENCH.row("region: MA-06") == "Région : Casablanca-Settat"
    assert "الدار البيضاء" in ARABIC.row("region: MA-06")
    assert "18-24" in ARABIC.row("18-24")
    assert FRENCH.column("learned") == "Appris des résultats"
    assert FRENCH.column("newer") == "newer"
    assert FRENCH.table("newer") == "newer"


def test_a_finding_names_the_group_and_the_treatment_with_its_figures() -> None:
    found = Found(finding=Finding.GAP_FOUND, part=Part.FAIRNESS, figures={"gap": GAP})
    said = FRENCH.finding(found)
    assert "Femmes et hommes : Femmes – Être proposé" in said
    assert "\u221225,7" in said
    assert "[\u221227,7 ; \u221223,7]" in said


@pytest.mark.parametrize("words", [FRENCH, ARABIC, ENGLISH], ids=lambda one: one.language.value)
@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_is_a_whole_sentence(finding: Finding, words: Words) -> None:
    figures = dict.fromkeys(("gap", "auc", "error", "chance", "share", "coverage", "people"), GAP)
    counts = dict.fromkeys(("told", "missing", "all"), 3)
    said = words.finding(Found(finding=finding, part=Part.LISTS, figures=figures, counts=counts))
    assert "{" not in said
    assert said.endswith(".")


def test_what_moved_and_what_is_compared_are_named_in_full() -> None:
    assert FRENCH.about(GAP) == "À qualification égale – Femmes et hommes : Femmes – Être proposé"
    line = Line(
        table="jobs", row="all", column="mrr", first=None, second=None, verdict=Verdict.UNKNOWN
    )
    assert "jobs" in FRENCH.measure(line)
    assert "(sans mots recopiés)" in FRENCH.measure(replace(line, row="not-verbatim"))
    here = replace(line, table="outcomes", row="hybrid", column="person")
    assert FRENCH.measure(here) == "D’après ce qui est arrivé – Pour la personne"


def test_every_name_is_in_three_languages() -> None:
    for words in (ROWS, COLUMNS, TABLES, LACKING, CHAPTERS, FINDINGS):
        for code, message in words.items():
            assert all((message.fr, message.ar, message.en)), code
