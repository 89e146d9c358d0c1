"""Libraries that would speak to the outside are loaded so that they cannot."""

import logging
import os
import sys
import warnings
from types import ModuleType
from typing import cast

_TAKEN_OVER = ("sqlalchemy.engine", "alembic")
"""Loggers of others that MLflow sends to the terminal: statements hold what is stored of people."""


def silent_openvino() -> ModuleType:
    """OpenVINO without its telemetry.

    Importing it reports the import to its makers. Who uses this service is nobody's business: the
    package that would speak is made unimportable first, and OpenVINO takes its own stand-in.
    """
    # A module that is None in this table cannot be imported.
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules.setdefault("openvino_telemetry", None)
    import openvino

    return cast("ModuleType", openvino)


def silent_mlflow() -> ModuleType:
    """MLflow without its telemetry, its line for every table, and its hand on others' logs.

    Its telemetry starts with the import, so the refusal must be there first. Both names are set:
    libraries that MLflow brings along heed the second one.

    Raises:
        ImportError: it is not installed; only who trains, publishes or promotes needs it.
    """
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["DO_NOT_TRACK"] = "true"
    with warnings.catch_warnings():
        # Its tables are declared in a way that SQLAlchemy 2.1 calls outdated; nobody here can act.
        warnings.simplefilter("ignore", DeprecationWarning)
        import mlflow
        import mlflow.store.tracking.sqlalchemy_store

    logging.getLogger("mlflow").setLevel(logging.WARNING)
    for name in _TAKEN_OVER:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    return mlflow
