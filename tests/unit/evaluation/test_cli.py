import csv
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evaluation import cli
from models.centring import fit_centre, load_centre, save_centre
from models.encoders import HashingEncoder
from tests.taxonomies import a_benchmark, a_rome, an_esco
from tests.unit.evaluation.test_datasets import a_folder
from tests.unit.evaluation.test_registers import an_esco_folder

LEXICAL = ["--rankers", "random,bm25,tfidf-char"]


class NamedHashing(HashingEncoder):
    """A double of the prepared encoder that says which model it is."""

    class manifest:  # noqa: N801 (stands for an attribute)
        id = "hashing"


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_encoder", lambda *_: NamedHashing(64))


def test_evaluate_prints_a_table_for_each_part(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path)), *LEXICAL])
    assert result.exit_code == 0
    assert "small: all queries (2 queries, 3 documents)" in result.stdout
    assert "without a verbatim match (1 queries" in result.stdout
    for name in ("random", "bm25", "tfidf-char", "mrr", "ndcg@10"):
        assert name in result.stdout


def test_remarks_do_not_mix_with_results(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path)), *LEXICAL, "--json"])
    reports = json.loads(result.stdout)
    assert reports[0]["dataset"] == "small"
    assert reports[0]["unanswerable"] == 1
    assert "1 queries left out" in result.stderr


def test_what_is_not_defined_is_null(runner: CliRunner, tmp_path: Path) -> None:
    """A part of a single query has a mean, but no interval and no test."""
    result = runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path)), *LEXICAL, "--json"])
    line = next(
        line
        for line in json.loads(result.stdout)[0]["lines"]
        if (line["part"], line["ranker"]) == ("verbatim", "bm25")
    )
    assert line["figures"]["mrr"] == {"mean": 1.0, "low": None, "high": None}
    assert line["against_baseline"]["mrr"]["p_value"] is None


def test_the_baseline_is_always_measured(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(
        cli.app, ["evaluate", str(a_folder(tmp_path)), "--rankers", "bm25", "--json"]
    )
    lines = json.loads(result.stdout)[0]["lines"]
    assert {line["ranker"] for line in lines} == {"bm25", "tfidf-char"}


def test_queries_can_be_limited(runner: CliRunner, tmp_path: Path) -> None:
    folder = str(a_folder(tmp_path))
    result = runner.invoke(
        cli.app, ["evaluate", folder, *LEXICAL, "--json", "--limit-queries", "1"]
    )
    assert json.loads(result.stdout)[0]["queries"] == 1


def test_a_run_file_has_six_columns_and_keeps_the_order(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "run.trec"
    options = ["--rankers", "tfidf-char", "--run", str(out)]
    runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path)), *options])
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 6 and row[1] == "Q0" and row[5] == "tfidf-char" for row in rows)
    of_query = [row for row in rows if row[0] == "q2"]
    assert of_query[0][2:5] == ["d2", "1", "-1"]


def test_several_rankings_get_files_of_their_own(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "run.trec"
    runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path)), *LEXICAL, "--run", str(out)])
    assert {path.name for path in tmp_path.glob("*.trec")} == {
        "run.small.random.trec",
        "run.small.bm25.trec",
        "run.small.tfidf-char.trec",
    }


@pytest.mark.usefixtures("hashing")
def test_the_encoder_is_measured_raw_and_centred(runner: CliRunner, tmp_path: Path) -> None:
    centre = tmp_path / "centre.npy"
    registers = {"a": ["soudeur"], "b": ["boulanger"]}
    save_centre(
        fit_centre(HashingEncoder(64), registers, encoder_id="hashing", fitted_on={}), centre
    )
    result = runner.invoke(
        cli.app, ["evaluate", str(a_folder(tmp_path)), "--centre", str(centre), "--json"]
    )
    assert result.exit_code == 0
    rankers = [line["ranker"] for line in json.loads(result.stdout)[0]["lines"]]
    assert {"encoder", "encoder-centred"} <= set(rankers)


