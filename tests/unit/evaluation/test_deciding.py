"""`jisr-lab ladder`, `learn` and `gate`: what an analyst types, reads and keeps."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from evaluation import cli, deciding
from evaluation.groups import GROUP_COLUMNS
from evaluation.judgements import Judgements
from evaluation.synthetic.files import rows
from evaluation.trial import try_release
from matching.judgements import write_judgements
from matching.parameters import Parameters
from models.centring import Centre
from models.encoders import HashingEncoder
from models.offline import silent_mlflow
from models.registry import Registry
from models.releases import Release, compose_release, load_release
from tests.matchers import TRADES
from tests.registries import accepts
from tests.tables import a_table

UNTIL = "2026-05-30"
"""The day of the 150th person."""


def typed(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def written(table: Judgements, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_judgements(rows(table), file)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small installation: a release, judgements about 260 people, and their groups."""
    found = tmp_path_factory.mktemp("laboratory")
    compose_release(
        found / "base",
        release_id="base",
        made_on=date(2025, 11, 21),
        promoted_by="a test",
        centre=Centre(np.zeros(256, np.float32), np.zeros((0, 256), np.float32), "hashing", {}),
        parameters=Parameters(),
        measures={"kept": 1},
        card="# Card\n",
    )
    written(a_table(260, lines=6), found / "judgements.csv")
    with (found / "groups.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(GROUP_COLUMNS)
        for number in range(260):
            lines.writerow((f"p-{number}", "f" if number % 2 else "m", "", "", "", "fr", "low"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "_tried", tried)
        learned = typed(
            "learn",
            found / "judgements.csv",
            found / "learned",
            *("--id", "learned", "--by", "Amal", "--release", found / "base"),
            *("--until", UNTIL, "--runs", found / "runs"),
        )
        assert learned.exit_code == 0, learned.output
        yield found


def tried(challenger: Release, current: Release, *_: object) -> Any:
    return try_release(challenger, current, HashingEncoder(256), TRADES)


def gated(folder: Path, release: str, *more: object) -> Result:
    return typed(
        "gate",
        folder / release,
        *("--judgements", folder / "judgements.csv", "--groups", folder / "groups.csv"),
        *("--against", folder / "base", "--runs", folder / "runs"),
        *more,
    )


def test_a_learned_release_is_the_one_in_use_with_another_ranking(folder: Path) -> None:
    base, learned = load_release(folder / "base"), load_release(folder / "learned")
    assert learned.ranking is not None
    assert learned.ranking.fitted_until <= date.fromisoformat(UNTIL)
    assert learned.encoder == base.encoder
    assert learned.parameters.rules == base.parameters.rules
    assert learned.measures["kept"] == 1
    assert learned.card.startswith("# Card\n")
    assert f"about {learned.ranking.people} people" in learned.card


def test_a_learned_release_passes_the_gate_and_is_put_into_use(folder: Path) -> None:
    found = gated(
        folder,
        "learned",
        *("--record", folder / "record.json", "--promote", "--registry", folder / "registry"),
    )
    assert found.exit_code == 0, found.output
    assert "learned may replace base." in found.stdout
    decision = json.loads((folder / "record.json").read_text("utf-8"))["decision"]
    assert decision["promotes"] is True
    assert all(one["passed"] for one in decision["findings"])
    promotion = Registry(folder / "registry", accepts).current()
    assert promotion is not None
    assert promotion.published.release_id == "learned"


def test_what_fails_is_said_in_plain_words_and_promotes_nothing(folder: Path) -> None:
    found = gated(folder, "base", "--promote", "--registry", folder / "nowhere")
    assert found.exit_code == 1
    assert "FAILED  nDCG@5 must be better with confidence; it changed by +0.000" in found.stdout
    assert "base does not replace base." in found.stdout
    assert not (folder / "nowhere").exists()


def test_the_ladder_is_printed_and_written_for_programs(folder: Path) -> None:
    asked = ("ladder", folder / "judgements.csv", "--groups", folder / "groups.csv")
    common = ("--release", folder / "base", "--runs", folder / "runs")
    found = typed(*asked, *common)
    assert found.exit_code == 0, found.output
    assert "the learned ranking beats rules (outcomes)" in found.stdout
    assert "feature_semantic: closeness in meaning alone" in found.stdout
    document = json.loads(typed(*asked, *common, "--json").stdout)
    labels = [one["label"] for one in document["ladders"]]
    assert labels == ["outcomes"]


def test_every_run_is_kept(folder: Path) -> None:
    gated(folder, "base")
    client = silent_mlflow().MlflowClient(f"sqlite:///{folder / 'runs' / 'training.db'}")
    names = {one.name: one.experiment_id for one in client.search_experiments()}
    assert {"ranking", "gate"} <= names.keys()
    run = client.search_runs([names["gate"]])[0]
    assert run.data.params["release"] == "base"
    assert run.data.params["failed"] == "better"
    assert client.search_runs([names["ranking"]])[0].data.metrics["judged earlier"] > 100


def test_too_little_is_refused_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    thin = written(a_table(20, lines=3), tmp_path / "thin.csv")
    found = typed(
        *("learn", thin, tmp_path / "out", "--id", "thin", "--by", "Amal"),
        *("--release", folder / "base", "--runs", folder / "runs"),
    )
    assert found.exit_code == 1
    assert "too-few-judgements" in found.stderr
    assert not (tmp_path / "out").exists()
    one_class = a_table(100)
    one_class = replace(one_class, grade=np.full(len(one_class), 3.0))
    same = written(one_class, tmp_path / "same.csv")
    found = typed(
        *("learn", same, tmp_path / "out", "--id", "thin", "--by", "Amal"),
        *("--release", folder / "base", "--runs", folder / "runs"),
    )
    assert found.exit_code == 1
    assert "one-class" in found.stderr
