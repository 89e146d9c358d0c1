"""The engine in use: load beside, check, swap, keep up with storage and promotions, report."""

from service.runtime.choices import Choice, choices
from service.runtime.health import Health, State
from service.runtime.loading import (
    EncoderNotPrepared,
    LoadEncoder,
    PromotedEncoderNotPrepared,
    Serving,
    Starting,
    load_encoder,
    try_release,
)
from service.runtime.runtime import Runtime

__all__ = [
    "Choice",
    "EncoderNotPrepared",
    "Health",
    "LoadEncoder",
    "PromotedEncoderNotPrepared",
    "Runtime",
    "Serving",
    "Starting",
    "State",
    "choices",
    "load_encoder",
    "try_release",
]
