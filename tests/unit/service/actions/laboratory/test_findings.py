"""Each finding, at its border: what is proved is told, what is not is not."""

from typing import Any

import pytest

from service.actions.laboratory.findings import TONES, Finding, Part, Tone, findings
from service.wording.findings import FINDINGS
from tests.unit.service.actions.laboratory.test_quality import a_report

NOTHING: dict[str, Any] = {"value": None, "low": None, "high": None, "n": None}
GAP: dict[str, Any] = {
    "section": "gaps",
    "table": "gender",
    "row": "female",
    "column": "proposed",
    "kind": "gap",
    "value": -0.2,
    "low": -0.3,
    "high": -0.1,
}
RULES: dict[str, Any] = {
    "section": "rankers",
    "table": "outcomes",
    "row": "hybrid",
    "column": "person-minus-rules",
    "kind": "gap",
}
ERROR: dict[str, Any] = {"section": "calibration", "row": "all", "column": "ece"}
CHANCE: dict[str, Any] = {
    **NOTHING,
    "section": "calibration",
    "row": "all",
    "column": "ece-by-chance",
    "value": 0.06,
}
COMPANY: dict[str, Any] = {"section": "crowding", "row": "companies", "kind": "share"}
EXTRACT: dict[str, Any] = {
    **NOTHING,
    "section": "refusals",
    "table": "company",
    "row": "record-extract-asked",
    "column": "people",
    "kind": "count",
}


def found(*figures: dict[str, Any], **more: Any) -> set[Finding]:
    return {one.finding for one in findings(a_report(*figures, **more))}


def test_a_report_about_nothing_says_only_what_cannot_be_said() -> None:
    assert {one.tone for one in findings(a_report())} == {Tone.UNSAID}
    assert found() == {
        Finding.NO_GROUPS,
        Finding.RANKINGS_NOT_COMPARED,
        Finding.LISTS_NOT_MEASURED,
        Finding.PROMISES_NOT_MEASURED,
        Finding.SPREAD_NOT_MEASURED,
    }


def test_a_gap_is_told_only_when_the_laboratory_found_it() -> None:
    assert Finding.GAP_FOUND in found({**GAP, "is_found": True})
    not_found = found(GAP)
    assert Finding.GAP_FOUND not in not_found
    assert Finding.NO_GAP_FOUND in not_found


def test_gaps_that_could_not_be_looked_at_are_counted() -> None:
    thin = {**GAP, **NOTHING, "row": "male", "lacking": "few-people"}
    (told,) = [
        one for one in findings(a_report(GAP, thin)) if one.finding is Finding.GAPS_NOT_MEASURED
    ]
    assert told.counts == {"missing": 1, "all": 2}
    assert Finding.NO_GAP_FOUND not in found(thin)


@pytest.mark.parametrize(
    ("ends", "is_found", "expected"),
    [
        ((0.01, 0.05), True, Finding.BEATS_RULES),
        ((0.01, 0.05), False, Finding.NO_BETTER_THAN_RULES),
        ((-0.05, 0.05), False, Finding.NO_BETTER_THAN_RULES),
        ((-0.05, -0.01), False, Finding.WORSE_THAN_RULES),
        ((None, None), False, Finding.RANKINGS_NOT_COMPARED),
    ],
)
def test_a_release_is_beside_rules(
    ends: tuple[float | None, float | None], is_found: bool, expected: Finding
) -> None:
    assert expected in found({**RULES, "low": ends[0], "high": ends[1], "is_found": is_found})


@pytest.mark.parametrize(
    ("pays", "expected"),
    [(True, Finding.LEARNING_PAYS), (False, Finding.LEARNING_DOES_NOT_PAY)],
)
def test_learning_pays_or_does_not(pays: bool, expected: Finding) -> None:
    assert expected in found(learned_beats_rules=pays)


@pytest.mark.parametrize(
    ("low", "expected"),
    [(0.061, Finding.PROMISES_NOT_KEPT), (0.06, Finding.PROMISES_KEPT)],
)
def test_promises_are_broken_only_beyond_what_chance_breaks(low: float, expected: Finding) -> None:
    assert expected in found({**ERROR, "low": low, "high": 0.2}, CHANCE)


@pytest.mark.parametrize(
    ("share", "coverage", "expected"),
    [
        (0.26, 0.9, {Finding.CROWDED}),
        (0.25, 0.9, {Finding.SPREAD}),
        (0.25, 0.49, {Finding.SPREAD, Finding.FEW_SHOWN}),
        (0.25, 0.5, {Finding.SPREAD}),
    ],
)
def test_crowding_warns_above_its_bounds(
    share: float, coverage: float, expected: set[Finding]
) -> None:
    told = found(
        {**COMPANY, "column": "max-share", "value": share},
        {**COMPANY, "column": "coverage", "value": coverage},
    )
    about = {Finding.CROWDED, Finding.SPREAD, Finding.FEW_SHOWN}
    assert told & about == expected


@pytest.mark.parametrize(("low", "told"), [(0.56, True), (0.55, False)])
def test_a_group_is_guessed_above_the_bound(low: float, told: bool) -> None:
    probe = {"section": "mirror", "table": "probe", "row": "gender: female", "column": "auc"}
    assert (Finding.GROUP_GUESSED in found({**probe, "low": low, "high": 0.7})) is told


def test_asking_for_an_extract_is_told_with_its_number_or_without() -> None:
    assert Finding.EXTRACT_ASKED in found({**EXTRACT, "value": 12})
    assert Finding.EXTRACT_ASKED_BY_FEW in found({**EXTRACT, "lacking": "withheld"})
    none = found({**EXTRACT, "value": 0})
    assert not none & {Finding.EXTRACT_ASKED, Finding.EXTRACT_ASKED_BY_FEW}


def test_what_is_withheld_is_not_counted_as_thin() -> None:
    quality = a_report(
        {**EXTRACT, "lacking": "withheld"}, {**GAP, **NOTHING, "lacking": "few-people"}, {}
    )
    counts = {one.finding: one.counts for one in findings(quality)}
    assert counts[Finding.FIGURES_TOO_THIN] == {"missing": 1, "all": 3}
    assert counts[Finding.FIGURES_WITHHELD] == {"missing": 1, "all": 3}


def test_every_finding_has_a_tone_a_page_and_words() -> None:
    assert set(TONES) == set(Finding)
    assert set(FINDINGS) == {one.value for one in Finding}
    assert {one.part for one in findings(a_report())} <= set(Part)
