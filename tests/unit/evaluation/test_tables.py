import json

from rich.console import Console

from evaluation.speed import EncoderSpeed
from evaluation.tables import speeds_as_json, speeds_table


def a_line(engine: str, batch_ms: float, *, is_prepared: bool = False) -> EncoderSpeed:
    return EncoderSpeed(
        engine=engine,
        is_prepared=is_prepared,
        batch_ms=batch_ms,
        alone_ms=2 * batch_ms,
        batch_processor_ms=batch_ms + 1,
        alone_processor_ms=2 * batch_ms + 1,
        batch_ratio=24.0 / batch_ms,
        alone_ratio=3.0,
        min_cosine=0.9996,
        mean_cosine=0.99979,
    )


LINES = (a_line("baseline", 24.0), a_line("fast", 6.0, is_prepared=True))


def test_a_star_marks_the_engine_that_serves() -> None:
    console = Console(width=160)
    with console.capture() as printed:
        console.print(speeds_table(LINES))
    baseline, fast = (line for line in printed.get().splitlines() if "0.99960" in line)
    assert "*" not in baseline
    assert "fast *" in fast
    assert "4.00" in fast


def test_the_document_has_every_figure() -> None:
    document = json.loads(speeds_as_json(LINES))
    assert [line["engine"] for line in document] == ["baseline", "fast"]
    assert document[1]["batch_ratio"] == 4.0
