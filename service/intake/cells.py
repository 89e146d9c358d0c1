"""What people write in a cell to a value: text, lists, numbers, dates, durations, yes or no.

Every parser takes the cell of a table and returns the value, or None when nothing was written; an
answer that cannot be understood raises InvalidCell. "Nothing" is an answer of its own: a list in
which people wrote "aucun" gives an empty tuple, an empty cell gives None.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from matching.errors import InvalidInput, Param
from matching.spelling import fold
from service.intake.tables import BrokenCell, RawCell

CENTIME = Decimal("0.01")
_MAX_TEXT = 5_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""Characters without a shape, which some databases refuse; line ends and tabs stay."""
_YEARS = range(1950, 2101)


def folded_words(listed: str) -> frozenset[str]:
    """The folded forms of a list written with "|" between its items."""
    return frozenset(map(fold, listed.split("|")))


_NONE = folded_words(
    "aucun|aucune|aucuns|aucunes|néant|rien|sans|non|none|nothing|no|nil|walou|walo|"
    "لا شيء|لاشيء|لا يوجد|لا توجد|بدون|والو|لا"
)
_UNKNOWN = folded_words(
    "inconnu|inconnue|non renseigné|non renseignée|non communiqué|à demander|nr|nc|n/a|unknown|"
    "not asked|غير معروف|غير محدد"
)
_YES = folded_words("oui|o|yes|y|vrai|true|x|1|نعم|wah|ah")
_NO = folded_words("non|n|no|faux|false|0|لا|la|lla")


class Fault(StrEnum):
    """What may be wrong with a line or one of its cells; public codes, they never change."""

    BROKEN_CELL = "broken-cell"
    """The spreadsheet shows an error there, or a formula that was never calculated."""
    TEXT_TOO_LONG = "text-too-long"
    FIELD_MISSING = "field-missing"
    TOO_MANY_CELLS = "too-many-cells"
    """The line is longer than the header: a separator inside a text, most of the time."""
    NOT_A_YES_OR_NO = "not-a-yes-or-no"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_WHOLE_NUMBER = "not-a-whole-number"
    NUMBER_TOO_SMALL = "number-too-small"
    NUMBER_TOO_LARGE = "number-too-large"
    NOT_A_DATE = "not-a-date"
    TWO_DIGIT_YEAR = "two-digit-year"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    DATE_IN_FUTURE = "date-in-future"
    NOT_A_SLOT = "not-a-slot"
    NO_SUCH_HOUR = "no-such-hour"
    NOT_IN_LIST = "not-in-list"
    NOT_A_CODE = "not-a-code"
    PRICES_UPSIDE_DOWN = "prices-upside-down"
    """The lowest price of a range is above the highest."""
    UNKNOWN_ACTIVITY = "unknown-activity"
    STOPPED_BEFORE_START = "stopped-before-start"
    NONE_IS_NO_ANSWER = "none-is-no-answer"
    """ "Aucun" would refuse everything; an empty cell says that nothing is ruled out."""
    UNKNOWN_PLACE = "unknown-place"
    AMBIGUOUS_PLACE = "ambiguous-place"
    DUPLICATE_REFERENCE = "duplicate-reference"
    PERSONAL_REFERENCE = "personal-reference"
    """The reference looks like an identity card, a telephone number or an e-mail address."""
    NOT_AN_OBJECT = "not-an-object"
    """An item of a JSON file is not of the kind of record that is imported."""
    NOT_YOUR_TERRITORY = "not-your-territory"


class InvalidCell(InvalidInput):
    """A cell that cannot be understood; it becomes a line of the report, never the end of it."""

    code = "invalid-cell"

    def __init__(self, fault: Fault, shown: str = "", **params: Param) -> None:
        super().__init__(fault=fault, **params)
        self.fault = fault
        self.shown = shown
        """The item that was not understood, for closed lists only; "" otherwise."""
        self.details = params


def text_of(cell: RawCell) -> str:
    """The cell as trimmed text in NFC, one space between words of a line; "" when empty.

    A number loses its useless decimals (12.0 is "12"), a date is written in ISO.

    Raises:
        InvalidCell: BROKEN_CELL, or TEXT_TOO_LONG beyond 5,000 characters.
    """
    if isinstance(cell, BrokenCell):
        raise InvalidCell(Fault.BROKEN_CELL)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    if cell is None:
        return ""
    lines = _CONTROLS.sub("", unicodedata.normalize("NFC", str(cell))).splitlines()
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    if len(text) > _MAX_TEXT:
        raise InvalidCell(Fault.TEXT_TOO_LONG, limit=_MAX_TEXT)
    return text


def known_text(cell: RawCell) -> str | None:
    """The text of a cell, None when it is empty or says that the answer is not known."""
    text = text_of(cell)
    folded = fold(text)
    return None if not folded or folded in _UNKNOWN else text


def is_none_word(text: str) -> bool:
    """Whether people wrote that there is none ("aucun", "néant", "none", "لا شيء", "walou")."""
    return fold(text) in _NONE


