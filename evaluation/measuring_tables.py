"""The measures of a table of judgements, as people read them and as programs do."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any

from rich.table import Table

from evaluation.calibration import Calibration
from evaluation.congestion import Crowding, Spread
from evaluation.measured import Estimate, TooThin
from evaluation.measuring import GroupMeasures, Measures
from evaluation.probe import TARGET
from evaluation.representation import Share
from evaluation.two_sided import TwoSided

_CAPTION = "95 % intervals over people; – is a refusal to answer, with what it lacks"


def measures_tables(measured: Measures) -> Iterator[Table]:
    """A table for each family of measures."""
    yield _quality("Quality by what happened and what was said", measured.happened)
    yield _quality("Quality by blind grades", measured.blind)
    yield _crowding(measured)
    yield from _calibration("Score read as the probability of a good pair", measured.calibration)
    if measured.groups is not None:
        yield from _group_tables(measured.groups)


def measures_as_json(measured: Measures) -> dict[str, object]:
    """The same in plain types. A refusal has `code`, `needed` and `had` instead of a figure."""
    plain = _plain(measured)
    assert isinstance(plain, dict)
    return plain


def cell(figure: Estimate, digits: int = 3) -> str:
    """A figure with its interval, or what is lacking."""
    if isinstance(figure, TooThin):
        return f"– {figure.code} {figure.had}/{figure.needed}"
    return f"{figure.mean:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


def _table(title: str, *headings: str) -> Table:
    grid = Table(title=title, caption=_CAPTION)
    for number, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if number else "left", no_wrap=not number)
    return grid


def _quality(title: str, values: Mapping[str, TwoSided]) -> Table:
    grid = _table(title, "measure", "for people", "for openings", "worse side")
    for name, both in values.items():
        grid.add_row(name, cell(both.person), cell(both.opening), cell(both.worse))
    return grid


def _crowding(measured: Measures) -> Table:
    title = f"How lists spread; two lines differ in company: {cell(measured.diversity)}"
    grid = _table(title, "over", "there", "lines", "max load", *Spread)
    for over, found in measured.crowding.items():
        if isinstance(found, Crowding):
            counts = (str(found.there), str(found.lines), str(found.max_load))
            grid.add_row(over, *counts, *(cell(found.figures[each]) for each in Spread))
        else:
            grid.add_row(over, cell(found))
    return grid


def _calibration(title: str, found: Calibration | TooThin) -> Iterator[Table]:
    if isinstance(found, TooThin):
        grid = _table(title, "calibration")
        grid.add_row(cell(found))
        yield grid
        return
    whole = _table(title, "lines", "rate", "Brier", "of the rate alone", "ECE", "ECE by chance")
    whole.add_row(
        str(found.lines),
        f"{found.rate:.3f}",
        cell(found.brier),
        f"{found.brier_of_rate:.3f}",
        cell(found.ece),
        f"{found.ece_by_chance:.3f}",
    )
    yield whole
    curve = _table(f"{title}: reliability", "lines", "said", "happened")
    for one in found.curve:
        curve.add_row(str(one.lines), f"{one.said:.3f}", cell(one.happened))
    yield curve


def _group_tables(groups: GroupMeasures) -> Iterator[Table]:
    grid = _table("Groups beside all others", "attribute", "group", "people", *Share)
    for attribute, lines in groups.shares.items():
        for line in lines:
            people = "hidden" if line.people is None else str(line.people)
            figures = (cell(line.figures[each], 2) for each in Share)
            grid.add_row(attribute, line.label, people, *figures)
    yield grid
    yield _order(groups)
    yield _calibrations(groups)
    yield _disparities(groups)


def _order(groups: GroupMeasures) -> Table:
    grid = _table(
        f"Mirror and probe (guessing at most {TARGET})", "attribute", "group", "figure", "by chance"
    )
    for attribute, ndkl in groups.ndkl.items():
        if isinstance(ndkl, TooThin):
            grid.add_row(attribute, "NDKL", cell(ndkl), "")
        else:
            grid.add_row(attribute, "NDKL", cell(ndkl.measured), f"{ndkl.by_chance:.3f}")
    for attribute, guesses in groups.probes.items():
        for label, area in guesses.items():
            grid.add_row(attribute, f"AUC {label}", cell(area), "0.500")
    return grid


def _calibrations(groups: GroupMeasures) -> Table:
    grid = _table("Calibration by group", "attribute", "group", "rate", "Brier", "ECE", "by chance")
    for attribute, found in groups.calibration.items():
        for label, one in found.items():
            if isinstance(one, TooThin):
                grid.add_row(attribute, label, cell(one))
            else:
                chance = f"{one.ece_by_chance:.3f}"
                grid.add_row(
                    attribute, label, f"{one.rate:.3f}", cell(one.brier), cell(one.ece), chance
                )
    return grid


def _disparities(groups: GroupMeasures) -> Table:
    told = [one for one in groups.disparities if not isinstance(one.gap, TooThin)]
    found = sum(one.is_found for one in told)
    left = len(groups.disparities) - len(told)
    title = f"Beside equally qualified others: {found} of {len(told)} gaps found; {left} too thin"
    grid = _table(title, "attribute", "group", "treatment", "gap", "p (Holm)", "found")
    for one in told:
        grid.add_row(
            one.attribute,
            one.label,
            one.treatment,
            cell(one.gap),
            f"{one.p_value:.4f}",
            "yes" if one.is_found else "",
        )
    return grid


def _plain(value: Any) -> object:  # noqa: ANN401 (any record of the measures)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if isinstance(value, str) else value
