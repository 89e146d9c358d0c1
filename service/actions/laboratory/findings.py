"""What a report says, sorted: what is good, what is worrying, what cannot be said, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from matching.reported import Figure, Section
from service.actions.laboratory.quality import Quality

TOP_SHARE: Final = 0.25
"""Share of the lines of one company from which the report warns: one line of four."""
LEAST_COVERAGE: Final = 0.5
"""Share of the companies shown at all below which the report warns."""
GUESSED: Final = 0.55
"""From here on a group can be guessed from what ranks people; 0.5 is chance."""
_EXTRACT: Final = "record-extract-asked"


class Tone(StrEnum):
    """How a finding is to be taken."""

    WORRYING = "worrying"
    GOOD = "good"
    UNSAID = "unsaid"
    """Nothing is known, or nothing is proved."""


class Part(StrEnum):
    """The page of a report where a finding is shown with its figures."""

    LISTS = "listes"
    SLICES = "tranches"
    FAIRNESS = "equite"
    EXPOSURE = "exposition"
    PATH = "parcours"


class Finding(StrEnum):
    """What may be found."""

    BEATS_RULES = "beats-rules"
    WORSE_THAN_RULES = "worse-than-rules"
    NO_BETTER_THAN_RULES = "no-better-than-rules"
    RANKINGS_NOT_COMPARED = "rankings-not-compared"
    LEARNING_PAYS = "learning-pays"
    LEARNING_DOES_NOT_PAY = "learning-does-not-pay"
    LISTS_NOT_MEASURED = "lists-not-measured"
    PROMISES_KEPT = "promises-kept"
    PROMISES_NOT_KEPT = "promises-not-kept"
    PROMISES_NOT_MEASURED = "promises-not-measured"
    GAP_FOUND = "gap-found"
    NO_GAP_FOUND = "no-gap-found"
    GAPS_NOT_MEASURED = "gaps-not-measured"
    NO_GROUPS = "no-groups"
    GROUP_GUESSED = "group-guessed"
    CROWDED = "crowded"
    SPREAD = "spread"
    FEW_SHOWN = "few-shown"
    SPREAD_NOT_MEASURED = "spread-not-measured"
    EXTRACT_ASKED = "extract-asked"
    EXTRACT_ASKED_BY_FEW = "extract-asked-by-few"
    FIGURES_TOO_THIN = "figures-too-thin"
    FIGURES_WITHHELD = "figures-withheld"


TONES: Final = {
    Finding.BEATS_RULES: Tone.GOOD,
    Finding.WORSE_THAN_RULES: Tone.WORRYING,
    Finding.NO_BETTER_THAN_RULES: Tone.UNSAID,
    Finding.RANKINGS_NOT_COMPARED: Tone.UNSAID,
    Finding.LEARNING_PAYS: Tone.GOOD,
    Finding.LEARNING_DOES_NOT_PAY: Tone.UNSAID,
    Finding.LISTS_NOT_MEASURED: Tone.UNSAID,
    Finding.PROMISES_KEPT: Tone.GOOD,
    Finding.PROMISES_NOT_KEPT: Tone.WORRYING,
    Finding.PROMISES_NOT_MEASURED: Tone.UNSAID,
    Finding.GAP_FOUND: Tone.WORRYING,
    Finding.NO_GAP_FOUND: Tone.GOOD,
    Finding.GAPS_NOT_MEASURED: Tone.UNSAID,
    Finding.NO_GROUPS: Tone.UNSAID,
    Finding.GROUP_GUESSED: Tone.WORRYING,
    Finding.CROWDED: Tone.WORRYING,
    Finding.SPREAD: Tone.GOOD,
    Finding.FEW_SHOWN: Tone.WORRYING,
    Finding.SPREAD_NOT_MEASURED: Tone.UNSAID,
    Finding.EXTRACT_ASKED: Tone.WORRYING,
    Finding.EXTRACT_ASKED_BY_FEW: Tone.WORRYING,
    Finding.FIGURES_TOO_THIN: Tone.UNSAID,
    Finding.FIGURES_WITHHELD: Tone.UNSAID,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding with the figures that it rests on."""

    finding: Finding
    part: Part
    figures: dict[str, Figure] = field(default_factory=dict)
    """By the name of the blank that they fill."""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def tone(self) -> Tone:
        """How it is to be taken."""
        return TONES[self.finding]


def findings(quality: Quality) -> tuple[Found, ...]:
    """What a reader in a hurry must know, in the order in which it matters."""
    return (
        *_gaps(quality),
        *_guessed(quality),
        *_extracts(quality),
        *_rankings(quality),
        *_promises(quality),
        *_spread(quality),
        *_missing(quality),
    )


