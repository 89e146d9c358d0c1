"""Benchmarks time stages by their names, and run rarely: a name that is gone is noticed here."""

from typing import Any

import pytest

from tests.benchmarks.test_flow import STAGES


@pytest.mark.parametrize(
    ("owner", "name"), [place for places in STAGES.values() for place in places]
)
def test_a_stage_that_is_timed_is_there(owner: Any, name: str) -> None:
    assert callable(getattr(owner, name))
