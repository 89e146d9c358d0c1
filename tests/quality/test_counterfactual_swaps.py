"""Nothing changes for the same person under another name, sex, age, commune or past: exactly 0.

Spreadsheet rows go through the real intake; shortlists are made by the real flow over the openings
of the demonstration. Twins become one and the same profile, so that no encoder can tell them apart;
the encoder of the test is the simple one.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from evaluation.swaps import Swap, SwapResult, compare_twins, swap_profiles
from matching.geography import Gazetteer
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind, RecordKind
from service import demo
from service.intake.reading import read_file
from service.reference import trades_path
from tests.matchers import a_matcher

TODAY = date(2026, 11, 21)
DEMO = Path(demo.__file__).parent
GAZETTEER = Gazetteer.load()
TRADES = TradeTable.read(trades_path())
RANKED = 60
"""People whose shortlists are made twice; the profiles of all are compared."""

Row = dict[str, str]
Change = Callable[[Row], Row]


def renamed(row: Row) -> Row:
    return {**row, "Nom": "Autrement", "Prénom": "Khadija" if row["Sexe"] == "H" else "Youssef"}


def of_the_other_sex(row: Row) -> Row:
    return {**row, "Sexe": "F" if row["Sexe"] == "H" else "H"}


def of_another_age(row: Row) -> Row:
    return {**row, "Tranche d'âge": "50+" if row["Tranche d'âge"] == "18-24" else "18-24"}


def of_another_schooling(row: Row) -> Row:
    return {**row, "Niveau d'études": "sans"}


def reached_by_another_telephone(row: Row) -> Row:
    return {**row, "Téléphone": "0600009999"}


def learned_in(label: str) -> Change:
    """Every item of experience, and every certificate, says where it was acquired."""

    def change(row: Row) -> Row:
        marked = {
            name: " | ".join(f"{item}{label}" for item in row[name].split(" | "))
            for name in ("Compétences", "Expériences")
            if row[name] and row[name] != "aucun"
        }
        return {**row, **marked}

    return change


LABELS = (
    " en prison",
    " en détention",
    " (prison de Salé)",
    ", centre pénitentiaire de Casablanca",
    " à la maison d'arrêt",
    " pendant mon incarcération",
    " dans le cadre de Moussalaha",
    " في السجن",
    " f l7abs",
    " fel 7abs",
)
COLUMNS = {
    Swap.NAME: (renamed, reached_by_another_telephone),
    Swap.GENDER: (of_the_other_sex,),
    Swap.AGE: (of_another_age, of_another_schooling),
}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    text = (DEMO / "profiles.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture(scope="module")
def profiles(rows: list[Row]) -> dict[str, Profile]:
    return taken_in(rows)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    data = (DEMO / "openings.csv").read_bytes()
    found = read_file(
        RecordKind.OPENING, data, "o.csv", gazetteer=GAZETTEER, trades=TRADES, today=TODAY
    )
    return a_matcher(*(one for one in found.records if isinstance(one, Opportunity)))


def taken_in(rows: Iterable[Row]) -> dict[str, Profile]:
    """The profiles that the intake makes of rows, by id."""
    lines = list(rows)
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(lines[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    found = read_file(
        RecordKind.PROFILE,
        file.getvalue().encode(),
        "p.csv",
        gazetteer=GAZETTEER,
        trades=TRADES,
        today=TODAY,
    )
    return {one.id: one for one in found.records if isinstance(one, Profile)}


def asked(profile: Profile) -> Question:
    return Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)


def compared(
    matcher: Matcher, swap: Swap, before: Mapping[str, Profile], after: Mapping[str, Profile]
) -> SwapResult:
    some = list(before)[:RANKED]
    return compare_twins(matcher, swap, ((asked(before[one]), asked(after[one])) for one in some))


@pytest.mark.parametrize(
    ("swap", "change"), [(swap, change) for swap, changes in COLUMNS.items() for change in changes]
)
def test_who_a_person_is_changes_nothing(
    swap: Swap, change: Change, rows: list[Row], profiles: dict[str, Profile], matcher: Matcher
) -> None:
    assert [change(row) for row in rows] != rows
    after = taken_in(change(row) for row in rows)
    assert after == profiles
    found = compared(matcher, swap, profiles, after)
    assert (found.twins, found.changed, found.max_change) == (RANKED, 0, 0.0)


@pytest.mark.parametrize("label", LABELS)
def test_where_something_was_learned_changes_nothing(
    label: str, rows: list[Row], profiles: dict[str, Profile]
) -> None:
    change = learned_in(label)
    after = taken_in(change(row) for row in rows)
    assert {one: profile.statements for one, profile in after.items()} == {
        one: profile.statements for one, profile in profiles.items()
    }


def test_a_prison_in_the_text_changes_no_shortlist(
    rows: list[Row], profiles: dict[str, Profile], matcher: Matcher
) -> None:
    after = taken_in(learned_in(" (prison de Salé)")(row) for row in rows)
    found = compared(matcher, Swap.PRISON_LABEL, profiles, after)
    assert found.holds
    assert found.max_change == 0.0


def test_another_id_or_a_neighbouring_commune_changes_no_shortlist(
    profiles: dict[str, Profile], matcher: Matcher
) -> None:
    some = [asked(one) for one in list(profiles.values())[:RANKED]]
    assert all(found.holds and found.max_change == 0.0 for found in swap_profiles(matcher, some))


def test_what_may_count_is_seen_to_count(
    rows: list[Row], profiles: dict[str, Profile], matcher: Matcher
) -> None:
    """The comparison can fail: another trade gives another list."""
    after = taken_in({**row, "Compétences": "pâtisserie"} for row in rows)
    found = compared(matcher, Swap.NAME, profiles, after)
    assert found.changed > RANKED // 2
