"""Refuses an installation that took the CUDA build of PyTorch: gigabytes that nothing here uses."""

import sys
from importlib.metadata import distributions

_ADVICE = (
    "The CUDA build of PyTorch was installed ({found}).\n"
    "Jisr runs on the processor. Remove .venv, add PyTorch's CPU index (its address is on\n"
    "PyTorch's installation page, under “CPU”) with PIP_EXTRA_INDEX_URL, and run make again.\n"
)


def cuda_packages() -> list[str]:
    """Names of installed distributions that only a GPU needs, sorted."""
    names = {str(one.metadata["Name"]).lower() for one in distributions()}
    return sorted(name for name in names if name.startswith("nvidia-"))


if __name__ == "__main__":
    if found := cuda_packages():
        sys.stderr.write(_ADVICE.format(found=", ".join(found[:3])))
        sys.exit(1)