def _gaps(quality: Quality) -> Iterator[Found]:
    gaps = [one for one in quality.figures if one.section == Section.GAPS]
    if not gaps:
        yield Found(finding=Finding.NO_GROUPS, part=Part.FAIRNESS)
        return
    for one in gaps:
        if one.is_found:
            yield Found(finding=Finding.GAP_FOUND, part=Part.FAIRNESS, figures={"gap": one})
    told = sum(one.value is not None for one in gaps)
    if told and not any(one.is_found for one in gaps):
        yield Found(finding=Finding.NO_GAP_FOUND, part=Part.FAIRNESS, counts={"told": told})
    if told < len(gaps):
        counts = {"missing": len(gaps) - told, "all": len(gaps)}
        yield Found(finding=Finding.GAPS_NOT_MEASURED, part=Part.FAIRNESS, counts=counts)


def _guessed(quality: Quality) -> Iterator[Found]:
    for one in quality.figures:
        is_probe = one.section == Section.MIRROR and one.column == "auc"
        if is_probe and one.low is not None and one.low > GUESSED:
            yield Found(finding=Finding.GROUP_GUESSED, part=Part.FAIRNESS, figures={"auc": one})


def _extracts(quality: Quality) -> Iterator[Found]:
    asked = quality.figure(Section.REFUSALS, _EXTRACT, "people", table="company")
    if asked is None:
        return
    if asked.value is None:
        yield Found(finding=Finding.EXTRACT_ASKED_BY_FEW, part=Part.PATH)
    elif asked.value > 0:
        yield Found(finding=Finding.EXTRACT_ASKED, part=Part.PATH, figures={"people": asked})


def _rankings(quality: Quality) -> Iterator[Found]:
    found = quality.figure(Section.RANKERS, "hybrid", "person-minus-rules", table="outcomes")
    figures = {} if found is None else {"gap": found}
    yield Found(finding=_beside_rules(found), part=Part.LISTS, figures=figures)
    if quality.learned_beats_rules is not None:
        pays = quality.learned_beats_rules
        finding = Finding.LEARNING_PAYS if pays else Finding.LEARNING_DOES_NOT_PAY
        yield Found(finding=finding, part=Part.LISTS)
    worse = quality.figure(Section.QUALITY, "ndcg@5", "worse")
    if worse is None or worse.value is None:
        yield Found(finding=Finding.LISTS_NOT_MEASURED, part=Part.LISTS)


def _beside_rules(found: Figure | None) -> Finding:
    if found is None or found.low is None or found.high is None:
        return Finding.RANKINGS_NOT_COMPARED
    if found.is_found:
        return Finding.BEATS_RULES
    return Finding.WORSE_THAN_RULES if found.high < 0 else Finding.NO_BETTER_THAN_RULES


def _promises(quality: Quality) -> Iterator[Found]:
    error = quality.figure(Section.CALIBRATION, "all", "ece")
    chance = quality.figure(Section.CALIBRATION, "all", "ece-by-chance")
    if error is None or error.low is None or chance is None or chance.value is None:
        yield Found(finding=Finding.PROMISES_NOT_MEASURED, part=Part.LISTS)
        return
    kept = error.low <= chance.value
    yield Found(
        finding=Finding.PROMISES_KEPT if kept else Finding.PROMISES_NOT_KEPT,
        part=Part.LISTS,
        figures={"error": error, "chance": chance},
    )


def _spread(quality: Quality) -> Iterator[Found]:
    share = quality.figure(Section.CROWDING, "companies", "max-share")
    coverage = quality.figure(Section.CROWDING, "companies", "coverage")
    if share is None or share.value is None or coverage is None or coverage.value is None:
        yield Found(finding=Finding.SPREAD_NOT_MEASURED, part=Part.EXPOSURE)
        return
    figures = {"share": share, "coverage": coverage}
    crowded = share.value > TOP_SHARE
    yield Found(
        finding=Finding.CROWDED if crowded else Finding.SPREAD, part=Part.EXPOSURE, figures=figures
    )
    if coverage.value < LEAST_COVERAGE:
        yield Found(finding=Finding.FEW_SHOWN, part=Part.EXPOSURE, figures=figures)


def _missing(quality: Quality) -> Iterator[Found]:
    withheld = sum(one.is_withheld for one in quality.figures)
    thin = sum(bool(one.lacking) for one in quality.figures) - withheld
    counts = {"all": len(quality.figures)}
    if thin:
        counts_thin = {**counts, "missing": thin}
        yield Found(finding=Finding.FIGURES_TOO_THIN, part=Part.LISTS, counts=counts_thin)
    if withheld:
        counts_withheld = {**counts, "missing": withheld}
        yield Found(finding=Finding.FIGURES_WITHHELD, part=Part.FAIRNESS, counts=counts_withheld)
