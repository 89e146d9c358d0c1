"""How far people who grade the same pairs agree, beyond what chance would give."""

from typing import Final

import numpy as np
import numpy.typing as npt

from matching.judgements import GRADES

_SCALE: Final = len(GRADES)

Floats = npt.NDArray[np.float64]


def confusions(table: Floats) -> Floats:
    """Which grade of the first meets which of the second.

    Args:
        table: Two columns of grades, shape (n, 2), without nan.

    Returns:
        Shape (n, 4, 4): a single 1 in each.
    """
    found = np.zeros((len(table), _SCALE, _SCALE))
    first, second = table.astype(np.int64).T
    found[np.arange(len(table)), first, second] = 1.0
    return found


def coincidences(table: Floats) -> Floats:
    """Which grades of one pair meet, counted so that each grade counts once.

    Args:
        table: Shape (n, graders), nan where not graded, at least two grades in each row.

    Returns:
        Shape (n, 4, 4), symmetric: every two grades of a pair both ways, divided by the number of
        its grades less one.
    """
    given = np.stack([table == grade for grade in GRADES], axis=2).sum(axis=1).astype(np.float64)
    met = given[:, :, None] * given[:, None, :]
    met[:, range(_SCALE), range(_SCALE)] -= given
    weighted: Floats = met / (given.sum(axis=1) - 1.0)[:, None, None]
    return weighted


def weighted_kappa(confusion: Floats) -> Floats:
    """Cohen's kappa with quadratic weights.

    Args:
        confusion: Shape (..., 4, 4).

    Returns:
        At most 1; nan where no disagreement can be expected: both always gave one same grade.

    Source:
        Cohen, Psychological Bulletin 70(4), 1968.
    """
    grades = np.arange(_SCALE)
    far = ((grades[:, None] - grades) ** 2).astype(np.float64)
    rows, columns = confusion.sum(axis=-1), confusion.sum(axis=-2)
    expected = (far * rows[..., :, None] * columns[..., None, :]).sum(axis=(-2, -1))
    total = confusion.sum(axis=(-2, -1))
    return _one_less((far * confusion).sum(axis=(-2, -1)) * total, expected)


def ordinal_alpha(met: Floats) -> Floats:
    """Krippendorff's alpha for ordered grades.

    Args:
        met: Coincidences, shape (..., 4, 4).

    Returns:
        At most 1; nan where all grades are the same: nothing could have disagreed.

    Source:
        Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section D.
    """
    given = met.sum(axis=-1)
    total = given.sum(axis=-1)
    up_to = np.cumsum(given, axis=-1) - given / 2.0
    far = (up_to[..., :, None] - up_to[..., None, :]) ** 2
    expected = (far * given[..., :, None] * given[..., None, :]).sum(axis=(-2, -1))
    return _one_less((total - 1.0) * (far * met).sum(axis=(-2, -1)), expected)


def share_alike(met: Floats) -> Floats:
    """Share of meetings of two grades in which they are the same; nan where none meet.

    Args:
        met: Coincidences, shape (..., 4, 4).
    """
    total = met.sum(axis=(-2, -1))
    apart = total - np.trace(met, axis1=-2, axis2=-1)
    return _one_less(apart, total)


def _one_less(part: Floats, whole: Floats) -> Floats:
    """1 - part / whole; nan where the whole is nothing."""
    nothing = np.full(np.shape(whole), np.nan)
    share: Floats = 1.0 - np.divide(part, whole, out=nothing, where=np.asarray(whole) > 0)
    return share
