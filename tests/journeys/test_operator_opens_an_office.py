"""An operator brings spreadsheets to a bare installation, prints shortlists, and serves them."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from socket import create_server
from threading import Thread
from typing import Any

import pytest

from tests.cli_fixtures import Installation, an_installation

pytestmark = pytest.mark.encoder

COMPANIES = "Référence;Nom;Commune\nE-1;Atelier Al Amal (inventé);Salé\n"
OPENINGS = (
    "Référence;Intitulé;Entreprise;Compétences;Commune;Expire le;Permis requis\n"
    "O-1;Soudeur/soudeuse;E-1;soudure à l'arc | lecture de plan;Salé;31/12/2099;\n"
    "O-2;Soudeur/soudeuse;E-1;soudure TIG;Tanger;31/12/2099;\n"
    "O-3;Livreur/livreuse;E-1;livraison;Salé;31/12/2099;B\n"
    "O-4;Couturier/couturière;E-1;couture à la machine;Salé;31/12/2099;\n"
)
PROFILES = (
    "Référence;Nom;Prénom;Compétences;Souhaits;Commune;Province;Distance max (km);Permis\n"
    "P-1;Inventé;Amine;n3ref nsoude;soudeur;Salé;Salé;20;aucun\n"
    "P-2;Inventé;Samira;خياطة;العمل في الخياطة;Salé;Salé;20;aucun\n"
)
_PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, prepared_encoder: Path) -> Path:
    """The folder of an installation with its records, encoded once for all the tests below."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISR_ENCODER_DIR", str(prepared_encoder.parent.absolute()))
        found = an_installation(folder, patch)
        files = {"companies": COMPANIES, "openings": OPENINGS, "profiles": PROFILES}
        for kind, text in files.items():
            path = folder / f"{kind}.csv"
            path.write_text(text, encoding="utf-8")
            imported = found.run("import", kind, path)
            assert imported.exit_code == 0, imported.output
    return folder


@pytest.fixture
def installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Path, prepared_encoder: Path
) -> Installation:
    monkeypatch.setenv("JISR_ENCODER_DIR", str(prepared_encoder.parent.absolute()))
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    return an_installation(tmp_path, monkeypatch)


def titles(shortlist: Any) -> list[str]:
    return [line["title"] for line in shortlist["proposals"]]


def test_people_find_their_own_trade_in_any_script_and_learn_what_was_left_out(
    installation: Installation,
) -> None:
    welder = installation.asked("shortlist", "P-1")
    seamstress = installation.asked("shortlist", "P-2")

    assert titles(welder)[0] == "Soudeur/soudeuse"
    assert titles(seamstress)[0] == "Couturier/couturière"
    excluded = {one["code"]: one["count"] for one in welder["excluded"]}
    assert excluded == {"too-far": 1, "licence-missing": 1}


def test_the_printed_sheet_is_what_an_officer_can_hand_over(installation: Installation) -> None:
    printed = installation.run("shortlist", "P-1")

    assert printed.exit_code == 0
    for shown in ("Soudeur/soudeuse", "Atelier Al Amal", "Salé", "n3ref nsoude", "écartées sur 4"):
        assert shown in printed.stdout
    assert "Amine" not in printed.output


def test_a_shortlist_is_made_again_to_the_last_bit(installation: Installation) -> None:
    shortlist = installation.asked("shortlist", "P-1")

    replayed = installation.run("shortlist", "--replay", shortlist["id"])

    assert replayed.exit_code == 0
    assert "Identique au dernier bit" in replayed.stdout


def test_why_not_gives_every_reason_and_the_line_it_would_be(installation: Installation) -> None:
    shortlist = installation.asked("shortlist", "P-1")
    far = next(
        one
        for one in shortlist["nearest_excluded"]
        if [refusal["code"] for refusal in one["refusals"]] == ["too-far"]
    )

    printed = installation.run("why-not", "P-1", far["opportunity_id"])
    answered = installation.asked("why-not", "P-1", far["opportunity_id"])

    assert "Trop loin du domicile" in printed.stdout
    assert [refusal["code"] for refusal in answered["refusals"]] == ["too-far"]
    assert answered["proposal"]["title"] == "Soudeur/soudeuse"


def test_an_opening_finds_its_people(installation: Installation) -> None:
    line = installation.asked("shortlist", "P-2")["proposals"][0]

    people = installation.asked("shortlist", "--opening", line["opportunity_id"])
    printed = installation.run("shortlist", "--opening", line["opportunity_id"])

    assert people["proposals"][0]["profile_id"] == line["profile_id"]
    assert "Personnes pour « Couturier/couturière »" in printed.stdout


def test_somebody_or_something_unknown_is_refused(installation: Installation) -> None:
    nothing = "0b8f6f0e-6a5c-5c1b-8a55-6a6973720001"

    for arguments in (
        ["shortlist", "P-99"],
        ["shortlist", nothing],
        ["shortlist", "--opening", nothing],
        ["shortlist", "--replay", nothing],
        ["why-not", "P-1", nothing],
    ):
        refused = installation.run(*arguments)
        assert refused.exit_code == 1, arguments
        assert "[no-such-" in refused.stderr, refused.stderr


@contextmanager
def serving(*command: str) -> Iterator[tuple["subprocess.Popen[str]", "Queue[str]"]]:
    """The service in a process of its own, and its lines as they come."""
    script = "from service.cli import main; main()"
    lines: Queue[str] = Queue()
    with subprocess.Popen(
        [sys.executable, "-c", script, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:

        def read() -> None:
            for line in process.stdout or ():
                lines.put(line)

        Thread(target=read, daemon=True).start()
        try:
            yield process, lines
        finally:
            process.kill()


def seen(lines: "Queue[str]", wanted: str) -> str:
    """The first line with that text."""
    before: list[str] = []
    while not before or wanted not in before[-1]:
        try:
            before.append(lines.get(timeout=_PATIENCE_SECONDS))
        except Empty:
            pytest.fail(f"no {wanted!r} in {before}")
    return before[-1]


def test_the_service_starts_answers_the_printed_request_reloads_and_stops(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("JISR_PORT", str(free.getsockname()[1]))

    with serving("demo", "--serve") as (process, lines):
        request = seen(lines, "curl ")
        seen(lines, "Prêt.")
        answer = subprocess.run(["bash", "-c", request], capture_output=True, check=True)
        taken = installation.run("serve")
        reloaded = installation.run("reload")
        process.send_signal(signal.SIGINT)
        stopped = process.wait(timeout=_PATIENCE_SECONDS)

    assert json.loads(answer.stdout)["proposals"]
    assert (taken.exit_code, reloaded.exit_code, stopped) == (1, 0, 0)
    assert "port-taken" in taken.stderr
    assert "Moteur rechargé" in reloaded.stderr
    assert {one["name"] for one in installation.asked("token", "list") if one["revoked_at"]} == {
        "cli"
    }
    silent = installation.run("reload")
    assert silent.exit_code == 1
    assert "service-silent" in silent.stderr


def test_a_service_that_lacks_its_database_says_so_and_recovers_by_itself(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("JISR_PORT", str(free.getsockname()[1]))
    monkeypatch.setenv("JISR_DATA_DIR", str(installation.folder / "elsewhere"))

    with serving("serve") as (process, lines):
        told = seen(lines, "Le moteur ne démarre pas")
        installation.run("migrate")
        seen(lines, "Prêt.")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=_PATIENCE_SECONDS)

    assert "jisr migrate" in told
