"""`jisr-lab ranking` and `--rankers hybrid`: what an analyst types, and what is kept."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evaluation import cli
from matching.parameters import Parameters
from models.centring import Centre
from models.encoders import HashingEncoder
from models.releases import compose_release, load_release
from models.training.ranker import KNOW_HOW
from tests.unit.evaluation.test_datasets import a_folder
from tests.unit.evaluation.test_hybrid import a_taxonomy


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(cli, "_encoder", lambda *_: HashingEncoder(256))
    return CliRunner()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    compose_release(
        folder,
        release_id="small",
        made_on=date(2026, 11, 21),
        promoted_by="a test",
        centre=Centre(np.zeros(256, np.float32), np.zeros((0, 256), np.float32), "hashing", {}),
        parameters=Parameters(pool=7),
        measures={"kept": 1},
    )
    return folder


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    """The CSV files of the small taxonomy, with one skill that two occupations need."""
    folder = tmp_path / "esco"
    folder.mkdir()
    occupations = a_taxonomy().occupations
    for language in ("fr", "en", "ar"):
        rows = [
            {
                "conceptUri": one.uri,
                "iscoGroup": one.isco,
                "preferredLabel": one.names[language][0],
                "altLabels": "\n".join(one.names[language][1:]),
                "description": one.descriptions.get(language, ""),
            }
            for one in occupations
        ]
        write(folder / f"occupations_{language}.csv", rows)
    skill = {"conceptUri": "s", "preferredLabel": "compter", "altLabels": "", "description": "x"}
    write(folder / "skills_fr.csv", [skill])
    write(folder / "skills_en.csv", [skill])
    relation = {"relationType": "essential", "skillUri": "s"}
    needing = [{"occupationUri": one.uri, **relation} for one in occupations[:2]]
    write(folder / "occupationSkillRelations.csv", needing)
    return folder


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(rows[0]))
        written.writeheader()
        written.writerows(rows)


def test_a_refitted_ranking_is_kept_in_the_release(
    runner: CliRunner, release: Path, esco: Path
) -> None:
    before = load_release(release)
    result = runner.invoke(cli.app, ["ranking", "--esco", str(esco), "--release", str(release)])
    assert result.exit_code == 0, result.output
    after = load_release(release)
    assert after.parameters.ranking.weights != before.parameters.ranking.weights
    assert (after.id, after.measures, after.parameters.pool) == ("small", {"kept": 1}, 7)
    printed = dict(line.split() for line in result.stdout.splitlines())
    assert list(printed) == [name.value for name in KNOW_HOW]


def test_a_ranking_that_cannot_be_fitted_leaves_the_release_as_it_was(
    runner: CliRunner, release: Path, tmp_path: Path
) -> None:
    before = (release / "manifest.json").read_bytes()
    nowhere = ["--esco", str(tmp_path / "nowhere"), "--release", str(release)]
    result = runner.invoke(cli.app, ["ranking", *nowhere])
    assert result.exit_code == 1
    assert "file-missing" in result.stderr
    assert (release / "manifest.json").read_bytes() == before


def test_the_hybrid_ranking_of_a_release_is_measured(
    runner: CliRunner, release: Path, tmp_path: Path
) -> None:
    asked = ["evaluate", str(a_folder(tmp_path)), "--release", str(release)]
    result = runner.invoke(cli.app, [*asked, "--rankers", "hybrid", "--json"])
    assert result.exit_code == 0, result.output
    rankers = {line["ranker"] for line in json.loads(result.stdout)[0]["lines"]}
    assert rankers == {"tfidf-char", "hybrid"}


def test_a_table_of_trades_that_is_not_there_is_named(
    runner: CliRunner, release: Path, tmp_path: Path
) -> None:
    asked = ["evaluate", str(a_folder(tmp_path)), "--release", str(release)]
    result = runner.invoke(
        cli.app, [*asked, "--rankers", "hybrid", "--trades", str(tmp_path / "none.csv")]
    )
    assert result.exit_code == 1
    assert "none.csv" in result.stderr.replace("\n", "")
