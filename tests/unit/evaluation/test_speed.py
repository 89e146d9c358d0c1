"""The comparison of engines, with times that a reader can redo."""

import numpy as np
import pytest

from evaluation.speed import _line, _Round


def test_medians_ratios_and_cosines_by_hand() -> None:
    """Ratios of the rounds: 40/10, 40/5 and 40/20 in batch, median 4; 90/30 alone in each."""
    baseline = [_Round((40.0, 60.0), (90.0, 100.0))] * 3
    turns = [_Round((clock, 12.0), (30.0, 31.0)) for clock in (10.0, 5.0, 20.0)]
    line = _line("engine", True, turns, baseline, np.array([0.999, 1.0], np.float32))
    assert (line.batch_ms, line.alone_ms) == (10.0, 30.0)
    assert (line.batch_processor_ms, line.alone_processor_ms) == (12.0, 31.0)
    assert (line.batch_ratio, line.alone_ratio) == (4.0, 3.0)
    assert line.min_cosine == pytest.approx(0.999)
    assert line.mean_cosine == pytest.approx(0.9995)
    assert line.is_prepared