def list_of(cell: RawCell, separators: str = "|;؛\n") -> tuple[str, ...] | None:
    """The items of a cell in order, each once; () for "aucun", None when nothing was written."""
    text = known_text(cell)
    if text is None:
        return None
    if is_none_word(text):
        return ()
    items = (item.strip() for item in re.split(f"[{re.escape(separators)}]", text))
    return tuple(dict.fromkeys(item for item in items if fold(item)))


def yes_or_no(cell: RawCell) -> bool | None:
    """Oui / non, yes / no, نعم / لا, x, 1 / 0, or a boolean of the spreadsheet.

    Raises:
        InvalidCell: NOT_A_YES_OR_NO.
    """
    if isinstance(cell, bool):
        return cell
    text = known_text(cell)
    if text is None:
        return None
    folded = fold(text)
    if folded not in _YES | _NO:
        raise InvalidCell(Fault.NOT_A_YES_OR_NO)
    return folded in _YES


_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<separator>[ .,'])\d{3}(?:(?P=separator)\d{3})*)"
    r"(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
)
_PLAIN = re.compile(r"(?P<whole>\d{1,12})(?:[.,](?P<cents>\d{1,2}))?")
_UNIT_WORDS = (
    "mad|dhs?|dirhams?|درهما?|د\\.?م\\.?|kms?|kilometres?|كلم|كم|"
    "h|heures?|hours?|ساعة|ساعات|ans|years?|سنة"
)
_UNIT = re.compile(rf"^(?:{_UNIT_WORDS})\s*|\s*(?:{_UNIT_WORDS})\.?$")
_ASCII_SIGNS = str.maketrans({"\u066b": ",", "\u066c": ".", "’": "'", "\u2212": "-"})
_LARGEST = 10**12


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script in ASCII."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def number_of(cell: RawCell) -> Decimal | None:
    """A French or English number with at most two decimals, its unit ("MAD", "km", "h") ignored.

    A separator followed by exactly three digits separates thousands, always: "1.234" is one
    thousand two hundred and thirty-four, because nothing here is counted in thousandths. A number
    that the spreadsheet stored as one is rounded to two decimals.

    Raises:
        InvalidCell: NOT_A_NUMBER.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not -_LARGEST < cell < _LARGEST:
            raise InvalidCell(Fault.NOT_A_NUMBER)
        return Decimal(str(cell)).quantize(CENTIME, ROUND_HALF_UP)
    text = known_text(cell)
    if text is None:
        return None
    digits = " ".join(ascii_digits(text).translate(_ASCII_SIGNS).lower().split())
    digits = _UNIT.sub("", digits)
    sign = "-" if digits.startswith("-") else ""
    digits = digits.removeprefix("-").strip()
    found = _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)
    if found is None or found.groupdict().get("point", "") == found.groupdict().get("separator"):
        raise InvalidCell(Fault.NOT_A_NUMBER)
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{sign}{whole}.{found['cents'] or '0'}").quantize(CENTIME)


def check_within(value: Decimal | float, lowest: int, highest: int) -> None:
    """Refuse a number outside a range; both ends belong to it.

    Raises:
        InvalidCell: NUMBER_TOO_SMALL or NUMBER_TOO_LARGE, with the limit.
    """
    if value < lowest:
        raise InvalidCell(Fault.NUMBER_TOO_SMALL, limit=lowest)
    if value > highest:
        raise InvalidCell(Fault.NUMBER_TOO_LARGE, limit=highest)


def whole_number_of(cell: RawCell) -> int | None:
    """A number without decimals.

    Raises:
        InvalidCell: NOT_A_NUMBER, or NOT_A_WHOLE_NUMBER when it has decimals.
    """
    value = number_of(cell)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise InvalidCell(Fault.NOT_A_WHOLE_NUMBER)
    return int(value)


_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")


def date_of(cell: RawCell) -> date | None:
    """A day: "13/02/2023" (day first, always), "13-02-2023", ISO, or a date of the spreadsheet.

    Digits may be Arabic. A time of day after an ISO date is ignored.

    Raises:
        InvalidCell: NOT_A_DATE; TWO_DIGIT_YEAR, because "03/04/05" has three readings;
            DATE_OUT_OF_RANGE outside 1950..2100.
    """
    if isinstance(cell, date):
        found = cell.date() if isinstance(cell, datetime) else cell
    else:
        text = known_text(cell)
        if text is None:
            return None
        found = _written_date(ascii_digits(text))
    if found.year not in _YEARS:
        raise InvalidCell(Fault.DATE_OUT_OF_RANGE, first=_YEARS[0], last=_YEARS[-1])
    return found


def _written_date(text: str) -> date:
    day_first = _DAY_FIRST.fullmatch(text)
    year_first = _YEAR_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
    elif year_first:
        year, month, day = year_first.groups()
    else:
        raise InvalidCell(Fault.NOT_A_DATE)
    if len(year) == 2:
        raise InvalidCell(Fault.TWO_DIGIT_YEAR)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidCell(Fault.NOT_A_DATE) from None
