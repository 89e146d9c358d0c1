"""Reading to which groups people belong."""

from pathlib import Path

import pytest

from evaluation.groups import GROUP_COLUMNS, read_groups
from models.training.files import BadLine, ColumnMissing, EmptyFile, UnknownId


def a_table(folder: Path, *lines: str) -> Path:
    path = folder / "groups.csv"
    path.write_text("\n".join((",".join(GROUP_COLUMNS), *lines)), encoding="utf-8")
    return path


def test_people_are_found_by_their_id_whatever_the_order(tmp_path: Path) -> None:
    groups = read_groups(
        a_table(tmp_path, "p-1,woman,25-34,,MA-06,fr,high", "p-2,man,,bac,MA-01,mixed,low")
    )
    assert groups.labels("gender", ["p-2", "p-9", "p-1"]).tolist() == ["man", "", "woman"]
    assert groups.labels("age_band", ["p-2"]).tolist() == [""]
    assert groups.labels("completeness", []).tolist() == []


def test_a_table_about_other_people_is_refused(tmp_path: Path) -> None:
    groups = read_groups(a_table(tmp_path, "p-1,woman,,,,,"))
    with pytest.raises(UnknownId):
        groups.labels("gender", ["x-1", "x-2"])


def test_an_attribute_that_is_none_is_a_mistake_of_ours(tmp_path: Path) -> None:
    groups = read_groups(a_table(tmp_path, "p-1,woman,,,,,"))
    with pytest.raises(ValueError, match="profile_ids"):
        groups.labels("profile_ids", ["p-1"])


@pytest.mark.parametrize(
    "lines",
    [
        ("p-1,,,,,,", "p-1,,,,,,"),
        ("p-1,,,,,,", ",man,,,,,"),
        ("p-1,,,,,,", "p-2,,,,,klingon,"),
        ("p-1,,,,,,", "p-2,,,,,,very"),
    ],
)
def test_a_person_twice_or_a_word_out_of_place_is_refused(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    with pytest.raises(BadLine) as caught:
        read_groups(a_table(tmp_path, *lines))
    assert caught.value.params["line"] == 3


def test_an_empty_table_and_one_of_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read_groups(a_table(tmp_path))
    path = tmp_path / "groups.csv"
    path.write_text("profile_id,sex\np-1,woman\n", encoding="utf-8")
    with pytest.raises(ColumnMissing):
        read_groups(path)
