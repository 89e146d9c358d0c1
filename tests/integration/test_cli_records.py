"""Files in and out of an installation, as an operator brings and takes them."""

import csv
import io
import json
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.geography import Gazetteer
from matching.records import Opportunity, Profile, Slot, Statement
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    RecordKind,
    Space,
    StatementKind,
)
from service.actions.spreadsheet import CellWriter, Table, file_bytes
from service.cli.operator import now
from service.intake.layouts import COLUMNS
from service.intake.reading import read_file
from service.intake.shipped_activities import shipped_activities
from service.storage import Record
from tests.cli_fixtures import Installation, an_installation
from tests.matchers import TRADES

PROFILES = (
    "Référence;Nom;Prénom;Commune;Compétences;Expériences;Certificats;Langues;Disponible le\n"
    "P-1;Inventé;Amine;Salé;soudure | lecture de plan;Soudeur (15 ans);aucun;arabe: écrit;"
    "01/12/2026\n"
    "P-2;Inventé;Samira;Fès;couture;;;;\n"
)
REJECTED = PROFILES + "P-3;Inventé;Brahim;Atlantide;couture;;;;\n"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def written(installation: Installation, name: str, text: str) -> Path:
    path = installation.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_import_counts_what_it_did_and_the_same_file_again_changes_nothing(
    installation: Installation,
) -> None:
    file = written(installation, "profils.csv", PROFILES)

    first = installation.run("import", "profiles", file)
    again = installation.run("import", "profiles", file)

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "2 lignes acceptées : 2 créées, 0 modifiée, 0 inchangée." in first.stdout
    assert "0 créée, 0 modifiée, 2 inchangées." in again.stdout


def test_an_import_without_encoder_keeps_the_records_and_says_what_to_do(
    installation: Installation,
) -> None:
    file = written(installation, "profils.csv", PROFILES)

    result = installation.run("import", "profiles", file)

    assert result.exit_code == 0
    assert "seront encodés plus tard" in result.stderr
    assert "jisr " in result.stderr


def test_a_rejected_line_ends_with_one_and_the_others_are_kept(
    installation: Installation,
) -> None:
    file = written(installation, "profils.csv", REJECTED)

    result = installation.run("import", "profiles", file)

    assert result.exit_code == 1
    assert "1 ligne refusée ; les autres sont conservées" in result.stdout
    for shown in ("4", "Commune", "unknown-place", "Atlantide"):
        assert shown in result.stdout
    assert "inchangées" in installation.run("import", "profiles", file).stdout


def test_a_program_gets_every_finding(installation: Installation) -> None:
    file = written(installation, "profils.csv", REJECTED)

    result = installation.run("import", "profiles", file, "--json")
    report = json.loads(result.stdout)

    assert (report["accepted"], report["created"]) == (2, 2)
    assert [(one["line"], one["code"]) for one in report["rejected"]] == [(4, "unknown-place")]
    assert report["rejected"][0]["message"]


def test_a_dry_run_writes_nothing(installation: Installation) -> None:
    file = written(installation, "profils.csv", PROFILES)

    tried = installation.run("import", "profiles", file, "--dry-run")
    real = installation.run("import", "profiles", file)

    assert "Essai : rien n’a été enregistré." in tried.stdout
    assert "2 créées" in real.stdout


def test_removed_personal_data_is_told_with_its_lines_and_never_shown(
    installation: Installation,
) -> None:
    text = "Référence;Compétences\nP-1;couture, appelez le 0661234567\n"

    result = installation.run("import", "profiles", written(installation, "p.csv", text))

    assert "numéro de téléphone" in result.stdout
    assert "0661234567" not in result.output


def test_a_forbidden_column_refuses_the_file_with_the_reason(installation: Installation) -> None:
    text = "Référence;Compétences;Numéro d'écrou\nP-1;couture;123\n"

    result = installation.run("import", "profiles", written(installation, "p.csv", text))

    assert result.exit_code == 1
    assert "forbidden-column" in result.stderr
    assert "Rien n’a été enregistré" in result.stderr


def test_a_template_is_never_written_over_a_file(installation: Installation) -> None:
    path = installation.folder / "modele.xlsx"

    first = installation.run("template", "openings", "--out", path)
    content = path.read_bytes()
    second = installation.run("template", "openings", "--out", path)

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "file-exists" in second.stderr
    assert path.read_bytes() == content
    assert installation.run("import", "openings", path).exit_code == 0


def test_a_file_that_cannot_be_written_is_refused(installation: Installation) -> None:
    out = installation.folder / "no-such-folder" / "profils.csv"

    result = installation.run("export", "profiles", "--out", out)

    assert result.exit_code == 1
    assert "cannot-write" in result.stderr


