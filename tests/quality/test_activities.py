"""Twenty invented people are told, first of all, what a counsellor would say aloud.

`people.csv` was looked at while names and weights were chosen. `held_out.csv` was written later;
one defect of the names (an Arabic title that named selling) was found by it and put right.
`said_aloud` names the activities that a counsellor would say to that person.
"""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from matching.catalogue import Catalogue, Numberings
from matching.evidence import Phrases
from matching.geography import Gazetteer
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.records import Profile
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import opportunity_text
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind, RecordKind
from models.index import ExactIndex
from models.rankers import ranker_of, rankers_of
from models.releases import load_release, shipped_release
from service.intake.identifiers import id_of
from service.intake.reading import read_file
from service.intake.shipped_activities import shipped_activities
from service.reference import activities_path, trades_path
from tests.matchers import served_encoder

pytestmark = pytest.mark.encoder
PEOPLE = Path(__file__).parent / "activities_people"
TODAY = date(2026, 11, 22)
FIRST = 3
COLUMNS = {
    "town": "Commune",
    "skills": "Compétences",
    "experiences": "Expériences",
    "certificates": "Certificats",
    "wishes": "Souhaits",
}
Person = tuple[Profile, frozenset[str]]


@pytest.fixture(scope="module")
def trades() -> TradeTable:
    return TradeTable.read(trades_path())


@pytest.fixture(scope="module")
def matcher(prepared_encoder: Path, trades: TradeTable) -> Matcher:
    release = load_release(shipped_release())
    encoder = served_encoder(prepared_encoder)
    numbers = Numberings()
    catalogue = Catalogue.build(shipped_activities(), numbers)
    texts = [opportunity_text(one) for one in catalogue.opportunities]
    shelf = Shelf(catalogue, ExactIndex(encoder.encode(texts)))
    return Matcher(
        release_id=release.id,
        parameters=release.parameters,
        encoder=encoder,
        ranker=ranker_of(release),
        rankers=rankers_of(release.parameters),
        trades=trades,
        stock=Stock(
            shelves={OpportunityKind.ACTIVITY: shelf},
            phrases=Phrases.read(numbers.phrases.values, encoder, trades),
            situation=Situation(),
        ),
    )


@pytest.fixture(scope="module")
def codes() -> dict[str, str]:
    with activities_path().open(encoding="utf-8", newline="") as lines:
        return {
            id_of(RecordKind.ACTIVITY, row["code"]): row["code"] for row in csv.DictReader(lines)
        }


def people(name: str, trades: TradeTable) -> dict[str, Person]:
    """People by number, read as a counsellor's spreadsheet is, and what would be said to them."""
    with (PEOPLE / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Référence", *COLUMNS.values()])
    writer.writerows([f"Q-{row['person']}", *(row[name] for name in COLUMNS)] for row in rows)
    reading = read_file(
        RecordKind.PROFILE,
        text.getvalue().encode(),
        "people.csv",
        gazetteer=Gazetteer.load(),
        trades=trades,
        today=TODAY,
    )
    assert not reading.rejected
    said = (frozenset(row["said_aloud"].split("|")) for row in rows)
    profiles = (one for one in reading.records if isinstance(one, Profile))
    return {
        row["person"]: (profile, aloud)
        for row, profile, aloud in zip(rows, profiles, said, strict=True)
    }


def first_of(matcher: Matcher, profile: Profile, codes: dict[str, str]) -> list[str]:
    question = Question(profile=profile, kind=OpportunityKind.ACTIVITY, today=TODAY, limit=FIRST)
    return [codes[line.opportunity_id] for line in matcher.shortlist(question).proposals]


@pytest.mark.parametrize("person", [f"{number:02}" for number in range(1, 21)])
def test_the_first_three_are_what_a_counsellor_would_say(
    matcher: Matcher, trades: TradeTable, codes: dict[str, str], person: str
) -> None:
    profile, aloud = people("people.csv", trades)[person]
    proposed = first_of(matcher, profile, codes)
    assert proposed
    assert set(proposed) <= aloud


def test_most_of_what_others_are_told_would_be_said_as_well(
    matcher: Matcher, trades: TradeTable, codes: dict[str, str]
) -> None:
    """25 of 28 lines when this was written."""
    told = [
        (code, aloud)
        for profile, aloud in people("held_out.csv", trades).values()
        for code in first_of(matcher, profile, codes)
    ]
    assert sum(code in aloud for code, aloud in told) / len(told) >= 0.85
