"""What every kind of test may ask for."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.learned import learned_part
from models.preparation import prepare, prepared
from models.releases import shipped_release
from service.settings import Settings

# CI draws few examples, always the same; `--hypothesis-profile=nightly` draws many.
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("nightly", max_examples=1000, deadline=None)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def logs_end_with_the_test() -> Iterator[None]:
    """What a command does to the log of the process ends with it, as its output does."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def prepared_encoder() -> Path:
    """The default encoder, prepared where `make run` prepares it; the first time takes minutes."""
    configured = Settings()
    learned = learned_part(shipped_release())
    folder = prepared(configured.encoder_dir, None, learned)
    return folder or prepare(configured.encoder_dir, None, lambda *_: None, learned=learned)
