"""`jisr-lab prove`, on worlds too small to prove anything."""

import json

from typer.testing import CliRunner

from evaluation.cli import app
from evaluation.proofs.coverage import prove_coverage
from evaluation.synthetic.orders import WorldOrder

SMALL = ["--people", "60", "--openings", "60", "--worlds", "1", "--seed", "3"]


def test_detection_is_asked_of_every_step_and_of_fair_worlds() -> None:
    result = CliRunner().invoke(app, ["prove", "detection", *SMALL, "--points", "4", "--json"])
    assert result.exit_code == 0, result.stderr
    lines = json.loads(result.stdout)
    assert [line["planted"] for line in lines] == ["nothing", *["gender"] * 3, *["region"] * 3]
    assert all(line["found"] <= line["worlds"] == 1 for line in lines)
    assert lines[0]["found"] == 0


def test_calibration_is_asked_of_three_models() -> None:
    result = CliRunner().invoke(app, ["prove", "calibration", *SMALL, "--json"])
    assert result.exit_code == 0, result.stderr
    lines = json.loads(result.stdout)
    assert [line["true slope"] for line in lines] == [1.0, 0.5, 2.0]


def test_a_table_is_printed_for_people() -> None:
    result = CliRunner().invoke(app, ["prove", "calibration", *SMALL])
    assert "called miscalibrated" in result.stdout
    assert "bins, slope 2" in result.stdout


def test_more_injustice_than_there_is_to_take_is_refused() -> None:
    result = CliRunner().invoke(app, ["prove", "detection", *SMALL, "--points", "90"])
    assert result.exit_code == 1
    assert "impossible-world" in result.stderr


def test_coverage_asks_every_figure_in_every_draw() -> None:
    order = WorldOrder(
        people=60, openings=60, seed=3, graded_blind=1.0, grader_slip=0.0, unlisted=0.0
    )
    told: list[int] = []
    found = {one.name: one for one in prove_coverage(order, 2, told.append, truth_people=120)}
    assert {"mean proposed", "nDCG@5", "dr hired, the wish first"} <= set(found)
    assert {one.draws for one in found.values()} == {2}
    assert told == [1, 1]
