"""Every notebook runs from top to bottom on invented data and ends with what it found."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

HOUSE = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted((HOUSE / "notebooks").glob("*.ipynb"))


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_they_are_numbered_in_the_order_in_which_they_are_read() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["1_", "2_", "3_", "4_", "5_"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_are_kept_without_what_they_printed(path: Path) -> None:
    cells = [one for one in read(path).cells if one.cell_type == "code"]
    assert not [one for one in cells if one.outputs or one.execution_count]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_they_ask_first_and_find_last(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = read(path)
    assert notebook.cells[0].source.strip().endswith("?")
    ran = NotebookClient(
        notebook, timeout=110, resources={"metadata": {"path": str(HOUSE)}}
    ).execute()
    assert ran.cells[-1].outputs[-1].text.strip().endswith(".")
    pictures = [one for cell in ran.cells for one in cell.get("outputs", []) if "data" in one]
    assert any("image/png" in one.data for one in pictures)
