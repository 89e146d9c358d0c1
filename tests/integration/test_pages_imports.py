"""Files sent on a page: checked, corrected, imported; refused plainly, never twice."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from openpyxl import Workbook, load_workbook

from matching.vocabulary import RecordKind, Role
from service.actions.imports.jobs import FILE_LIFETIME, JOB_LIFETIME, KINDS
from service.intake.identifiers import id_of
from service.storage import ImportContent, JobState, Sought
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import Browser, browser_of, form_token, pages, visible

HEADER = "Référence;Nom;Prénom;Commune;Compétences;Mis à jour le\n"
COMPANIES = "Référence;Nom\nE-1;Atelier Nour (inventé)\n"
_NO_FILE = 'name="fichier"; filename=""\r\nContent-Type: application/octet-stream'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Office:
    api: Api
    officer: Browser
    """Of the region MA-04."""
    everywhere: Browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("imports"), max_upload_mb=1) as api:
        api.wait_until_ready()
        yield Office(
            api=api,
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            everywhere=browser_of(api, Role.ADMINISTRATOR),
        )


def line(number: str, **changed: str) -> str:
    cells = {"nom": "Inventé", "prenom": "Amina", "commune": "Salé", "sait": "couture"} | changed
    return f"{number};{';'.join(cells.values())};02/11/2026\n"


def send(
    browser: Browser,
    content: str | bytes,
    name: str = "fichier.csv",
    *,
    kind: str = "profile",
    form_id: UUID | None = None,
    language: str = "fr",
) -> Response:
    page = browser.get("/imports", headers={"accept-language": language})
    form = {"_jeton": form_token(page.text), "genre": kind, "envoi": str(form_id or uuid4())}
    data = content if isinstance(content, bytes) else content.encode()
    answer: Response = browser.client.post(
        "/imports",
        data=form,
        files={"fichier": (name, data)},
        headers={"accept": "text/html", "accept-language": language},
        follow_redirects=False,
    )
    return answer


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ended(browser: Browser, address: str) -> Response:
    """The page of a file once it is read."""
    deadline = time.monotonic() + 60
    while "Où en est-on" in (page := browser.get(address)).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return page


def checked(browser: Browser, content: str | bytes, name: str = "fichier.csv", **how: Any) -> str:
    """The address of a file that was sent and checked."""
    answer = send(browser, content, name, **how)
    assert answer.status_code == 303, visible(answer.text)
    address: str = answer.headers["location"]
    ended(browser, address)
    return address


def imported(browser: Browser, address: str) -> Response:
    answer = browser.post(f"{address}/importer", {}, on=address)
    assert answer.status_code == 303
    return ended(browser, answer.headers["location"])


def known(api: Api, reference: str) -> bool:
    with api.storage.read(identity=True) as work:
        return work.identities.find(reference) is not None


def test_a_file_is_checked_first_and_written_when_somebody_says_so(office: Office) -> None:
    address = checked(office.officer, HEADER + line("B-1") + line("B-2", commune="Atlantide"))
    page = office.officer.get(address)
    text = visible(page.text)
    assert "Rien n’est encore écrit" in text
    assert "Fiches ajoutées 1" in text
    assert "Lignes refusées 1" in text
    assert "3 Commune" in text
    assert "Écrit : « Atlantide »" in text
    assert not known(office.api, "B-1")

    done = imported(office.officer, address).text
    assert "Les bonnes lignes sont écrites" in visible(done)
    assert 'href="/personnes">Voir toute la liste' in done
    assert "Voir toute la liste" not in page.text
    assert known(office.api, "B-1")
    assert not known(office.api, "B-2")


def test_the_lines_to_correct_come_back_as_written_and_go_in_once_corrected(
    office: Office,
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Référence", "Commune", "Compétences", "Mis à jour le", "Disponible le"])
    noted, free = datetime(2026, 11, 2, tzinfo=UTC), datetime(2027, 1, 15, tzinfo=UTC)
    for number, town in (("C-1", "Salé"), ("C-2", "Atlantide"), ("C-3", "Nullepart")):
        sheet.append([number, town, "couture", noted.date(), free.date()])
    address = checked(office.officer, saved(book), "personnes.xlsx")
    imported(office.officer, address)

    found = office.officer.get(f"{address}/a-corriger.xlsx")
    assert found.headers["content-type"] == XLSX
    lines = load_workbook(io.BytesIO(found.content))
    page = lines.worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == (
        "Référence",
        "Commune",
        "Compétences",
        "Mis à jour le",
        "Disponible le",
        "À corriger",
    )
    assert [row[:3] for row in rows[1:]] == [
        ("C-2", "Atlantide", "couture"),
        ("C-3", "Nullepart", "couture"),
    ]
    # Days stay days, and what is wrong says where and what to do.
    assert rows[1][4] == free.replace(tzinfo=None)
    assert str(rows[1][5]).startswith("Ligne 3 — Commune : ")

    page["B2"], page["B3"] = "Salé", "Rabat"
    again = checked(office.officer, saved(lines), "a-corriger.xlsx")
    text = visible(office.officer.get(again).text)
    assert "Fiches ajoutées 2" in text
    assert "Lignes refusées 0" in text
    assert "Colonnes ignorées" not in text
    imported(office.officer, again)
    assert all(known(office.api, number) for number in ("C-1", "C-2", "C-3"))


def test_nothing_of_a_file_is_run_as_a_formula_in_the_lines_to_correct(office: Office) -> None:
    texts = ('=HYPERLINK("x")', "+33", "-1+1", "@SUM(1)", "\ttab")
    content = HEADER + "".join(
        line(f"D-{number}", nom=f'"{text.replace(chr(34), chr(34) * 2)}"', commune="Atlantide")
        for number, text in enumerate(texts)
    )
    address = checked(office.officer, content)
    found = office.officer.get(f"{address}/a-corriger.xlsx")
    sheet = load_workbook(io.BytesIO(found.content)).worksheets[0]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert office.officer.get(f"{address}").status_code == 200


def test_the_same_form_sent_twice_is_one_file_and_imported_twice_it_is_in_once(
    office: Office,
) -> None:
    form_id = uuid4()
    first = send(office.officer, HEADER + line("F-1"), form_id=form_id)
    again = send(office.officer, HEADER + line("F-1"), form_id=form_id)
    assert first.headers["location"] == again.headers["location"]
    address = first.headers["location"]
    ended(office.officer, address)
    imports = [office.officer.post(f"{address}/importer", {}, on=address) for _ in range(2)]
    assert len({answer.headers["location"] for answer in imports}) == 1
    ended(office.officer, imports[0].headers["location"])
    profile_id = id_of(RecordKind.PROFILE, "F-1")
    with office.api.storage.read() as work:
        assert work.records.get(RecordKind.PROFILE, profile_id).version == 1
    # The form of a page somebody goes back to, with another file, is another file.
    other = send(office.officer, HEADER + line("F-2"), form_id=form_id)
    assert other.headers["location"] != address


REFUSED_AT_ONCE = [
    ("tableau.xlsm", b"PK\x03\x04macros", "Fichier avec macros"),
    ("tableau.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Fichier protégé"),
    ("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "ôtez le mot de passe"),
    ("photo.xlsx", b"\x89PNG\r\n\x1a\n", "Ce n’est pas un tableau"),
    ("liste.csv", b"%PDF-1.7\n%\xe2\xe3", "Ce fichier est un PDF"),
    ("liste.xlsx", b"%PDF-1.7\n%\xe2\xe3", "Ce fichier est un PDF"),
    ("liste.pdf", b"%PDF-1.7", "Type de fichier inconnu"),
    ("liste.csv", b"", "Fichier vide"),
    ("liste.csv", b"  \n ", "Fichier vide"),
    ("liste.xlsx", b"R\xc3\xa9f\xc3\xa9rence;Nom\n", "Fichier illisible"),
]


@pytest.mark.parametrize(("name", "content", "told"), REFUSED_AT_ONCE)
def test_a_file_that_cannot_be_read_is_refused_at_once_and_plainly(
    office: Office, name: str, content: bytes, told: str
) -> None:
    answer = send(office.officer, content, name, kind="opening")
    assert answer.status_code == 422
    assert told in visible(answer.text)
    # What was chosen stays chosen.
    assert 'value="opening" selected' in answer.text


REFUSED_WHOLE = [
    ("profile", "Référence;Délit\nA-1;vol\n", "une infraction"),
    ("profile", "Référence;N° d’écrou\nA-1;1234\n", "Colonne n° 2"),
    ("profile", "Nom;Commune\nInventé;Salé\n", "Ajoutez la colonne « Référence »"),
    ("profile", "Référence;Référence\nA;B\n", "ont le même titre"),
    ("company", "Référence;Nom\n", "Fichier vide"),
]


@pytest.mark.parametrize(("kind", "content", "told"), REFUSED_WHOLE)
def test_a_file_with_a_wrong_column_is_refused_whole_and_forgotten(
    office: Office, kind: str, content: str, told: str
) -> None:
    address = checked(office.officer, content, kind=kind)
    text = visible(office.officer.get(address).text)
    assert told in text
    assert "Rien n’a été gardé de ce fichier" in text
    with office.api.storage.read() as work:
        assert not work.import_jobs.has_content(UUID(address.rsplit("/", 1)[1]))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ar", "الحد الأقصى هو 1 ميبيبايت"),
        ("fr", "La limite est de 1 Mio"),
        ("en", "The limit is 1 MiB"),
    ],
)
def test_a_file_that_is_too_heavy_is_refused_in_the_language_of_its_reader(
    office: Office, language: str, told: str
) -> None:
    whole = send(office.officer, b"x" * 2**20, "a.csv", language=language)
    assert whole.status_code == 413
    assert told in visible(whole.text)


def test_a_file_with_too_many_lines_says_so(tmp_path: Path) -> None:
    with pages(tmp_path, import_line_limit=5) as api:
        officer = browser_of(api, Role.OFFICER)
        address = checked(officer, HEADER + "".join(line(f"L-{n}") for n in range(6)))
        text = visible(officer.get(address).text)
        assert "Fichier trop grand" in text
        assert "La limite est de 5" in text
        assert "C’est le nombre de lignes qui compte" in text


def test_a_line_of_another_territory_is_refused_when_checked_and_when_imported(
    office: Office,
) -> None:
    address = checked(office.officer, HEADER + line("G-1") + line("G-2", commune="Safi"))
    page = imported(office.officer, address)
    text = visible(page.text)
    assert "Fiches ajoutées 1" in text
    assert "relève d’une autre région" in text
    assert not known(office.api, "G-2")


def test_sheets_that_change_everybody_s_lists_are_for_the_whole_country_only(
    office: Office,
) -> None:
    assert "Demande par région" not in office.officer.get("/imports").text
    assert office.officer.get("/imports/modeles/demand").status_code == 404
    refused = send(office.officer, "Région;Secteur;Demande\n", kind="demand")
    assert refused.status_code == 403

    assert "Demande par région" in office.everywhere.get("/imports").text
    content = "Région;Secteur;Demande;Source\nSouss-Massa;services;70;enquête\nMars;services;1;x\n"
    address = checked(office.everywhere, content, kind="demand")
    text = visible(imported(office.everywhere, address).text)
    assert "Fiches ajoutées 1" in text
    assert "Lignes refusées 1" in text


@pytest.mark.parametrize("kind", [kind.value for kind in KINDS])
def test_every_kind_has_a_template_in_the_language_of_the_reader(office: Office, kind: str) -> None:
    answer = office.everywhere.get(f"/imports/modeles/{kind}", headers={"accept-language": "ar"})
    assert answer.headers["content-type"] == XLSX
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0].sheet_view.rightToLeft


def test_a_template_or_a_file_that_does_not_exist_is_not_found(office: Office) -> None:
    assert office.officer.get("/imports/modeles/dragon").status_code == 404
    assert office.officer.get(f"/imports/{uuid4()}").status_code == 404
    assert office.officer.get("/imports/not-a-number").status_code == 422
    assert send(office.officer, COMPANIES, kind="dragon").status_code == 404


def test_nobody_sees_the_files_of_somebody_else(office: Office) -> None:
    address = checked(office.officer, HEADER + line("H-1") + line("H-2", commune="Atlantide"))
    for path in (address, f"{address}/a-corriger.xlsx"):
        assert office.everywhere.get(path).status_code == 404
    for verb in ("importer", "abandonner"):
        refused = office.everywhere.post(f"{address}/{verb}", {}, on="/imports")
        assert refused.status_code == 404
    assert address not in office.everywhere.get("/imports").text
    assert office.officer.get(address).status_code == 200


def test_a_file_is_forgotten_on_demand_and_cannot_be_imported_afterwards(office: Office) -> None:
    address = checked(office.officer, HEADER + line("I-1") + line("I-2", commune="Atlantide"))
    job_id = UUID(address.rsplit("/", 1)[1])
    given_up = office.officer.post(f"{address}/abandonner", {}, on=address)
    assert given_up.headers["location"] == address
    page = office.officer.get(address)
    assert "Importer les" not in page.text
    assert "Fiches ajoutées 1" in visible(page.text)
    assert office.officer.post(f"{address}/importer", {}, on="/imports").status_code == 404
    assert office.officer.get(f"{address}/a-corriger.xlsx").status_code == 404
    with office.api.storage.read() as work:
        job = work.import_jobs.find(job_id)
        assert work.import_jobs.content(job_id) is None
    assert job is not None
    assert job.refused is None


def test_once_imported_the_file_is_gone_and_its_refused_lines_remain_for_a_day(
    office: Office,
) -> None:
    address = checked(office.officer, HEADER + line("J-1") + line("J-2", commune="Atlantide"))
    answer = office.officer.post(f"{address}/importer", {}, on=address)
    done = answer.headers["location"]
    ended(office.officer, done)
    with office.api.storage.read() as work:
        assert work.import_jobs.content(UUID(address.rsplit("/", 1)[1])) is None
        assert work.import_jobs.content(UUID(done.rsplit("/", 1)[1])) is None
    assert office.officer.get(f"{done}/a-corriger.xlsx").status_code == 200
    with office.api.storage.begin() as work:
        later = NOW + timedelta(days=1, minutes=1)
        work.import_jobs.clean(files_before=later - FILE_LIFETIME, jobs_before=later - JOB_LIFETIME)
    assert office.officer.get(f"{done}/a-corriger.xlsx").status_code == 404
    assert "Fiches ajoutées 1" in visible(office.officer.get(done).text)


def test_the_region_that_is_asked_again_and_again_says_only_what_changed(office: Office) -> None:
    address = checked(office.officer, HEADER + line("K-1"))
    asked = office.officer.get(f"{address}/etat", headers={"HX-Request": "true"})
    assert asked.headers["hx-refresh"] == "true"
    plain = office.officer.get(f"{address}/etat")
    assert plain.headers["location"] == address


def test_a_file_says_how_far_it_is_and_others_that_they_wait(office: Office) -> None:
    storage, owner = office.api.storage, uuid4()
    address = checked(office.officer, HEADER + line("P-1"))
    job_id = UUID(address.rsplit("/", 1)[1])
    with storage.begin() as work:
        job = work.import_jobs.find(job_id)
        assert job is not None
        # As if another process were reading it.
        running = replace(job, id=uuid4(), report=None, ended_at=None, state=JobState.WAITING)
        work.import_jobs.add(running, ImportContent("a.csv", b"x"))
        assert work.import_jobs.claim(running.id, owner=owner, at=NOW)
    try:
        with storage.begin() as work:
            work.import_jobs.beat(running.id, owner=owner, at=NOW, done=1_200, total=5_000)
        state = f"/imports/{running.id}/etat"
        asked = office.officer.get(state, headers={"HX-Request": "true"})
        assert visible(asked.text) == "1 200 lignes lues sur 5 000."
        (mark,) = re.findall(r'etat\?vu=([^"]+)"', asked.text)
        again = office.officer.get(f"{state}?vu={mark}", headers={"HX-Request": "true"})
        assert (again.status_code, again.text) == (204, "")
        with storage.begin() as work:
            work.import_jobs.beat(running.id, owner=owner, at=NOW, done=5_000, total=5_000)
        moved = office.officer.get(f"{state}?vu={mark}", headers={"HX-Request": "true"})
        assert "Les 5 000 lignes sont lues" in visible(moved.text)

        waiting = send(office.officer, COMPANIES, kind="company").headers["location"]
        assert "1 autre fichier est lu avant lui" in visible(office.officer.get(waiting).text)
        given_up = office.officer.post(f"{waiting}/abandonner", {}, on=waiting)
        assert "Rien n’a été gardé" in visible(
            office.officer.get(given_up.headers["location"]).text
        )
    finally:
        with storage.begin() as work:
            work.import_jobs.give_up(running.id, at=NOW)


def test_asking_how_far_a_file_is_writes_nothing_into_the_trail(office: Office) -> None:
    address = checked(office.officer, HEADER + line("Q-1"))
    with office.api.storage.read() as work:
        before = len(work.audit.page(Sought(action="import-records"), skipped=0, limit=10_000))
    office.officer.get(f"{address}/etat", headers={"HX-Request": "true"})
    with office.api.storage.read() as work:
        after = len(work.audit.page(Sought(action="import-records"), skipped=0, limit=10_000))
    assert after == before


def test_a_form_without_its_file_after_signing_in_again_keeps_what_was_chosen(
    office: Office,
) -> None:
    answer = office.officer.post("/imports", {"genre": "training"})
    assert answer.status_code == 422
    assert "Aucun fichier choisi" in visible(answer.text)
    assert 'value="training" selected' in answer.text


def test_a_form_whose_file_was_not_chosen_says_so(office: Office) -> None:
    token = form_token(office.officer.get("/imports").text)
    fields = (('name="_jeton"', token), ('name="genre"', "mentor"), (_NO_FILE, ""))
    start = "--x\r\nContent-Disposition: form-data; "
    parts = [f"{start}{named}\r\n\r\n{value}\r\n" for named, value in fields]
    answer = office.officer.client.post(
        "/imports",
        content="".join([*parts, "--x--\r\n"]),
        headers={"accept": "text/html", "content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 422
    assert "Aucun fichier choisi" in visible(answer.text)
    assert 'value="mentor" selected' in answer.text


def test_what_is_wrong_is_said_in_arabic(office: Office) -> None:
    address = checked(office.officer, HEADER + line("M-1", commune="Atlantide"))
    text = office.officer.get(address, headers={"accept-language": "ar"}).text
    assert 'dir="rtl"' in text
    assert "المكتوب:" in text
    assert "<bdi>Atlantide</bdi>" in text
    assert "لا يمكن استيراد أي سطر" in text
    found = office.officer.get(f"{address}/a-corriger.xlsx", headers={"accept-language": "ar"})
    sheet = load_workbook(io.BytesIO(found.content)).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    assert [cell.value for cell in sheet[1]][-1] == "ما يجب تصحيحه"


def test_nothing_of_a_file_reaches_the_log(office: Office) -> None:
    checked(office.officer, HEADER + line("N-1", nom="Zzyzx", commune="Qwertz"), "Zzyzx.csv")
    assert "Zzyzx" not in office.api.logged.getvalue()
    assert "Qwertz" not in office.api.logged.getvalue()