def test_an_export_without_identity_says_nobody_s_name_and_comes_back_unchanged(
    installation: Installation,
) -> None:
    installation.run("import", "profiles", written(installation, "profils.csv", PROFILES))
    out = installation.folder / "sorti.csv"

    exported = installation.run("export", "profiles", "--out", out)
    back = installation.asked("import", "profiles", out)

    assert exported.exit_code == 0
    text = out.read_text(encoding="utf-8-sig")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not any(name in text for name in ("Inventé", "Amine", "P-1", "Nom", "Téléphone"))
    assert "Soudeur (15 ans)" in text
    assert (back["unchanged"], back["rejected"], back["ignored_columns"]) == (2, [], [])


def test_an_export_with_identity_warns_and_only_its_owner_may_read_it(
    installation: Installation,
) -> None:
    installation.run("import", "profiles", written(installation, "profils.csv", PROFILES))
    out = installation.folder / "sorti.csv"

    exported = installation.run("export", "profiles", "--with-identity", "--out", out)
    back = installation.asked("import", "profiles", out)

    assert "ce fichier dit qui sont les personnes" in exported.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert {(row["Référence"], row["Prénom"]) for row in rows} == {
        ("P-1", "Amine"),
        ("P-2", "Samira"),
    }
    assert (back["unchanged"], back["rejected"]) == (2, [])


def test_an_export_to_standard_output_holds_nothing_else(installation: Installation) -> None:
    installation.run("import", "profiles", written(installation, "profils.csv", PROFILES))

    exported = installation.run("export", "profiles")

    assert len(exported.stdout_bytes.decode("utf-8-sig").splitlines()) == 3
    assert "2 lignes." in exported.stderr


@pytest.mark.parametrize("what", ["feedback", "outcomes", "shortlists"])
def test_what_came_of_the_records_is_exported_too(installation: Installation, what: str) -> None:
    exported = installation.run("export", what)

    assert exported.exit_code == 0
    assert "profile_id" in exported.stdout or "subject_id" in exported.stdout


def test_erasing_asks_first_and_a_no_keeps_everything(installation: Installation) -> None:
    installation.run("import", "profiles", written(installation, "profils.csv", PROFILES))

    kept = installation.run("erase", "P-1", typed="n\n")

    assert kept.exit_code == 1
    assert "Rien n’a été effacé." in kept.stderr
    assert "2 lignes." in installation.run("export", "profiles").stderr


def test_an_erased_person_is_gone_and_what_was_removed_is_counted(
    installation: Installation,
) -> None:
    installation.run("import", "profiles", written(installation, "profils.csv", PROFILES))

    erased = installation.run("erase", "P-1", "--yes")

    assert erased.exit_code == 0
    assert "1 versions du profil, 1 identité" in erased.stdout
    assert "1 ligne." in installation.run("export", "profiles").stderr
    assert installation.run("erase", "P-1", "--yes").exit_code == 1


def test_somebody_unknown_cannot_be_erased(installation: Installation) -> None:
    refused = installation.run("erase", uuid4(), "--yes")

    assert refused.exit_code == 1
    assert "no-such-record" in refused.stderr


AN_ID = "0b8f6f0e-6a5c-5c1b-8a55-6a6973720001"
GAZETTEER = Gazetteer.load()
SLOTS = st.builds(
    lambda day, start, length: Slot(weekday=day, start_minute=start, end_minute=start + length),
    st.integers(0, 6),
    st.integers(0, 1380),
    st.integers(1, 60),
)
STATEMENTS = st.builds(
    lambda kind, text, months: Statement(
        kind=kind, text=text, months=None if kind is StatementKind.WISH else months
    ),
    st.sampled_from(StatementKind),
    st.sampled_from(["soudure", "couture, 2 machines", "خياطة تقليدية", "=caisse"]),
    st.none() | st.integers(1, 480),
)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2090, 1, 1))
TOWNS = st.none() | st.sampled_from(GAZETTEER.towns)
LANGUAGES = st.dictionaries(st.sampled_from(LanguageCode), st.sampled_from(LanguageLevel))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    order = list(StatementKind)
    stated = draw(st.lists(STATEMENTS, unique=True))
    holds = any(one.kind is StatementKind.CERTIFICATE for one in stated)
    return Profile(
        id=str(draw(st.uuids(version=4))),
        statements=tuple(sorted(stated, key=lambda one: order.index(one.kind))),
        home=draw(TOWNS),
        max_distance_km=draw(st.none() | st.integers(0, 200000).map(lambda n: n / 100)),
        accepted_regions=draw(
            st.none() | st.frozensets(st.sampled_from([one.code for one in GAZETTEER.regions]))
        ),
        available_from=draw(DAYS),
        unavailable=draw(st.frozensets(SLOTS, max_size=4)),
        max_weekly_hours=draw(st.none() | st.integers(1, 84)),
        languages=draw(st.none() | LANGUAGES),
        licences=draw(st.none() | st.frozensets(st.sampled_from(Licence))),
        has_certificates=True if holds else draw(st.sampled_from([None, False])),
        contracts=draw(st.none() | st.frozensets(st.sampled_from(ContractKind), min_size=1)),
        ruled_out=draw(st.none() | st.frozensets(st.sampled_from(Demand))),
    )


