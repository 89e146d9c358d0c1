"""Wording of every public error code: what happened, and the next move."""

from collections.abc import Callable, Mapping
from typing import Final

from matching.errors import Param
from service.wording.account_errors import ACCOUNT_ERRORS
from service.wording.assignment_errors import ASSIGNMENT_ERRORS
from service.wording.caller_errors import CALLER_ERRORS
from service.wording.file_errors import FILE_ERRORS
from service.wording.forbidden import place_of
from service.wording.gradings import GRADING_ERRORS
from service.wording.imports import IMPORT_ERRORS, too_much_of
from service.wording.languages import Language
from service.wording.oversight import OVERSIGHT_ERRORS, why_suspended
from service.wording.plan_errors import PLAN_ERRORS
from service.wording.service_errors import SERVICE_ERRORS
from service.wording.templates import ErrorText, filled

ERRORS: Final[Mapping[str, ErrorText]] = {
    **ACCOUNT_ERRORS,
    **ASSIGNMENT_ERRORS,
    **CALLER_ERRORS,
    **FILE_ERRORS,
    **GRADING_ERRORS,
    **IMPORT_ERRORS,
    **OVERSIGHT_ERRORS,
    **PLAN_ERRORS,
    **SERVICE_ERRORS,
}


_MORE: Final[Mapping[str, Callable[[Mapping[str, Param], Language], str]]] = {
    "file-too-large": too_much_of,
    "forbidden-column": place_of,
    "recommendations-suspended": why_suspended,
}
"""A sentence that only some errors add, from their parameters."""


def error_text(code: str, params: Mapping[str, Param], language: Language) -> tuple[str, str]:
    """Title and detail of an error, its parameters written as the language does.

    A code that has no wording yet reads like a defect on our side: the library's own English never
    reaches a person, and a test keeps every code of the code base worded.
    """
    text = ERRORS.get(code, ERRORS["matching-error"])
    detail = filled(text.detail, params, language)
    more = _MORE[code](params, language) if code in _MORE else ""
    return text.title.text(language), f"{detail} {more}".rstrip()
