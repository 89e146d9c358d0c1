"""Agreement of blind graders, against hand arithmetic and a trusted library."""

import csv
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from typer.testing import CliRunner

from evaluation.agreement import COLUMNS, measure_agreement, read_grades
from evaluation.cli import app
from evaluation.judgements import DuplicateGrade
from evaluation.measured import Measured, TooThin
from matching.raters import (
    coincidences,
    confusions,
    ordinal_alpha,
    share_alike,
    weighted_kappa,
)
from models.training.files import BadLine, EmptyFile

nan = np.nan
# Three graders, some absent, on the twelve units that at least two of them graded.
SEVERAL = np.array(
    [
        [nan, 1, 1],
        [nan, 0, 0],
        [nan, 2, 2],
        [2, 2, 3],
        [3, 3, 3],
        [0, 2, nan],
        [1, nan, 1],
        [0, nan, 0],
        [0, nan, 0],
        [2, nan, 2],
        [2, nan, 2],
        [2, nan, 3],
    ]
)


def kappa_of(pairs: list[tuple[int, int]]) -> float:
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return float(weighted_kappa(confusions(table).sum(axis=0)))


def alpha_of(table: npt.NDArray[np.float64]) -> float:
    return float(ordinal_alpha(coincidences(table).sum(axis=0)))


def test_kappa_is_what_one_computes_by_hand() -> None:
    # Observed: squares 0, 1, 0, 4 over four pairs. Expected: rows (2, 1, 1, 0), columns
    # (1, 1, 1, 1): 2 (0+1+4+9) + 1 (1+0+1+4) + 1 (4+1+0+1) = 40 over 16.
    pairs = [(0, 0), (0, 1), (2, 2), (1, 3)]
    assert kappa_of(pairs) == pytest.approx(1 - (5 / 4) / (40 / 16))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    if len(set(first) | set(second)) == 1:
        assert np.isnan(kappa_of(pairs))
        return
    expected = cohen_kappa_score(first, second, labels=[0, 1, 2, 3], weights="quadratic")
    assert kappa_of(pairs) == pytest.approx(expected)


def test_alpha_is_what_one_computes_by_hand() -> None:
    # Grades 0 0 | 0 1 | 1 1: coincidences o00 2, o01 = o10 1, o11 2; n0 = n1 = 3, n = 6. Two
    # grades are 3 apart: observed 2 x 9, expected 2 x 3 x 3 x 9. 1 - 5 x 18 / 162 = 4 / 9.
    table = np.array([[0, 0], [0, 1], [1, 1]], dtype=np.float64)
    assert alpha_of(table) == pytest.approx(4 / 9)


def test_alpha_counts_a_pair_of_three_grades_as_three_grades() -> None:
    met = coincidences(np.array([[0.0, 0.0, 1.0], [2.0, nan, 2.0]]))
    assert met.sum(axis=(1, 2)).tolist() == [3.0, 2.0]
    assert met[0, 0, 1] == met[0, 1, 0] == 1.0
    assert met[0, 0, 0] == 1.0


