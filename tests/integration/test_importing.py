"""Files to the database: whole or not at all, twice the same, and within a territory."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from matching.geography import Gazetteer
from matching.records import Profile
from matching.trades import TradeTable
from matching.vocabulary import RecordKind
from service import demo
from service.actions.imports.files import import_file
from service.actions.imports.reports import ImportReport
from service.intake.identifiers import id_of
from service.intake.tables import FileTooLarge, Limits
from service.reference import trades_path
from service.storage import Storage
from tests.storage_fixtures import ENGINES, migrated_storage

PROFILE, COMPANY, OPENING = RecordKind.PROFILE, RecordKind.COMPANY, RecordKind.OPENING
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEMO = Path(demo.__file__).parent
SAMPLES = Path(__file__).parents[1] / "samples"
GAZETTEER = Gazetteer.load()
TRADES = TradeTable.read(trades_path())
HEADER = "Référence;Nom;Prénom;Téléphone;Sexe;Commune;Compétences;Mis à jour le\n"
LINE = "A-1;Inventé;Amina;0600000001;F;Salé;couture;02/11/2026\n"

Import = Callable[..., ImportReport]


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


@pytest.fixture
def take(storage: Storage) -> Import:
    return lambda *args, **options: taken(storage, *args, **options)


def taken(
    storage: Storage,
    kind: RecordKind,
    data: str | bytes,
    name: str = "file.csv",
    *,
    now: datetime = NOW,
    dry_run: bool = False,
    regions: frozenset[str] | None = None,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    return import_file(
        storage,
        kind,
        data if isinstance(data, bytes) else data.encode(),
        name,
        caller_id="officer-1",
        now=now,
        dry_run=dry_run,
        gazetteer=GAZETTEER,
        trades=TRADES,
        regions=regions,
        limits=limits,
        progress=progress,
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.created, report.changed, report.unchanged


def test_a_file_comes_in_and_coming_in_again_changes_nothing(
    storage: Storage, take: Import
) -> None:
    assert counts(take(PROFILE, HEADER + LINE)) == (1, 1, 0, 0)
    with storage.read() as work:
        revision = work.records.revision()
    again = take(PROFILE, HEADER + LINE, now=NOW + timedelta(days=30))
    assert counts(again) == (1, 0, 0, 1)
    with storage.read() as work:
        assert work.records.revision() == revision
        assert work.records.get(PROFILE, id_of(PROFILE, "A-1")).version == 1


def test_a_changed_line_appends_a_version_and_dates_only_what_changed(
    storage: Storage, take: Import
) -> None:
    take(PROFILE, HEADER + LINE)
    changed = LINE.replace("couture", "couture | broderie").replace("02/11/2026", "20/11/2026")
    assert counts(take(PROFILE, HEADER + changed)) == (1, 0, 1, 0)
    with storage.read() as work:
        stored = work.records.get(PROFILE, id_of(PROFILE, "A-1"))
    assert stored.version == 2
    assert stored.profile.noted_on == {"home": date(2026, 11, 2), "statements": date(2026, 11, 20)}


def test_identity_and_groups_go_to_their_own_tables(storage: Storage, take: Import) -> None:
    take(PROFILE, HEADER + LINE)
    profile_id = id_of(PROFILE, "A-1")
    with storage.read(identity=True) as work:
        identity = work.identities.of(profile_id)
        assert work.identities.find("A-1") == profile_id
        assert work.groups.of([profile_id]) == {profile_id: {"gender": "female"}}
        assert "Amina" not in repr(work.records.get(PROFILE, profile_id))
    assert identity is not None
    assert (identity.family_name, identity.given_name, identity.phone) == (
        "Inventé",
        "Amina",
        "0600000001",
    )


def test_a_file_without_names_does_not_forget_them(storage: Storage, take: Import) -> None:
    take(PROFILE, HEADER + LINE)
    take(PROFILE, "Référence;Niveau d'études;Compétences\nA-1;bac;soudure\n")
    profile_id = id_of(PROFILE, "A-1")
    with storage.read(identity=True) as work:
        identity = work.identities.of(profile_id)
        groups = work.groups.of([profile_id])
    assert identity is not None
    assert identity.given_name == "Amina"
    assert groups == {profile_id: {"gender": "female", "education": "baccalaureate"}}


def test_a_dry_run_counts_exactly_and_writes_nothing(storage: Storage, take: Import) -> None:
    take(PROFILE, HEADER + LINE)
    with storage.read() as work:
        revision = work.records.revision()
    data = HEADER + LINE.replace("couture", "soudure") + LINE.replace("A-1", "A-2") + "A-3;\n;;;\nx"
    report = take(PROFILE, data, dry_run=True)
    assert report.dry_run
    assert report.import_id is None
    assert counts(report) == (4, 3, 1, 0)
    with storage.read(identity=True) as work:
        assert work.records.revision() == revision
        assert work.records.count(PROFILE) == 1
        assert work.identities.find("A-2") is None
        assert len(work.imports.latest(10)) == 1


def test_a_bad_line_is_reported_and_the_others_are_in(take: Import) -> None:
    report = take(PROFILE, HEADER + LINE + "A-2;;;;;Atlantide;;\n" + LINE.replace("A-1", "A-3"))
    assert counts(report) == (2, 2, 0, 0)
    assert [(error.line, error.code) for error in report.rejected] == [(3, "unknown-place")]


def test_the_import_is_noted_without_the_name_of_the_file(storage: Storage, take: Import) -> None:
    report = take(PROFILE, HEADER + LINE + "A-2;;;;;Atlantide;;\n", "amina.csv")
    with storage.read() as work:
        (noted,) = work.imports.latest(10)
        stored = work.records.get(PROFILE, id_of(PROFILE, "A-1"))
    assert (noted.id, noted.kind, noted.actor) == (report.import_id, PROFILE, "officer-1")
    assert (noted.accepted, noted.rejected) == (1, 1)
    assert "amina" not in repr(noted)
    assert stored.source == f"import:{report.import_id}"
    assert stored.actor == "officer-1"


def test_a_line_outside_the_territory_is_refused(storage: Storage, take: Import) -> None:
    data = (
        HEADER + LINE + LINE.replace("A-1", "A-2").replace("Salé", "Safi") + "A-3;;;;;;couture;\n"
    )
    report = take(PROFILE, data, regions=frozenset({"MA-04"}))
    assert counts(report) == (2, 2, 0, 0)
    assert [(error.line, error.code) for error in report.rejected] == [(3, "not-your-territory")]
    with storage.read(identity=True) as work:
        assert work.identities.find("A-2") is None


def test_nobody_takes_a_record_from_elsewhere_by_writing_another_town(
    storage: Storage, take: Import
) -> None:
    take(PROFILE, HEADER + LINE)
    moved = HEADER + LINE.replace("Salé", "Safi").replace("Amina", "Autre")
    report = take(PROFILE, moved, regions=frozenset({"MA-07"}))
    assert counts(report) == (0, 0, 0, 0)
    assert [error.code for error in report.rejected] == ["not-your-territory"]
    with storage.read(identity=True) as work:
        stored = work.records.get(PROFILE, id_of(PROFILE, "A-1"))
        identity = work.identities.of(stored.id)
    assert stored.profile.home is not None
    assert stored.profile.home.region == "MA-04"
    assert identity is not None
    assert identity.given_name == "Amina"


def test_a_territory_of_nothing_lets_nothing_in(take: Import) -> None:
    report = take(PROFILE, HEADER + LINE + "A-3;;;;;;couture;\n", regions=frozenset())
    assert counts(report) == (0, 0, 0, 0)


def test_an_opening_finds_its_company_by_reference_or_by_name(
    storage: Storage, take: Import
) -> None:
    take(COMPANY, "Référence;Nom\nE-1;Atelier Nour (inventé)\n")
    data = (
        "Référence;Intitulé;Entreprise\nO-1;Soudeur;E-1\nO-2;Soudeur;atelier nour (invente)\n"
        "O-3;Soudeur;E-404\nO-4;Soudeur;\n"
    )
    report = take(OPENING, data)
    assert counts(report) == (4, 4, 0, 0)
    assert [(one.line, one.code) for one in report.remarks if one.field == "provider"] == [
        (4, "unknown-company")
    ]
    with storage.read() as work:
        found = [
            work.records.get(OPENING, id_of(OPENING, name)).opportunity
            for name in ("O-1", "O-2", "O-3", "O-4")
        ]
    company_id = id_of(COMPANY, "E-1")
    assert [(one.provider_id, one.provider_name) for one in found] == [
        (company_id, "Atelier Nour (inventé)"),
        (company_id, "Atelier Nour (inventé)"),
        (id_of(COMPANY, "E-404"), "E-404"),
        (None, ""),
    ]


def test_a_job_posting_brings_its_company_once(storage: Storage, take: Import) -> None:
    take(COMPANY, "Référence;Nom;En pause\nE-1;Atelier Nour (inventé);oui\n")
    data = (SAMPLES / "offre.jsonld").read_bytes()
    assert counts(take(OPENING, data, "offre.jsonld")) == (2, 2, 0, 0)
    assert counts(take(OPENING, data, "offre.jsonld")) == (2, 0, 0, 2)
    with storage.read() as work:
        companies = {one.company.name: one.company for one in work.records.current({COMPANY})}
        welder = work.records.get(OPENING, id_of(OPENING, "J-1")).opportunity
    assert set(companies) == {"Atelier Nour (inventé)", "Confection Amal (inventée)"}
    assert companies["Atelier Nour (inventé)"].is_paused
    assert welder.provider_id == id_of(COMPANY, "E-1")


def test_a_file_beyond_the_limit_is_refused_and_leaves_nothing(
    storage: Storage, take: Import
) -> None:
    data = HEADER + "".join(LINE.replace("A-1", f"A-{number}") for number in range(11))
    with pytest.raises(FileTooLarge):
        take(PROFILE, data, limits=Limits(max_lines=10))
    with storage.read() as work:
        assert work.records.count(PROFILE) == 0


def test_progress_counts_to_the_end(take: Import) -> None:
    seen: list[tuple[int, int]] = []
    data = HEADER + "".join(LINE.replace("A-1", f"A-{number}") for number in range(1_200))
    take(PROFILE, data, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]


KINDS = {
    "companies": COMPANY,
    "openings": OPENING,
    "profiles": PROFILE,
    "trainings": RecordKind.TRAINING,
    "mentors": RecordKind.MENTOR,
}


def test_every_invented_file_comes_in_whole(storage: Storage, take: Import) -> None:
    accepted = {}
    for name, kind in KINDS.items():
        data = (DEMO / f"{name}.csv").read_bytes()
        report = take(kind, data, f"{name}.csv")
        assert report.rejected == ()
        assert report.ignored_columns == ()
        assert not any(one.code in {"unknown-company", "text-removed"} for one in report.remarks)
        assert counts(take(kind, data, f"{name}.csv")) == (report.accepted, 0, 0, report.accepted)
        accepted[name] = report.accepted
    assert accepted == {
        "companies": 120,
        "openings": 220,
        "profiles": 333,
        "trainings": 80,
        "mentors": 20,
    }
    with storage.read() as work:
        people = [one.profile for one in work.records.current({PROFILE})]
    assert all(isinstance(one, Profile) and one.home for one in people)


_HALFWAY = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from matching.geography import Gazetteer
from matching.trades import TradeTable
from matching.vocabulary import RecordKind
from service.actions.imports.files import import_file
from service.reference import trades_path
from service.storage import Storage

def stop(done, total):
    if done * 2 >= total:
        print("halfway", flush=True)
        time.sleep(60)

url, path = sys.argv[1:]
import_file(
    Storage(url), RecordKind.PROFILE, Path(path).read_bytes(), path, caller_id="officer-1",
    now=datetime.now(UTC), dry_run=False, gazetteer=Gazetteer.load(),
    trades=TradeTable.read(trades_path()), progress=stop,
)
"""


def test_a_crash_in_the_middle_leaves_nothing_of_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'jisr.db'}"
    storage = Storage(url)
    storage.migrate()
    taken(storage, COMPANY, "Référence;Nom\nE-1;Atelier (inventé)\n")
    storage.close()
    data = HEADER + "".join(LINE.replace("A-1", f"A-{number}") for number in range(2_000))
    path = tmp_path / "profiles.csv"
    path.write_text(data, encoding="utf-8")

    command = [sys.executable, "-c", _HALFWAY, url, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == "halfway\n"
        importing.kill()

    storage.check()
    with storage.read(identity=True) as work:
        assert work.records.count(PROFILE) == 0
        assert work.records.count(COMPANY) == 1
        assert work.identities.find("A-0") is None
        assert len(work.imports.latest(10)) == 1
    assert counts(taken(storage, PROFILE, data)) == (2_000, 2_000, 0, 0)
    storage.close()
