"""Running `jisr` in this process, on an installation of its own, in French unless told."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from service.cli.commands import app
from service.storage import Storage


@dataclass(frozen=True)
class Installation:
    """A folder with a database, and no encoder."""

    folder: Path

    def run(self, *arguments: object, typed: str | None = None) -> Result:
        """What a command prints, and its exit status."""
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed)

    def asked(self, *arguments: object) -> Any:
        """What a command answers to a program; it must have been done."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def storage(self) -> Storage:
        """The database, to be closed by who opens it."""
        return Storage(f"sqlite:///{self.folder / 'jisr.db'}")


def an_installation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A migrated installation; commands of this process use it until the test ends."""
    monkeypatch.setenv("JISR_DATA_DIR", str(folder))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    # Tables are as wide as the terminal, and a test should not depend on one.
    monkeypatch.setenv("COLUMNS", "200")
    found = Installation(folder)
    assert found.run("migrate").exit_code == 0
    return found
