"""Filling a template: how a number stands in a sentence of each language, with unit and plural."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale
from babel.units import format_unit

from matching.errors import Param
from service.wording.languages import LOCALES, Language, Message, number_text

_UNITS = {"km": "length-kilometer", "days": "duration-day", "weeks": "duration-week"}
_MONTHS_WRITTEN_AS_MONTHS = 24
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What a person reads when an error reaches them."""

    title: Message
    detail: Message


@dataclass(frozen=True, slots=True)
class Counted:
    """A number inside a template: `{n}`, `{n:km}`, `{n:duration}`, `{n:singular|plural}`."""

    value: float
    language: Language

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            return self._noun(*spec.split("|"))
        if spec == "duration":
            return self._duration()
        if spec in _UNITS:
            return self._with_unit(self.value, _UNITS[spec])
        return number_text(self.value, self.language)

    def _noun(self, singular: str, plural: str) -> str:
        form = Locale.parse(LOCALES[self.language]).plural_form(self.value)
        return singular if form == "one" else plural

    def _duration(self) -> str:
        """Months, or whole years from two years on: nobody counts a long career in months."""
        short = self.value < _MONTHS_WRITTEN_AS_MONTHS
        if short or (self.value < 2 * _MONTHS_WRITTEN_AS_MONTHS and self.value % 12):
            return self._with_unit(self.value, "duration-month")
        return self._with_unit(self.value // 12, "duration-year")

    def _with_unit(self, value: float, unit: str) -> str:
        locale = LOCALES[self.language]
        # The short form of a duration is already a full word in Arabic, which has no long one.
        if unit.startswith("length") or self.language is Language.ARABIC:
            return format_unit(round(value), unit, length="short", locale=locale)
        return format_unit(round(value), unit, length="long", locale=locale)


def filled(message: Message, params: Mapping[str, Param], language: Language) -> str:
    """A template with its parameters; a dash stands for one that is not known."""
    return message.text(language).format_map(_Shown(params, language))


class _Shown(dict[str, object]):
    def __init__(self, params: Mapping[str, Param], language: Language) -> None:
        super().__init__({name: _shown(value, language) for name, value in params.items()})

    def __missing__(self, name: str) -> object:
        return _Unknown()


class _Unknown:
    """Stands for a parameter that the error did not give."""

    def __format__(self, spec: str) -> str:
        return spec.split("|")[-1] if "|" in spec else _UNKNOWN


def _shown(value: Param, language: Language) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Counted(value, language)
    return _Text(value)


class _Text(str):
    """A text parameter; a plural or a unit asked of it changes nothing."""

    __slots__ = ()

    def __new__(cls, value: Param) -> "_Text":
        return super().__new__(cls, _UNKNOWN if value is None else value)

    def __format__(self, spec: str) -> str:
        return str(self)
