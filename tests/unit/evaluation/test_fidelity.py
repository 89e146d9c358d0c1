"""What an engine costs in quality, with figures that a reader can redo."""

import json
import math

import numpy as np
import pytest
from rich.console import Console

from evaluation.fidelity import (
    EngineFidelity,
    Figure,
    _figures,
    fidelity_as_json,
    fidelity_tables,
)
from evaluation.measures import Comparison, Interval
from models.engines import EngineKind
from models.manifest import Measure


def a_line(difference: float, low: float = -0.001) -> EngineFidelity:
    compared = Comparison(Interval(difference, low, 0.001), 0.25)
    return EngineFidelity(
        speed=Measure(EngineKind.OPENVINO_INT8, 9.4, 14.8, 0.99967),
        is_prepared=True,
        figures={
            "exact": Figure(Interval(0.5, 0.4, 0.6), Comparison(Interval(0.0, 0.0, 0.0), 1.0)),
            "other": Figure(Interval(0.8, 0.7, 0.9), compared),
        },
    )


def printed(lines: list[EngineFidelity]) -> str:
    console = Console(width=120)
    with console.capture() as shown:
        for grid in fidelity_tables(lines):
            console.print(grid)
    return shown.get()


def test_differences_are_paired_by_query() -> None:
    """Ranks 1, 2, 4 against 1, 1, 4: the mean difference is -0.5 / 3."""
    reference = {"set": np.array([1.0, 1.0, 0.25])}
    figure = _figures({"set": np.array([1.0, 0.5, 0.25])}, reference, 0)["set"]
    assert figure.mrr.mean == pytest.approx(1.75 / 3)
    assert figure.against_reference.difference.mean == pytest.approx(-0.5 / 3)
    assert figure.against_reference.p_value == 1.0


@pytest.mark.parametrize(
    ("difference", "faithful"), [(0.005, True), (-0.005, True), (-0.0051, False), (0.0051, False)]
)
def test_an_engine_is_faithful_within_the_limit_on_every_benchmark(
    difference: float, faithful: bool
) -> None:
    assert a_line(difference).is_faithful is faithful


def test_tables_show_speed_once_and_every_benchmark() -> None:
    shown = printed([a_line(-0.0012)])
    assert "openvino-int8 *" in shown
    assert "exact: mean reciprocal rank" in shown
    assert "0.8000 [0.7000, 0.9000]" in shown
    assert "-0.0012 [-0.0010, +0.0010]" in shown
    assert "0.250" in shown


def test_what_is_not_defined_is_null_in_the_document_and_a_dash_in_the_table() -> None:
    alone = Figure(
        Interval(1.0, math.nan, math.nan), Comparison(Interval(0.0, math.nan, math.nan), math.nan)
    )
    line = EngineFidelity(
        speed=Measure(EngineKind.OPENVINO_FP32, 20.0, 30.0, 1.0),
        is_prepared=False,
        figures={"one query": alone},
    )
    (written,) = json.loads(fidelity_as_json([line]))
    assert written["engine"] == "openvino-fp32"
    assert written["figures"]["one query"] == {
        "mrr": {"mean": 1.0, "low": None, "high": None},
        "difference": {"mean": 0.0, "low": None, "high": None},
        "p_value": None,
    }
    assert "–" in printed([line])
