"""What was looked at in an installation, as a person reads it."""

from collections.abc import Mapping

from matching.errors import Param
from service.wording.commands import ADVICE, STATES, SUBJECTS
from service.wording.errors import error_text
from service.wording.languages import Language


def subject_text(subject: str, language: Language) -> str:
    """What was looked at."""
    return SUBJECTS[subject].text(language)


def state_text(state: str, language: Language) -> str:
    """How it stands."""
    return STATES[state].text(language)


def advice_text(code: str, params: Mapping[str, Param], language: Language) -> str:
    """What helps; the code is that of a finding or of an error."""
    if code in ADVICE:
        return ADVICE[code].text(language)
    title, detail = error_text(code, params, language)
    return f"{title}. {detail}"
