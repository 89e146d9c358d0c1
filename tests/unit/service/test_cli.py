"""The command itself: verbs, languages, exit statuses, and how soon it answers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.commands import app
from service.wording import commands as words
from service.wording import releases
from service.wording.languages import Message
from tests.cli_fixtures import Installation, an_installation

VERBS = {
    "serve",
    "demo",
    "reload",
    "prepare",
    "migrate",
    "doctor",
    "import",
    "template",
    "export",
    "erase",
    "shortlist",
    "why-not",
    "replay",
    "shadow",
    "release",
    "token",
    "account",
    "ask-next",
    "assign",
    "catalogue",
    "compare",
    "convention",
    "follow-up",
    "gaps",
    "grading",
    "handover",
    "life-plan",
    "mentors",
    "report",
}
HEAVY = ("sqlalchemy", "fastapi", "faiss", "onnxruntime", "openvino", "pydantic", "uvicorn")


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def test_every_verb_of_an_operator_is_there_with_a_line_of_help() -> None:
    found = {group.name for group in app.registered_groups}
    found |= {command.name for command in app.registered_commands}

    assert found == VERBS
    assert all(command.callback and command.callback.__doc__ for command in app.registered_commands)


def test_help_waits_for_no_heavy_library() -> None:
    script = f"import sys, service.cli; print([n for n in {HEAVY!r} if n in sys.modules])"

    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["unheard-of"],
        ["import", "people", "file.csv"],
        ["import", "profiles", "no-such-file.csv"],
        ["shortlist"],
        ["shortlist", "DEMO-P-001", "--replay", "0b8f6f0e-6a5c-5c1b-8a55-6a6973720001"],
        ["shortlist", "DEMO-P-001", "--limit", "0"],
        ["export", "openings", "--with-identity"],
        ["export", "openings", "--json"],
        ["token", "revoke", "not-an-id"],
        ["migrate", "--language", "de"],
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_a_refusal_ends_with_one_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_DATA_DIR", str(tmp_path / "nothing-here"))

    refused = CliRunner().invoke(app, ["token", "list", "--language", "fr"])

    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "jisr migrate" in refused.stderr
    assert "[database-missing]" in refused.stderr


def test_a_program_reads_the_code_of_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_DATA_DIR", str(tmp_path / "nothing-here"))

    refused = CliRunner().invoke(app, ["token", "list", "--json"])

    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["code"] == "database-missing"


def test_invalid_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_PORT", "99999")

    refused = CliRunner().invoke(app, ["migrate"])

    assert refused.exit_code == 1
    assert "JISR_PORT" in refused.stderr
    assert "settings-invalid" in refused.stderr


@pytest.mark.parametrize("address", ["mysql://somewhere", "not an address", "sqlite://"])
def test_an_address_of_no_known_database_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_DATABASE_URL", address)

    refused = CliRunner().invoke(app, ["migrate"])

    assert refused.exit_code == 1
    assert "database-address-unreadable" in refused.stderr


def test_a_defect_of_ours_is_no_traceback_and_quotes_nothing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Amine Exemple, 0600000000")

    monkeypatch.setattr("service.actions.access.tokens.list_tokens", broken)

    refused = installation.run("token", "list")

    assert refused.exit_code == 1
    assert "matching-error" in refused.stderr
    assert "RuntimeError" in refused.stderr
    assert "Amine" not in refused.output
    assert "Traceback" not in refused.output


@pytest.mark.parametrize(
    ("machine", "option", "expected"),
    [
        ("fr_FR.UTF-8", None, "Aucun jeton"),
        ("ar_MA.UTF-8", None, "لا يوجد أي رمز"),
        ("en_GB.UTF-8", None, "There is no token"),
        ("C.UTF-8", None, "Aucun jeton"),
        ("de_DE.UTF-8", None, "Aucun jeton"),
        ("fr_FR.UTF-8", "en", "There is no token"),
    ],
)
def test_messages_are_in_the_language_asked_for_or_the_machine_s(
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    machine: str,
    option: str | None,
    expected: str,
) -> None:
    monkeypatch.setenv("LANG", machine)

    answer = installation.run("token", "list", *(["--language", option] if option else []))

    assert expected in answer.stderr


def test_every_message_is_in_three_languages_with_the_same_facts() -> None:
    everything = [*vars(words).values(), *vars(releases).values()]
    listed = [found for found in everything if isinstance(found, Message)]
    for table in (words.SUBJECTS, words.STATES, words.ADVICE, releases.STATES, releases.VERBS):
        listed += table.values()

    assert len(listed) > 60
    for message in listed:
        texts = (message.fr, message.ar, message.en)
        assert all(texts)
        assert len({frozenset(_names(text)) for text in texts}) == 1, texts


def _names(text: str) -> list[str]:
    """The parameters a text shows; one that only chooses a plural is not shown."""
    parts = [part.split("}")[0] for part in text.split("{")[1:]]
    return [part.split(":")[0] for part in parts if "|" not in part]
