"""The rules of `rules.py` over whole columns: one boolean per opportunity and rule, True = refused.

Conditions repeat (towns, timetables, languages, certificates), so each distinct value is judged
once and the answer is spread over the rows that share it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from matching.catalogue import Catalogue, Ints, bits_of
from matching.parameters import RuleParameters
from matching.ports import Mask
from matching.proposals import Filters, Question
from matching.records import Profile
from matching.rules import (
    Situation,
    certificates_are_known,
    held_licences,
    lacks_language,
    spoken_levels,
)
from matching.schedule import week_number
from matching.vocabulary import ContractKind, Demand, Licence, Refusal

Masks = Mapping[Refusal, Mask]


def _spread(flags: Iterable[bool], column: Ints) -> Mask:
    """Flag of each row's value; False for NOTHING, which points at the last place."""
    return np.array([*flags, False], dtype=np.bool_)[column]


def distances(profile: Profile, catalogue: Catalogue) -> npt.NDArray[np.float64]:
    """Kilometres from the person's town to each opportunity's, shape (n,); nan when unknown."""
    home = profile.home.place if profile.home else None
    if home is None:
        return np.full(len(catalogue), np.nan)
    values = catalogue.numbers.distances_from(home)
    return np.array([*values, np.nan])[catalogue.columns.place]


def filtered(filters: Filters, catalogue: Catalogue, distance: npt.NDArray[np.float64]) -> Mask:
    """Rows that meet what the shortlist was narrowed to; an unknown value does not meet it.

    Args:
        filters: What it was narrowed to.
        catalogue: n rows.
        distance: Kilometres from the person's town, shape (n,); nan when unknown.
    """
    columns, numbers = catalogue.columns, catalogue.numbers
    kept = np.ones(len(catalogue), dtype=np.bool_)
    if filters.sectors:
        kept &= np.isin(columns.sector, numbers.sectors.known(filters.sectors))
    if filters.regions:
        kept &= np.isin(columns.region, numbers.regions.known(filters.regions))
    if filters.contracts:
        kept &= (columns.contract & bits_of(filters.contracts, ContractKind)) != 0
    if filters.max_distance_km is not None:
        kept &= distance <= filters.max_distance_km
    if filters.max_weekly_hours is not None:
        hours = columns.weekly_hours
        kept &= (hours > 0) & (hours <= filters.max_weekly_hours)
    return kept


def situation_masks(
    catalogue: Catalogue, situation: Situation, parameters: RuleParameters
) -> Masks:
    """Rules that do not depend on the person, computed once for each situation."""
    columns, providers = catalogue.columns, catalogue.numbers.providers.values
    places = columns.places.copy()
    for identifier, count in situation.taken.items():
        if (row := catalogue.row_of.get(identifier)) is not None:
            places[row] -= count
    paused = (
        bool(company and company.is_paused) for company in map(situation.companies.get, providers)
    )
    silent = (situation.is_silent(one, parameters.silent_after_contacts) for one in providers)
    return {
        Refusal.NO_PLACE_LEFT: places <= 0,
        Refusal.COMPANY_PAUSED: _spread(paused, columns.provider),
        Refusal.COMPANY_AT_CAP: _spread(map(situation.is_at_cap, providers), columns.provider),
        Refusal.COMPANY_SILENT: _spread(silent, columns.provider),
    }


def convention_masks(catalogue: Catalogue, situation: Situation, today: date) -> Masks:
    """Rules about conventions, which depend on the day; left out where nothing was signed."""
    conventions = situation.conventions
    if not conventions.by_company:
        return {}
    signed = catalogue.numbers.providers.known(frozenset(conventions.by_company))
    rows = np.flatnonzero(np.isin(catalogue.columns.provider, signed)).tolist()
    asked = {
        Refusal.CONVENTION_EXPIRED: conventions.has_expired,
        Refusal.QUOTA_REACHED: conventions.is_at_quota,
    }
    masks = {refusal: np.zeros(len(catalogue), dtype=np.bool_) for refusal in asked}
    for row in rows:
        for refusal, refuses in asked.items():
            masks[refusal][row] = refuses(catalogue.opportunities[row], today)
    return masks


