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
from service.runtime.shadow import Beside, OtherEncoder, ask_beside, challenger_of

__all__ = [
    "Beside",
    "Choice",
    "EncoderNotPrepared",
    "Health",
    "LoadEncoder",
    "OtherEncoder",
    "PromotedEncoderNotPrepared",
    "Runtime",
    "Serving",
    "Starting",
    "State",
    "ask_beside",
    "challenger_of",
    "choices",
    "load_encoder",
    "try_release",
]
