"""`jisr-lab measures`: what an analyst types, and what is answered or refused."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evaluation import cli
from evaluation.measured import TooThin
from evaluation.measuring import STEPS, measure_everything
from evaluation.measuring_tables import cell
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.world import make_world
from tests.judged import grouped, judged

FIVE = (
    "shortlist_id,shown_at,direction,kind,profile_id,opportunity_id,company_id,release_id,rank,"
    "score,propensity,stage,refused_by,refusal,judged_on,grade,grade_source\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    result = CliRunner().invoke(
        cli.app, ["world", str(folder), "--people", "120", "--openings", "60"]
    )
    assert result.exit_code == 0, result.output
    return folder


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["measures", *arguments])


def test_every_family_of_measures_has_a_table(folder: Path) -> None:
    judgements, groups = sorted(folder.glob("judgements*.csv")), sorted(folder.glob("groups*.csv"))
    result = asked(str(judgements[0]), "--groups", str(groups[0]))
    assert result.exit_code == 0, result.output
    for words in (
        "Quality by what happened",
        "Quality by blind grades",
        "How lists spread",
        "reliability",
        "Groups beside all others",
        "Mirror and probe",
        "Beside equally qualified others",
    ):
        assert words in result.stdout
    assert "measured" in result.stderr


def test_without_labels_there_are_no_groups() -> None:
    world = make_world(WorldOrder(people=120, openings=60))
    found = measure_everything(world.judgements, None)
    assert found.groups is None
    assert found.people == 120


def test_five_rows_are_answered_with_refusals_only(tmp_path: Path) -> None:
    rows = "".join(
        f"00000000-0000-4000-8000-00000000000{at},2026-01-05T09:00:00+00:00,opportunities,opening,"
        f"p{at},o{at},c,r,1,0.5,1,hired,,,2026-02-01,2,outcome\n"
        for at in range(5)
    )
    (tmp_path / "five.csv").write_text(FIVE + rows, encoding="utf-8")
    result = asked(str(tmp_path / "five.csv"), "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["lines"] == 5
    for both in found["happened"].values():
        assert both["person"] == {"code": "few-people", "needed": 10, "had": 0}
    assert found["calibration"]["code"] == "few-lines"
    assert found["diversity"]["code"] == "no-list"
    assert found["crowding"]["companies"]["figures"]["gini"]["code"] == "few-people"
    assert found["groups"] is None


def test_one_class_only_is_said() -> None:
    table = judged(
        person=[f"p{at:03}" for at in range(200)],
        grade=3.0,
        grade_source="outcome",
        score=[at / 200 for at in range(200)],
    )
    found = measure_everything(table)
    assert found.calibration == TooThin("one-class", 2, 1)


def test_nothing_tells_how_many_a_small_group_has() -> None:
    """Three people of a region: no table says three, nor ninety-seven of hundred."""
    people = [f"p{at:03}" for at in range(100)]
    table = judged(person=people, stage="proposed", direction="people", grade=2.0)
    groups = grouped(people, region=["MA-01"] * 3 + ["MA-02"] * 97)
    found = measure_everything(table, groups)
    assert found.groups is not None
    small, large = found.groups.shares["region"]
    assert (small.people, large.people) == (None, None)
    assert {one.had for one in small.figures.values() if isinstance(one, TooThin)} == {0}


def test_progress_reaches_its_end() -> None:
    table = judged(person=list("abc"))
    told: list[int] = []
    measure_everything(table, None, progress=told.append)
    assert sum(told) == STEPS


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = asked(str(tmp_path / "no.csv"))
    assert result.exit_code == 1
    assert "column" in result.stderr


def test_a_refusal_says_what_it_lacks() -> None:
    assert cell(TooThin("few-people", 30, 10)) == "– few-people 10/30"
