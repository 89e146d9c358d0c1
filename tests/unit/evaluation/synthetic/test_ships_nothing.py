"""Invented worlds prove the laboratory; what ships is never fitted on them."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[4]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _knowing() -> set[str]:
    modules = (path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
    return {
        str(path.relative_to(HOUSE))
        for path in modules
        if any(name.startswith("evaluation.synthetic") for name in _imports(path))
    }


ROOMS = ("matching", "models", "service", "evaluation")


def test_only_the_worlds_the_proofs_and_the_command_line_import_a_world() -> None:
    allowed = ("evaluation/synthetic/", "evaluation/proofs/", "evaluation/cli.py")
    assert not {path for path in _knowing() if not path.startswith(allowed)}


def test_this_check_can_fail() -> None:
    assert "evaluation/cli.py" in _knowing()
