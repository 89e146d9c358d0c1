"""The closed list of sectors on the wire: a code, or its name in any of the three languages."""

import csv
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from service.api.shapes_common import CodeOut
from service.intake.cells import InvalidCell
from service.intake.choices import sector_of
from service.reference import sectors_path
from service.wording import Language


def sector_words(language: Language) -> list[CodeOut]:
    """Every sector, worded."""
    return [CodeOut(code=row["code"], text=row[language.value]) for row in _rows()]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with sectors_path().open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _code(text: str) -> str:
    try:
        found = sector_of(text)
    except InvalidCell:
        found = None
    if found is None:
        expected = ", ".join(row["code"] for row in _rows())
        raise PydanticCustomError("not-in-list", "unknown sector", {"expected": expected})
    return found


Sector = Annotated[str, StringConstraints(max_length=100), AfterValidator(_code)]
"""A code of `GET /vocabulary`, list "sector"."""
