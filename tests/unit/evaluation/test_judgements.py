"""Reading the table of judgements: everything right, or a clear no."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from evaluation.judgements import DuplicateGrade, UnknownColumn, check_ids, read_judgements
from matching.errors import InvalidInput
from matching.features import FEATURES
from matching.judgements import (
    JUDGEMENT_COLUMNS,
    GradeSource,
    Judgement,
    RefusedBy,
    Stage,
    Verdict,
    cells,
    write_judgements,
)
from matching.vocabulary import DeclineReason, Direction, FeatureName, OpportunityKind
from models.training.files import BadLine, ColumnMissing, EmptyFile, UnknownId

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_line(rank: int | None = 1, **known: Any) -> Judgement:
    """A line of the first list."""
    plain = {
        "shortlist_id": UUID(int=1) if rank else None,
        "shown_at": NOON if rank else None,
        "direction": Direction.OPPORTUNITIES,
        "kind": OpportunityKind.OPENING,
        "profile_id": "p-1",
        "opportunity_id": f"o-{rank}",
        "rank": rank,
        "verdict": Verdict(stage=Stage.SHOWN),
    }
    return Judgement(**{**plain, **known})


def written(folder: Path, *lines: Judgement, **changed: str) -> Path:
    """A table; `changed` overwrites cells of its last line."""
    path = folder / "judgements.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write_judgements(lines[:-1], file)
        row = dict(zip(JUDGEMENT_COLUMNS, cells(lines[-1]), strict=True)) | changed
        csv.writer(file, lineterminator="\n").writerow(row.values())
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    hired = Verdict(
        stage=Stage.HIRED,
        judged_on=date(2026, 4, 1),
        grade=2,
        grade_source=GradeSource.OUTCOME,
    )
    declined = Verdict(stage=Stage.REPLIED, refused_by=RefusedBy.COMPANY, refusal=DeclineReason.PAY)
    other = UUID(int=2)
    features = {FeatureName.SEMANTIC: 0.25, FeatureName.RESPONSE: None}
    read = read_judgements(
        written(
            tmp_path,
            a_line(1, verdict=hired, score=0.75, propensity=0.5, features=features),
            a_line(2, verdict=declined, company_id="c-1", release_id="r-1"),
            a_line(1, shortlist_id=other, direction=Direction.PEOPLE),
            a_line(None, verdict=Verdict()),
        )
    )
    assert len(read) == 4
    assert read.list_id.tolist() == [0, 0, 1, -1]
    assert read.rank.tolist() == [1, 2, 1, 0]
    assert read.shown_at[0] == np.datetime64("2026-03-02T12:00:00")
    assert np.isnat(read.shown_at[3])
    assert read.judged_on[0] == np.datetime64("2026-04-01")
    assert read.score[0] == 0.75
    assert read.propensity[0] == 0.5
    assert np.isnan(read.propensity[1:]).all()
    assert read.stage.tolist() == ["hired", "replied", "shown", ""]
    assert (read.refused_by[1], read.refusal[1]) == ("company", "pay")
    assert read.grade[0] == 2
    assert np.isnan(read.grade[1:]).all()
    assert read.features.shape == (4, len(FEATURES))
    assert read.features[0, FEATURES.index(FeatureName.SEMANTIC)] == 0.25
    assert np.isnan(read.features[0, FEATURES.index(FeatureName.RESPONSE)])


def test_some_of_the_lines_keep_their_lists(tmp_path: Path) -> None:
    read = read_judgements(written(tmp_path, a_line(1), a_line(2), a_line(None)))
    assert read.where(read.rank != 1).list_id.tolist() == [0, -1]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("shortlist_id", "not-an-id"),
        ("shown_at", "2026-03-02T12:00:00"),
        ("shown_at", "yesterday"),
        ("direction", ""),
        ("kind", "job"),
        ("profile_id", ""),
        ("opportunity_id", ""),
        ("rank", "0"),
        ("rank", "first"),
        ("rank", ""),
        ("score", "inf"),
        ("score", "nan"),
        ("propensity", "0"),
        ("propensity", "1.01"),
        ("stage", "promoted"),
        ("refused_by", "nobody"),
        ("refusal", "because"),
        ("judged_on", "32/01/2026"),
        ("grade", "4"),
        ("grade", "2.5"),
        ("grade_source", "outcome"),
        ("feature_semantic", "1.5"),
        ("feature_semantic", "-0.1"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_refused(
    tmp_path: Path, column: str, cell: str
) -> None:
    path = written(tmp_path, a_line(1), a_line(2), **{column: cell})
    with pytest.raises(BadLine) as caught:
        read_judgements(path)
    assert caught.value.params["line"] == 3


def test_one_source_grades_a_pair_of_a_list_once(tmp_path: Path) -> None:
    graded = Verdict(stage=Stage.HIRED, grade=2, grade_source=GradeSource.OUTCOME)
    blind = Verdict(grade=1, grade_source=GradeSource.BLIND)
    once = a_line(1, verdict=graded)
    assert len(read_judgements(written(tmp_path, once, a_line(1, verdict=blind)))) == 2
    with pytest.raises(DuplicateGrade) as caught:
        read_judgements(written(tmp_path, once, a_line(2), once))
    assert caught.value.params["line"] == 4


def test_ids_that_nothing_else_knows_are_refused(tmp_path: Path) -> None:
    read = read_judgements(written(tmp_path, a_line(1), a_line(2)))
    check_ids(read, profiles={"p-1"}, opportunities={"o-1", "o-2", "o-3"})
    with pytest.raises(UnknownId) as caught:
        check_ids(read, profiles={"p-1"}, opportunities={"o-1"})
    assert caught.value.params == {"column": "opportunity_id", "line": 3, "lines": 1}
    with pytest.raises(UnknownId):
        check_ids(read, profiles=set(), opportunities={"o-1", "o-2"})


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, a_line())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("propensity", "probability"), encoding="utf-8")
    with pytest.raises(ColumnMissing) as missing:
        read_judgements(path)
    assert missing.value.params["column"] == "propensity"
    path.write_text(text.replace("feature_wish", "feature_gut"), encoding="utf-8")
    with pytest.raises(UnknownColumn):
        read_judgements(path)


def test_a_table_older_than_a_feature_does_not_know_it(tmp_path: Path) -> None:
    path = written(tmp_path, a_line(features=dict.fromkeys(FeatureName, 0.5)))
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    at = lines[0].index("feature_wish")
    kept = [",".join(row[:at] + row[at + 1 :]) for row in lines]
    path.write_text("\n".join(kept), encoding="utf-8")
    read = read_judgements(path)
    assert np.isnan(read.features[0, FEATURES.index(FeatureName.WISH)])
    assert read.features[0, FEATURES.index(FeatureName.SEMANTIC)] == 0.5


@pytest.mark.parametrize("text", ["", "\n\n", ",".join(JUDGEMENT_COLUMNS) + "\n"])
def test_a_table_without_lines_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EmptyFile):
        read_judgements(path)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(b"\xff\xfe\x00PK\x03\x04")
    with pytest.raises(InvalidInput):
        read_judgements(path)
    with pytest.raises(InvalidInput):
        read_judgements(tmp_path / "not-there.csv")
