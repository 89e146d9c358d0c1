"""Dirhams to whole centimes and back, exactly."""

from decimal import Decimal
from typing import Final

from matching.errors import InvalidInput

CENTIMES: Final = 100
_MOST: Final = Decimal(10) ** 12


class AmountUnreadable(InvalidInput):
    """An amount is no number of dirhams with at most two decimals, or is out of reach."""

    code = "amount-unreadable"


class AmountNegative(InvalidInput):
    """An amount is below zero."""

    code = "amount-negative"


def centimes(amount_mad: Decimal, **where: str) -> int:
    """An amount in whole centimes.

    Args:
        amount_mad: Dirhams, at most two decimals.
        where: Ids that say which amount it is; they become parameters of the error.

    Raises:
        AmountUnreadable: it is not finite, finer than a centime, or a million million and more.
        AmountNegative: it is below zero.
    """
    if not amount_mad.is_finite() or abs(amount_mad) >= _MOST:
        raise AmountUnreadable(**where)
    if amount_mad < 0:
        raise AmountNegative(**where)
    scaled = amount_mad * CENTIMES
    if scaled != scaled.to_integral_value():
        raise AmountUnreadable(**where)
    return int(scaled)


def dirhams(amount: int) -> Decimal:
    """Whole centimes in dirhams, with two decimals."""
    return (Decimal(amount) / CENTIMES).quantize(Decimal("0.01"))