def test_alpha_of_several_graders_some_absent_is_that_of_another_implementation() -> None:
    # Computed once with the package "krippendorff" 0.9.0, which is not a dependency.
    assert alpha_of(SEVERAL) == pytest.approx(0.806721, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_alpha_does_not_care_who_graded_or_in_which_order(pairs: list[tuple[int, int]]) -> None:
    table = np.array(pairs, dtype=np.float64)
    turned = table[::-1, ::-1]
    assert alpha_of(table) == pytest.approx(alpha_of(turned), nan_ok=True)
    assert float(share_alike(coincidences(table).sum(axis=0))) == pytest.approx(
        np.mean([one == other for one, other in pairs])
    )


def test_full_agreement_is_one_and_one_single_grade_is_not_told() -> None:
    assert kappa_of([(0, 0), (3, 3), (1, 1)]) == 1.0
    assert alpha_of(np.array([[0.0, 0.0], [2.0, 2.0]])) == 1.0
    assert np.isnan(kappa_of([(2, 2), (2, 2)]))
    assert np.isnan(alpha_of(np.array([[2.0, 2.0], [2.0, 2.0]])))


def a_file(folder: Path, *lines: tuple[object, ...]) -> Path:
    path = folder / "grades.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return path


def many(folder: Path, pairs: int, people: int, seed: int = 1, flips: float = 0.2) -> Path:
    """Two graders who differ by one now and then, and a third who settles."""
    rng = np.random.default_rng(seed)
    lines = []
    for pair in range(pairs):
        grade = int(rng.integers(0, 4))
        other = min(3, grade + int(rng.random() < flips))
        person = f"p-{pair % people}"
        lines.append((f"x-{pair}", person, "a", 1, grade))
        lines.append((f"x-{pair}", person, "b", 2, other))
        if grade != other:
            lines.append((f"x-{pair}", person, "c", 3, grade))
    return a_file(folder, *lines)


def test_grades_are_measured_with_intervals(tmp_path: Path) -> None:
    found = measure_agreement(read_grades(many(tmp_path, 120, 30)))
    assert found.pairs == 120
    assert set(found.kappas) == {("a", "b")}
    for estimate in (found.same, found.alpha, found.kappas["a", "b"]):
        assert isinstance(estimate, Measured)
        assert estimate.low < estimate.mean < estimate.high <= 1.0
        assert estimate.n == 30
    assert found.met.sum() == 240


def test_whoever_settles_is_not_one_of_those_who_agree(tmp_path: Path) -> None:
    assert read_grades(many(tmp_path, 40, 20)).graders == ("a", "b")


def test_too_few_pairs_or_people_are_not_told(tmp_path: Path) -> None:
    few_pairs = measure_agreement(read_grades(many(tmp_path, 5, 5)))
    assert few_pairs.alpha == TooThin("few-pairs", 20, 5)
    few_people = measure_agreement(read_grades(many(tmp_path, 60, 3)))
    assert few_people.alpha == TooThin("few-people", 10, 3)


def test_one_grade_only_is_not_told(tmp_path: Path) -> None:
    lines = [
        (f"x-{n}", f"p-{n}", grader, turn, 2)
        for n in range(40)
        for grader, turn in (("a", 1), ("b", 2))
    ]
    found = measure_agreement(read_grades(a_file(tmp_path, *lines)))
    assert isinstance(found.alpha, TooThin)
    assert found.alpha.code == "undefined"
    assert isinstance(found.same, Measured)


@pytest.mark.parametrize(
    "bad",
    [
        ("x-1", "p-1", "a", 1, 4),
        ("x-1", "p-1", "a", 1, ""),
        ("x-1", "p-1", "a", 4, 1),
        ("", "p-1", "a", 1, 1),
        ("x-1", "p-1", "", 1, 1),
        ("x-0", "p-9", "b", 2, 1),
    ],
)
def test_a_line_that_is_no_grade_is_refused(tmp_path: Path, bad: tuple[object, ...]) -> None:
    with pytest.raises(BadLine) as caught:
        read_grades(a_file(tmp_path, ("x-0", "p-1", "a", 1, 0), bad))
    assert caught.value.params["line"] == 3


def test_nobody_grades_a_pair_twice_and_an_empty_file_is_refused(tmp_path: Path) -> None:
    line = ("x-0", "p-1", "a", 1, 0)
    with pytest.raises(DuplicateGrade):
        read_grades(a_file(tmp_path, line, line))
    with pytest.raises(EmptyFile):
        read_grades(a_file(tmp_path))


def test_the_command_answers_people_and_programs(tmp_path: Path) -> None:
    path = many(tmp_path, 60, 30)
    said = CliRunner().invoke(app, ["agreement", str(path)])
    assert said.exit_code == 0
    assert "Krippendorff's alpha\t0." in said.stdout
    answered = json.loads(CliRunner().invoke(app, ["agreement", str(path), "--json"]).stdout)
    assert answered["pairs"] == 60
    assert answered["kappas"][0]["graders"] == ["a", "b"]
    five = CliRunner().invoke(app, ["agreement", str(many(tmp_path, 5, 5))])
    assert "not told: few-pairs, 5 of 20 needed" in five.stdout
    assert CliRunner().invoke(app, ["agreement", str(tmp_path / "none.csv")]).exit_code == 1
