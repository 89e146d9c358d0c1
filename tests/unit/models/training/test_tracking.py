from pathlib import Path

import pytest

from models.offline import silent_mlflow
from models.training.tracking import TrainingLog


def test_an_interrupted_run_is_continued_and_an_ended_one_is_not(tmp_path: Path) -> None:
    first = TrainingLog(tmp_path)
    first.facts({"steps": 560, "left out: melo": "ab12"})
    first.curve("loss", 2.5, 10)
    again = TrainingLog(tmp_path)
    again.facts({"steps": 560})
    again.curve("loss", 2.0, 20)
    again.measures({"melo: MRR": 0.87})
    again.end()
    assert again.run_id == first.run_id
    assert TrainingLog(tmp_path).run_id != first.run_id

    client = silent_mlflow().MlflowClient(f"sqlite:///{tmp_path / 'training.db'}")
    run = client.get_run(first.run_id)
    assert run.info.status == "FINISHED"
    assert run.data.params == {"steps": "560", "left out - melo": "ab12"}
    assert run.data.metrics == {"loss": 2.0, "melo - MRR": 0.87}
    points = client.get_metric_history(first.run_id, "loss")
    assert [(point.step, point.value) for point in points] == [(10, 2.5), (20, 2.0)]


@pytest.mark.parametrize("noted", ["", "no-such-run"])
def test_a_run_that_is_not_there_is_begun_anew(tmp_path: Path, noted: str) -> None:
    (tmp_path / "mlflow-run").write_text(noted, "utf-8")
    assert TrainingLog(tmp_path).run_id not in ("", noted)
