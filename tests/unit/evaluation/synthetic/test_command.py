import csv
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evaluation.cli import app
from evaluation.groups import read_groups
from evaluation.judgements import check_ids, read_judgements
from evaluation.synthetic.files import rows
from tests.unit.evaluation.synthetic.worlds import a_world

SMALL = ["--people", "150", "--openings", "80", "--seed", "7"]


def test_a_world_is_written_and_read_again(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["world", str(tmp_path / "w"), *SMALL])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == str(tmp_path / "w")
    assert "all invented" in result.stderr
    read, drawn = read_judgements(tmp_path / "w/judgements.csv"), a_world().judgements
    assert read.features == pytest.approx(drawn.features, abs=1e-6, nan_ok=True)
    for left, right in zip(rows(read), rows(drawn), strict=True):
        assert left.verdict == right.verdict
        assert (left.shortlist_id, left.shown_at, left.rank) == (
            right.shortlist_id,
            right.shown_at,
            right.rank,
        )
    groups = read_groups(tmp_path / "w/groups.csv")
    check_ids(
        read, profiles=list(groups.profile_ids), opportunities=list(a_world().market.opening_ids)
    )


def test_the_truth_is_written_for_each_line_shown(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["world", str(tmp_path), *SMALL])
    with (tmp_path / "truth.csv").open(encoding="utf-8") as file:
        grades = [int(row["grade"]) for row in csv.DictReader(file)]
    world = a_world()
    assert grades == world.of_lines(world.truth.grade).tolist()


def test_what_was_ordered_is_written(tmp_path: Path) -> None:
    wanted = ["--bias", "gender:5", "--bias-in", "hired", "--slope", "1.5"]
    CliRunner().invoke(app, ["world", str(tmp_path), *SMALL, *wanted])
    order = json.loads((tmp_path / "world.json").read_text(encoding="utf-8"))["order"]
    assert order["bias"]["points"] == 5.0
    assert order["bias"]["where"] == "hired"
    assert order["distortion"]["slope"] == 1.5


def test_an_impossible_world_is_refused_with_its_code(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["world", str(tmp_path), "--openings", "5"])
    assert result.exit_code == 1
    assert "impossible-world" in result.stderr
    result = CliRunner().invoke(app, ["world", str(tmp_path), "--bias", "height:3"])
    assert result.exit_code == 1
    assert "unreadable-bias" in result.stderr


def test_values_in_the_description_are_ordered_as_they_must_be(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["world", str(tmp_path), *SMALL])
    values = json.loads((tmp_path / "world.json").read_text(encoding="utf-8"))["value_per_line"]
    assert values["truth"]["proposed"] > values["shown"]["proposed"]
    assert np.isfinite([value for one in values.values() for value in one.values()]).all()
