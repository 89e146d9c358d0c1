import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from service import demo

FOLDER = Path(demo.__file__).parent
DELIMITERS = {
    "profiles": ";",
    "companies": ",",
    "openings": ";",
    "trainings": ";",
    "mentors": ",",
}
COUNTS = {
    "profiles": 333,
    "companies": 120,
    "openings": 220,
    "trainings": 80,
    "mentors": 20,
}
REVEALING = re.compile(
    r"prison|d[ée]tenu|d[ée]tention|p[ée]nitenti|carc[ée]ral|incarc[ée]r|lib[ée]ration|casier|"
    r"condamn|[ée]crou|cellule|tribunal|r[ée]insertion|سجن|سجين|معتقل|اعتقال|\bl?7e?bs\b",
    re.IGNORECASE,
)
DARIJA = re.compile(r"\b(bghit|kan\w+|dyal|w|3nd\w*)\b")
TOWNS = {
    "Casablanca": "Casablanca",
    "Rabat": "Rabat",
    "Kénitra": "Kénitra",
    "Fès": "Fès",
    "Khémisset": "Khémisset",
    "Tanger": "Tanger",
    "Salé": "Salé",
    "Safi": "Safi",
    "Beni Mellal": "Beni Mellal|Béni-Mellal",
    "Agadir-Aït Melloul": "Agadir",
    "Taroudant": "Taroudant",
    "Tiznit": "Tiznit",
    "Inezgane": "Inezgane",
}


def lines_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, delimiter=DELIMITERS[name], strict=True))


def day_of(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def has_arabic(text: str) -> bool:
    return re.search("[\u0600-\u06ff]", text) is not None


@pytest.mark.parametrize("name", DELIMITERS)
def test_each_file_has_its_lines_and_no_cell_too_many(name: str) -> None:
    lines = lines_of(name)
    assert len(lines) == COUNTS[name]
    assert all(None not in line and None not in line.values() for line in lines)


@pytest.mark.parametrize("name", DELIMITERS)
def test_references_are_unique_and_marked_as_demonstration(name: str) -> None:
    references = [line["Référence"] for line in lines_of(name)]
    assert len(set(references)) == len(references)
    assert all(re.fullmatch(r"DEMO-[A-Z]-\d{3}", reference) for reference in references)


def test_every_person_company_and_body_says_that_it_is_invented() -> None:
    assert all(line["Nom"].startswith("Inventé-") for line in lines_of("profiles"))
    assert all("(inventée)" in line["Nom"] for line in lines_of("companies"))
    assert all("(inventé)" in line["Organisme"] for line in lines_of("trainings"))
    for line in lines_of("mentors"):
        assert "(inventé" in line["Intitulé"]
        assert "(inventé" in line["Organisme"]


def test_telephone_numbers_belong_to_nobody() -> None:
    numbers = [line["Téléphone"].replace(" ", "") for line in lines_of("profiles")]
    assert all(re.fullmatch(r"0600000\d{3}", number) for number in numbers if number)


def test_an_opening_belongs_to_a_company_of_the_file() -> None:
    companies = {line["Référence"]: line for line in lines_of("companies")}
    for line in lines_of("openings"):
        assert line["Commune"] == companies[line["Entreprise"]]["Commune"]


def test_a_mentor_from_a_company_names_a_company_of_the_file() -> None:
    names = {line["Nom"] for line in lines_of("companies")}
    bodies = [line["Organisme"] for line in lines_of("mentors")]
    assert all(body in names for body in bodies if "(inventée)" in body)
    assert len(set(bodies) & names) >= 15


@pytest.mark.parametrize("name", DELIMITERS)
def test_no_word_reveals_a_past(name: str) -> None:
    revealing = [
        found[0]
        for line in lines_of(name)
        for cell in line.values()
        if (found := REVEALING.search(cell))
    ]
    assert revealing == []


@pytest.mark.parametrize("spellings", TOWNS.values(), ids=TOWNS.keys())
def test_each_town_of_the_programme_has_people(spellings: str) -> None:
    communes = [line["Commune"] for line in lines_of("profiles")]
    assert sum(re.match(spellings, commune) is not None for commune in communes) >= 5


def test_one_person_comes_with_the_misspelt_town() -> None:
    assert [line["Commune"] for line in lines_of("profiles")].count("Inzegane") == 1


def test_half_of_the_people_have_no_diploma_and_three_languages_are_written() -> None:
    lines = lines_of("profiles")
    poor = sum(line["Certificats"] in {"", "aucun"} for line in lines)
    women = sum(line["Sexe"] == "F" for line in lines)
    written = [f"{line['Compétences']} {line['Souhaits']}" for line in lines]
    assert 150 <= poor <= 190
    assert 40 <= women <= 60
    assert sum(map(has_arabic, written)) >= 55
    assert sum(DARIJA.search(text) is not None for text in written) > 40


def test_a_person_has_a_skill_an_experience_or_a_wish() -> None:
    for line in lines_of("profiles"):
        assert line["Compétences"] or line["Expériences"] or line["Souhaits"]


def test_young_people_have_no_certificate_from_their_childhood() -> None:
    earliest = {"18-24": 2019, "25-34": 2009, "35-49": 1994, "50+": 1980}
    for line in lines_of("profiles"):
        years = [int(year) for year in re.findall(r"– (\d{4})", line["Certificats"])]
        assert all(year >= earliest[line["Tranche d'âge"]] for year in years), line["Référence"]


def test_advertisements_have_the_length_of_real_ones() -> None:
    lengths = [len(line["Description"].split()) for line in lines_of("openings")]
    assert min(lengths) >= 15
    assert max(lengths) <= 60


def test_openings_are_varied_with_a_few_near_copies_at_some_companies() -> None:
    lines = lines_of("openings")
    first_words = {" ".join(line["Description"].split()[:6]) for line in lines}
    copies = Counter((line["Entreprise"], line["Intitulé"]) for line in lines)
    assert len(first_words) >= 110
    assert sum(count >= 3 for count in copies.values()) >= 4
    assert 20 <= sum(has_arabic(line["Intitulé"]) for line in lines) <= 35


def test_five_openings_and_three_enrolments_are_over() -> None:
    first_day = date(2026, 11, 15)
    ends = [line["Expire le"] for line in lines_of("openings") if line["Expire le"]]
    enrolments = [day_of(line["Inscription jusqu'au"]) for line in lines_of("trainings")]
    assert sum(day_of(end) < first_day for end in ends) == 5
    assert sum(day < first_day for day in enrolments) == 3


def test_a_training_closes_its_enrolment_before_it_begins() -> None:
    for line in lines_of("trainings"):
        assert day_of(line["Inscription jusqu'au"]) < day_of(line["Début"]), line["Référence"]