@pytest.mark.parametrize(
    ("corpus", "code"),
    [("", "empty-data-file"), ("Intitulé;Ville\nSoudeur;Fès\n", "bad-line")],
)
def test_a_wrong_folder_is_refused_with_its_code(
    runner: CliRunner, tmp_path: Path, corpus: str, code: str
) -> None:
    result = runner.invoke(cli.app, ["evaluate", str(a_folder(tmp_path, corpus=corpus)), *LEXICAL])
    assert result.exit_code == 1
    assert code in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_missing_folder_encoder_or_centre_is_refused(runner: CliRunner, tmp_path: Path) -> None:
    folder, nowhere = str(a_folder(tmp_path)), str(tmp_path / "nowhere")
    for code, arguments in {
        "file-missing": [nowhere],
        "encoder-missing": [folder, "--rankers", "encoder", "--encoder", nowhere],
    }.items():
        result = runner.invoke(cli.app, ["evaluate", *arguments])
        assert result.exit_code == 1
        assert code in result.stderr


@pytest.mark.usefixtures("hashing")
def test_a_missing_centre_is_refused(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(
        cli.app, ["evaluate", str(a_folder(tmp_path)), "--centre", str(tmp_path / "no.npy")]
    )
    assert result.exit_code == 1
    assert "centre-damaged" in result.stderr


def test_a_run_that_cannot_be_written_is_refused(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "run.trec"
    result = runner.invoke(
        cli.app, ["evaluate", str(a_folder(tmp_path)), *LEXICAL, "--run", str(out)]
    )
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


def test_an_unknown_ranker_is_wrong_usage(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(cli.app, ["evaluate", str(tmp_path), "--rankers", "magic"])
    assert result.exit_code == 2
    assert "tfidf-char" in result.stderr


@pytest.mark.usefixtures("hashing")
def test_centre_writes_numbers_and_their_origin(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "fitted" / "centre.npy"
    esco = an_esco_folder(tmp_path)
    result = runner.invoke(cli.app, ["centre", "--esco", str(esco), "--out", str(out)])
    assert result.exit_code == 0
    assert result.stdout.strip() == str(out)
    centre = load_centre(out)
    assert centre.encoder_id == "hashing"
    assert {"occupations_fr.csv", "skillsHierarchy_ar.csv", "frames.csv"} <= set(centre.fitted_on)
    assert np.linalg.norm(centre.axes, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.usefixtures("hashing")
def test_centre_leaves_nothing_behind_when_a_file_is_wrong(
    runner: CliRunner, tmp_path: Path
) -> None:
    esco = an_esco_folder(tmp_path)
    with (esco / "occupations_en.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["another", "version"])
    out = tmp_path / "centre.npy"
    result = runner.invoke(cli.app, ["centre", "--esco", str(esco), "--out", str(out)])
    assert result.exit_code == 1
    assert "column-missing" in result.stderr
    assert not out.exists()


def test_heldout_sets_are_written_where_the_analyst_says(runner: CliRunner, tmp_path: Path) -> None:
    esco = an_esco(tmp_path / "esco")
    result = runner.invoke(
        cli.app, ["heldout", "--esco", str(esco), "--out", str(tmp_path / "sets")]
    )
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "sets" / "esco_ar_fr" / "queries.jsonl").is_file()
    assert "esco_ar_fr\t1 queries" in result.stdout


def test_a_taxonomy_that_is_not_whole_stops_a_training_before_it_begins(
    runner: CliRunner, tmp_path: Path
) -> None:
    esco, rome = an_esco(tmp_path / "esco"), a_rome(tmp_path / "rome")
    (esco / "occupations_ar.csv").unlink()
    benchmark = a_benchmark(tmp_path / "asked", "soudeur")
    kept = ["--work", str(tmp_path / "work"), "--encoder", str(tmp_path / "encoders")]
    options = ["--esco", str(esco), "--rome", str(rome), "--out", str(tmp_path / "out")]
    result = runner.invoke(
        cli.app,
        ["train", str(benchmark), *options, "--id", "trial", "--by", "A. Naji", *kept],
    )
    assert result.exit_code == 1
    assert "file-missing" in result.stderr
    assert "occupations_ar.csv" in result.stderr
    assert not (tmp_path / "out").exists()
