"""The repository keeps its own rules."""

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from matching.features import FEATURES
from matching.records import Company, Opportunity, Profile, Statement
from matching.vocabulary import FeatureName, ReasonCode, Refusal
from models.learned import LEARNED_FILE
from service.settings import Settings

HOUSE = Path(__file__).parent.parent
ROOMS = ("matching", "models", "service", "evaluation")
MODULES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
DRAWERS = {"utils", "util", "core", "common", "helpers", "helper", "misc", "manager", "services"}
FORBIDDEN_FIELDS = re.compile(
    r"(?<![a-z])(name|first_?name|family|sex|gender|age|birth|nationality|ethnic|religion|health|"
    r"disab|diagnos|address|street|phone|mail|cin|offen[cs]e|crime|sentence|prison|detention|"
    r"establishment|recidiv|biometr|photo|release_date|conviction)"
)
DEMO_AND_TEXTS = {".md", ".csv"}


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=True, text=True
    ).stdout
    return [HOUSE / name for name in listed.split("\0") if name and (HOUSE / name).is_file()]


def _texts() -> Iterator[tuple[Path, str]]:
    for path in _tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_drawer_collects_everything() -> None:
    named = {path.relative_to(HOUSE): set(path.with_suffix("").parts[-3:]) for path in MODULES}
    assert not {path for path, words in named.items() if words & DRAWERS}


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_is_this_repository(room: str) -> None:
    found = importlib.import_module(room).__file__
    assert found is not None
    assert Path(found).parent == HOUSE / room


@pytest.mark.parametrize("record", [Profile, Statement])
def test_what_matching_knows_of_a_person_says_nothing_about_who_they_are(record: type) -> None:
    named = {one.name for one in fields(record)}
    assert not {name for name in named if FORBIDDEN_FIELDS.search(name)}


def test_the_guard_on_names_of_fields_can_fail() -> None:
    for name in ("gender", "birth_year", "prison_id", "home_address", "age", "health_note"):
        assert FORBIDDEN_FIELDS.search(name), name
    for name in ("languages", "max_distance_km", "noted_on", "months", "unavailable"):
        assert not FORBIDDEN_FIELDS.search(name), name


def test_only_the_opportunity_carries_a_legal_age() -> None:
    assert "legal_minimum_age" in {one.name for one in fields(Opportunity)}
    assert not any("age" in one.name.split("_") for one in fields(Profile))
    assert not any("age" in one.name.split("_") for one in fields(Company))


def test_features_are_the_allow_list() -> None:
    assert set(FEATURES) == set(FeatureName)


def _names_read(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_text_and_features_read_only_what_is_allowed() -> None:
    """A field of a record reaches a score through these files or not at all."""
    of_records = {one.name for one in (*fields(Profile), *fields(Opportunity))}
    readers = ("text", "features", "market", "contribution", "local", "local_reasons")
    read = set[str]().union(*(_names_read(HOUSE / f"matching/{name}.py") for name in readers))
    allowed = {
        "statements",
        "description",
        "title",
        "skills",
        "kind",
        "max_distance_km",
        "has_certificates",
        "available_from",
        "starts_on",
        # Of activities: other names, what they need, and what the person brings.
        "title_ar",
        "title_en",
        "aliases",
        "kit",
        "cost_mad",
        "working_capital_mad",
        "space",
        "sector",
        "town",
        "home",
        "own_tools",
        "own_premises",
        "own_money_mad",
        # Of an activity, to count the kits like it; a score never depends on what it says.
        "id",
    }
    assert read & of_records <= allowed


@pytest.mark.parametrize("code", [*Refusal, *ReasonCode], ids=str)
def test_every_rule_and_reason_has_a_test(code: Refusal | ReasonCode) -> None:
    name = f"{type(code).__name__}.{code.name}"
    tests = (HOUSE / "tests/unit/matching").rglob("test_*.py")
    assert any(name in path.read_text(encoding="utf-8") for path in tests)


def test_every_setting_is_described_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    missing = {f"JISR_{name.upper()}" for name in Settings.model_fields}
    assert not {name for name in missing if f"`{name}`" not in readme}


def test_the_readme_names_both_commands_and_no_target_that_is_not_there() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)`?", readme))
    assert {"run", "test"} <= named
    assert named <= targets


def test_constraints_pin_every_dependency_without_a_local_build() -> None:
    constraints = (HOUSE / "constraints.txt").read_text(encoding="utf-8")
    assert "+cpu" not in constraints
    assert not re.search(r"^(nvidia|cuda)-", constraints, flags=re.MULTILINE)
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", constraints, flags=re.MULTILINE))
    folded = {name.lower().replace("_", "-") for name in pinned}
    project = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    section = project.split("[project.scripts]")[0]
    quoted = re.findall(r'^\s+"([a-z0-9_.-]+)(?:\[[a-z,]+\])?",', section, flags=re.MULTILINE)
    assert {name.replace("_", "-") for name in quoted} <= folded


def test_nothing_names_a_machine_or_a_registry() -> None:
    # Split so that this file does not find itself.
    banned = re.compile("|".join(["files.python" + "hosted", "pypi" + r"\.org", "/work" + "/main"]))
    assert not [path for path, text in _texts() if banned.search(text)]


def test_nothing_is_left_undone() -> None:
    marks = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    code = [(path, text) for path, text in _texts() if path.suffix == ".py"]
    assert not [path for path, text in code if marks.search(text)]


def test_no_large_file_is_kept() -> None:
    sizes = {path: path.stat().st_size for path in _tracked()}
    learned = sizes.pop(HOUSE / "models" / "release" / LEARNED_FILE, 0)
    assert learned < 20_000_000  # the one thing that no command can make again in minutes
    assert max(sizes.values()) < 5_000_000
    assert learned + sum(sizes.values()) < 40_000_000