@st.composite
def openings(draw: st.DrawFn) -> Opportunity:
    return Opportunity(
        id=str(draw(st.uuids(version=4))),
        kind=OpportunityKind.OPENING,
        title=draw(st.sampled_from(["Soudeur/soudeuse", "=Boulanger", "خياط"])),
        description=draw(st.sampled_from(["", "Une ligne.\nUne autre ; « ici ».", "- four"])),
        skills=tuple(draw(st.lists(st.sampled_from(["four", "caisse", "خبز"]), unique=True))),
        sector=draw(st.none() | st.sampled_from(["artisanat", "batiment"])),
        town=draw(TOWNS),
        starts_on=draw(DAYS),
        expires_on=draw(DAYS),
        places=draw(st.none() | st.integers(0, 100)),
        schedule=draw(st.frozensets(SLOTS, max_size=4)),
        weekly_hours=draw(st.none() | st.integers(1, 84)),
        contract=draw(st.none() | st.sampled_from(ContractKind)),
        required_languages=draw(LANGUAGES),
        required_licences=draw(st.frozensets(st.sampled_from(Licence))),
        legal_minimum_age=draw(st.none() | st.integers(15, 65)),
        demands=draw(st.frozensets(st.sampled_from(Demand))),
        asks_record_extract=draw(st.booleans()),
    )


def back(kind: RecordKind, record: Record, file_type: str) -> Record:
    """The record once it was written to a file and read again."""
    cells = CellWriter(GAZETTEER).cells(record)
    columns = [column for column in COLUMNS[kind] if column.field in cells]
    table = Table(
        headers=tuple(column.header for column in columns),
        rows=(tuple(cells[column.field] for column in columns),),
    )
    data = file_bytes(table, "xlsx" if file_type == "xlsx" else "csv")
    reading = read_file(
        kind, data, f"f.{file_type}", gazetteer=GAZETTEER, trades=TRADES, today=now().date()
    )
    assert reading.rejected == ()
    return reading.records[0]


@given(profiles(), st.sampled_from(["csv", "xlsx"]))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
def test_any_profile_comes_back_from_its_spreadsheet_as_it_was(
    profile: Profile, file_type: str
) -> None:
    assert back(RecordKind.PROFILE, profile, file_type) == profile


@given(openings(), st.sampled_from(["csv", "xlsx"]))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
def test_any_opening_comes_back_from_its_spreadsheet_as_it_was(
    opening: Opportunity, file_type: str
) -> None:
    assert back(RecordKind.OPENING, opening, file_type) == opening


def test_a_cost_comes_back_to_the_centime() -> None:
    activity = Opportunity(
        id=AN_ID,
        kind=OpportunityKind.ACTIVITY,
        title="Couture",
        cost_mad=Decimal("35037.97"),
    )

    assert back(RecordKind.ACTIVITY, activity, "csv") == activity


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_an_activity_comes_back_from_its_spreadsheet_without_its_kit(file_type: str) -> None:
    for activity in shipped_activities()[:20]:
        found = back(RecordKind.ACTIVITY, activity, file_type)
        assert found == replace(activity, kit=())


def test_what_a_person_brings_comes_back() -> None:
    profile = Profile(
        id=AN_ID,
        own_tools=("machine à coudre", "triporteur"),
        own_premises=frozenset({Space.HOME, Space.STREET}),
        own_money_mad=Decimal("1500.50"),
    )
    nothing = Profile(id=AN_ID, own_tools=(), own_premises=frozenset(), own_money_mad=Decimal(0))
    assert back(RecordKind.PROFILE, profile, "csv") == profile
    assert back(RecordKind.PROFILE, nothing, "csv") == nothing


def test_a_text_is_never_run_as_a_formula() -> None:
    statement = Statement(kind=StatementKind.SKILL, text="=HYPERLINK(1)")
    profile = Profile(id=AN_ID, statements=(statement,))

    cells = CellWriter(GAZETTEER).cells(profile)

    assert not cells["skills"].startswith(("=", "+", "-", "@"))
