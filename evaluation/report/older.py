"""An older report, to compare a new one with."""

import json
from pathlib import Path

from matching.errors import InvalidInput
from matching.reported import Figure, figures_of
from models.training.files import FileMissing


class NotAReport(InvalidInput):
    """The file is no report of the laboratory, or it is damaged."""

    code = "not-a-report"


def read_figures(path: Path) -> tuple[Figure, ...]:
    """The figures of a report that was written as JSON.

    Raises:
        FileMissing: there is none.
        NotAReport: it is something else.
    """
    try:
        return figures_of(json.loads(path.read_text("utf-8"))["figures"])
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotAReport(file=path.name) from error
