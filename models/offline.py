"""Libraries that would speak to the outside are loaded so that they cannot."""

import sys
from types import ModuleType
from typing import cast


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
