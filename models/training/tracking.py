"""What a training was given and what came of it, kept in MLflow; an interrupted run is one run."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.offline import silent_mlflow

if TYPE_CHECKING:
    from mlflow import MlflowClient

_DATABASE = "training.db"
_RUN = "mlflow-run"
"""File with the id of the run that a work folder belongs to."""
ENCODER = "encoder"
"""The experiment of trainings of the encoder."""


class TrainingLog:
    """One run in the MLflow store of a work folder.

    Args:
        work: Folder of the training. A run that was not ended there is continued.
        experiment: What kind of run it is.
    """

    def __init__(self, work: Path, experiment: str = ENCODER) -> None:
        mlflow = silent_mlflow()
        work.mkdir(parents=True, exist_ok=True)
        self._client: MlflowClient = mlflow.MlflowClient(f"sqlite:///{work / _DATABASE}")
        self._noted = work / _RUN
        self._run = self._continued() or self._begun(work, experiment)

    @property
    def run_id(self) -> str:
        """MLflow's name of the run."""
        return self._run

    def facts(self, facts: Mapping[str, object]) -> None:
        """Settings, counts and fingerprints; a fact cannot change within a run."""
        known = self._client.get_run(self._run).data.params
        for name, value in facts.items():
            if name not in known:
                self._client.log_param(self._run, _plain(name), str(value))

    def curve(self, name: str, value: float, step: int) -> None:
        """A point of a curve."""
        self._client.log_metric(self._run, name, value, step=step)

    def measures(self, measures: Mapping[str, float]) -> None:
        """What the result reaches."""
        for name, value in measures.items():
            self._client.log_metric(self._run, _plain(name), value)

    def end(self) -> None:
        """Say that the run is complete; the next one in this folder is another."""
        self._client.set_terminated(self._run)
        self._noted.unlink(missing_ok=True)

    def _continued(self) -> str | None:
        from mlflow.exceptions import MlflowException

        try:
            run: str = self._client.get_run(self._noted.read_text("utf-8").strip()).info.run_id
        except (OSError, MlflowException):
            return None
        return run

    def _begun(self, work: Path, experiment: str) -> str:
        known = self._client.get_experiment_by_name(experiment)
        identifier = (
            self._client.create_experiment(experiment, (work / "artifacts").resolve().as_uri())
            if known is None
            else known.experiment_id
        )
        run: str = self._client.create_run(identifier).info.run_id
        self._noted.write_text(run + "\n", "utf-8")
        return run


def _plain(name: str) -> str:
    """MLflow's names hold letters, digits, and some marks, of which the colon is none here."""
    return name.replace(":", " -")