def personal_masks(
    question: Question,
    catalogue: Catalogue,
    parameters: RuleParameters,
    holds: Callable[[str], bool],
    distance: npt.NDArray[np.float64],
) -> Masks:
    """Rules that depend on the person. A rule that cannot refuse anything here is left out."""
    profile, history = question.profile, question.history
    asked = {
        **_time_masks(profile, question.today, catalogue, parameters),
        **_reach_masks(profile, catalogue, distance),
        **_ability_masks(profile, catalogue, holds),
    }
    remembered = {
        Refusal.LEGAL_AGE_NOT_MET: history.legal_age_not_met,
        Refusal.ALREADY_PROPOSED: history.in_progress,
        Refusal.ALREADY_DECLINED: history.declined,
    }
    listed = {refusal: _listed(ids, catalogue) for refusal, ids in remembered.items() if ids}
    return {**asked, **listed}


def _listed(ids: Iterable[str], catalogue: Catalogue) -> Mask:
    mask = np.zeros(len(catalogue), dtype=np.bool_)
    mask[[catalogue.row_of[one] for one in ids if one in catalogue.row_of]] = True
    return mask


def _time_masks(
    profile: Profile, today: date, catalogue: Catalogue, parameters: RuleParameters
) -> dict[Refusal, Mask]:
    columns, numbers = catalogue.columns, catalogue.numbers
    masks = {Refusal.EXPIRED: columns.last_day < today.toordinal()}
    if profile.available_from is not None:
        available = profile.available_from.toordinal() - parameters.start_grace_days
        starts = columns.starts_on
        masks[Refusal.STARTS_BEFORE_AVAILABLE] = (starts > 0) & (starts < available)
    if profile.unavailable:
        taken = week_number(profile.unavailable)
        clashes = (bool(taken & week_number(slots)) for slots in numbers.schedules.values)
        masks[Refusal.SLOT_UNAVAILABLE] = _spread(clashes, columns.schedule)
    if profile.max_weekly_hours is not None:
        masks[Refusal.TOO_MANY_HOURS] = columns.weekly_hours > profile.max_weekly_hours
    return masks


def _reach_masks(
    profile: Profile, catalogue: Catalogue, distance: npt.NDArray[np.float64]
) -> dict[Refusal, Mask]:
    columns, regions = catalogue.columns, catalogue.numbers.regions
    accepted = profile.accepted_regions or frozenset()
    in_region = np.isin(columns.region, regions.known(accepted))
    masks: dict[Refusal, Mask] = {}
    if profile.max_distance_km is not None:
        # A comparison with nan is False: an unknown distance refuses nothing.
        masks[Refusal.TOO_FAR] = (distance > profile.max_distance_km) & ~in_region
    if profile.accepted_regions is not None:
        undecided = np.isnan(distance) if profile.max_distance_km is not None else True
        masks[Refusal.REGION_NOT_ACCEPTED] = (columns.region >= 0) & ~in_region & undecided
    return masks


def _ability_masks(
    profile: Profile, catalogue: Catalogue, holds: Callable[[str], bool]
) -> dict[Refusal, Mask]:
    columns, numbers = catalogue.columns, catalogue.numbers
    masks: dict[Refusal, Mask] = {}
    if profile.languages is not None:
        spoken = spoken_levels(profile.languages)
        lacking = (lacks_language(spoken, dict(need)) for need in numbers.languages.values)
        masks[Refusal.LANGUAGE_MISSING] = _spread(lacking, columns.languages)
    if profile.licences is not None:
        held = bits_of(held_licences(profile.licences), Licence)
        masks[Refusal.LICENCE_MISSING] = (columns.licences & ~held) != 0
    if certificates_are_known(profile):
        missing = (not all(map(holds, need)) for need in numbers.certificates.values)
        masks[Refusal.CERTIFICATE_MISSING] = _spread(missing, columns.certificates)
    if profile.ruled_out:
        masks[Refusal.FUNCTIONAL_LIMIT] = (
            columns.demands & bits_of(profile.ruled_out, Demand)
        ) != 0
    if profile.contracts is not None:
        accepted = bits_of(profile.contracts, ContractKind)
        masks[Refusal.CONTRACT_NOT_ACCEPTED] = (columns.contract != 0) & (
            columns.contract & accepted == 0
        )
    return masks


def allowed_rows(masks: Masks, rows: int) -> Mask:
    """Rows that no rule refuses."""
    refused = np.zeros(rows, dtype=np.bool_)
    for mask in masks.values():
        refused |= mask
    return ~refused
