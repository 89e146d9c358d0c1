"""Plausible answers to open questions: few, finite, weighted.

The weights are what counsellors would call usual, and no measurement: they say which answer to
expect, so that a question whose rare answer changes everything is not asked before one whose
ordinary answer changes much. Where an answer is a text (a town, a certificate, a trade), what the
catalogue offers is taken. The legal minimum age is no question about a person: it is confirmed for
one opening, on its line, and is left out here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from matching.records import Opportunity, Profile, Statement
from matching.text import know_how, wishes
from matching.vocabulary import (
    AnswerForm,
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    MissingField,
    Space,
    StatementKind,
)

STILL_TRUE = 0.6
"""Weight of "nothing changed" for what was stated long ago."""
_TEXTS = 5
"""Towns, certificates or trades tried at most."""
_LITTLE_MONEY_MAD = Decimal(5_000)
_WIDE_KM = 2_000.0
"""Farther than any two towns of the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """One answer, and the profile once it is given."""

    form: AnswerForm
    weight: float
    """In (0, 1]; those of one question sum to 1."""
    profile: Profile
    words: tuple[StrEnum, ...] = ()
    """What it names of closed lists."""
    text: str = ""
    """What it names in words."""
    number: float | None = None
    """Kilometres, days, months or dirhams, as the form says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What plausible answers are made from."""

    profile: Profile
    today: date
    first: Sequence[Opportunity]
    """What stands first on the list now, best first."""
    catalogue: Sequence[Opportunity]
    """Everything of that kind."""


def plausible_answers(asked: Asked, field: MissingField, *, is_stale: bool) -> list[Plausible]:
    """The answers to one question; none where only the person could name one.

    Args:
        asked: Whom, when, and what the list shows.
        field: What is asked.
        is_stale: Something was stated, long ago: most often it still holds.
    """
    found = list(_ANSWERS[field](asked)) if field in _ANSWERS else []
    if is_stale and found:
        same = Plausible(form=AnswerForm.UNCHANGED, weight=STILL_TRUE, profile=asked.profile)
        share = (1.0 - STILL_TRUE) / sum(one.weight for one in found)
        return [same, *(replace(one, weight=one.weight * share) for one in found)]
    total = sum(one.weight for one in found)
    return [replace(one, weight=one.weight / total) for one in found]


def _licences(asked: Asked) -> Iterator[Plausible]:
    usual: Mapping[frozenset[Licence], float] = {
        frozenset(): 0.55,
        frozenset({Licence.B}): 0.35,
        frozenset({Licence.B, Licence.C}): 0.05,
        frozenset({Licence.FORKLIFT}): 0.05,
    }
    return _of_sets(asked, "licences", usual)


def _contracts(asked: Asked) -> Iterator[Plausible]:
    usual = {
        frozenset(ContractKind): 0.5,
        frozenset({ContractKind.PERMANENT, ContractKind.FIXED_TERM}): 0.3,
        frozenset({ContractKind.PERMANENT}): 0.2,
    }
    return _of_sets(asked, "contracts", usual)


def _limits(asked: Asked) -> Iterator[Plausible]:
    usual: Mapping[frozenset[Demand], float] = {
        frozenset(): 0.7,
        frozenset({Demand.HEAVY_LIFTING}): 0.12,
        frozenset({Demand.PROLONGED_STANDING}): 0.06,
        frozenset({Demand.NIGHT_WORK}): 0.06,
        frozenset({Demand.HEIGHTS}): 0.06,
    }
    return _of_sets(asked, "ruled_out", usual)


def _of_sets(asked: Asked, field: str, usual: Mapping[Any, float]) -> Iterator[Plausible]:
    for chosen, weight in usual.items():
        yield Plausible(
            form=AnswerForm.THESE if chosen else AnswerForm.NONE,
            weight=weight,
            profile=replace(asked.profile, **{field: chosen}),
            words=tuple(sorted(chosen)),
        )


def _own_means(asked: Asked) -> Iterator[Plausible]:
    """Of what was not asked: nothing, a corner at home, a little money. Tools are not guessed."""
    profile = asked.profile
    tools = profile.own_tools if profile.own_tools is not None else ()
    places = profile.own_premises if profile.own_premises is not None else frozenset()
    money = profile.own_money_mad if profile.own_money_mad is not None else Decimal(0)
    known = replace(profile, own_tools=tools, own_premises=places, own_money_mad=money)
    yield Plausible(form=AnswerForm.NONE, weight=0.5, profile=known)
    if profile.own_premises is None:
        at_home = replace(known, own_premises=frozenset({Space.HOME}))
        yield Plausible(form=AnswerForm.THESE, weight=0.3, profile=at_home, words=(Space.HOME,))
    if profile.own_money_mad is None:
        with_money = replace(known, own_money_mad=_LITTLE_MONEY_MAD)
        yield Plausible(
            form=AnswerForm.WITH_MAD,
            weight=0.2,
            profile=with_money,
            number=float(_LITTLE_MONEY_MAD),
        )


def _languages(asked: Asked) -> Iterator[Plausible]:
    spoken, written = LanguageLevel.SPOKEN, LanguageLevel.WRITTEN
    darija = {LanguageCode.DARIJA: spoken}
    arabic = {**darija, LanguageCode.ARABIC: written}
    usual: Sequence[tuple[Mapping[LanguageCode, LanguageLevel], float]] = (
        (darija, 0.35),
        ({**arabic, LanguageCode.FRENCH: spoken}, 0.35),
        ({**arabic, LanguageCode.FRENCH: written}, 0.2),
        ({**arabic, LanguageCode.FRENCH: written, LanguageCode.ENGLISH: spoken}, 0.1),
    )
    for known, weight in usual:
        yield Plausible(
            form=AnswerForm.THESE,
            weight=weight,
            profile=replace(asked.profile, languages=known),
            words=tuple(word for pair in known.items() for word in pair),
        )


def _mobility(asked: Asked) -> Iterator[Plausible]:
    for distance_km, weight in ((10.0, 0.3), (30.0, 0.4), (80.0, 0.2), (_WIDE_KM, 0.1)):
        is_wide = distance_km == _WIDE_KM
        yield Plausible(
            form=AnswerForm.ANYWHERE if is_wide else AnswerForm.WITHIN_KM,
            weight=weight,
            profile=replace(asked.profile, max_distance_km=distance_km, accepted_regions=None),
            number=None if is_wide else distance_km,
        )


def _availability(asked: Asked) -> Iterator[Plausible]:
    for days, weight in ((0, 0.45), (30, 0.35), (90, 0.2)):
        day = asked.today + timedelta(days=days)
        yield Plausible(
            form=AnswerForm.IN_DAYS,
            weight=weight,
            profile=replace(asked.profile, available_from=day),
            number=float(days),
        )


def _home(asked: Asked) -> Iterator[Plausible]:
    """The towns with most opportunities, as often as they have them."""
    towns = Counter(one.town for one in asked.catalogue if one.town is not None)
    for town, count in towns.most_common(_TEXTS):
        yield Plausible(
            form=AnswerForm.NAMED,
            weight=float(count),
            profile=replace(asked.profile, home=town),
            text=town.name_fr,
        )


def _certificates(asked: Asked) -> Iterator[Plausible]:
    """None, or one of those that the first lines ask for."""
    wanted = [text for one in asked.first for text in one.required_certificates]
    none = replace(asked.profile, has_certificates=False)
    yield Plausible(form=AnswerForm.NONE, weight=0.6, profile=none)
    yield from _named(asked, StatementKind.CERTIFICATE, wanted, 0.4)


def _wishes(asked: Asked) -> Iterator[Plausible]:
    """None in particular, or the work of one of the first lines."""
    yield Plausible(form=AnswerForm.NONE, weight=0.2, profile=asked.profile)
    yield from _named(asked, StatementKind.WISH, [one.title for one in asked.first], 0.8)


def _skills(asked: Asked) -> Iterator[Plausible]:
    """For somebody who only wishes: they know nothing yet, or they know what they wish to do."""
    if know_how(asked.profile):
        return
    yield Plausible(form=AnswerForm.NONE, weight=0.5, profile=asked.profile)
    wanted = [line.text for line in wishes(asked.profile)]
    yield from _named(asked, StatementKind.SKILL, wanted, 0.5)


def _named(
    asked: Asked, kind: StatementKind, texts: Iterable[str], weight: float
) -> Iterator[Plausible]:
    some = list(dict.fromkeys(texts))[:_TEXTS]
    for text in some:
        yield Plausible(
            form=AnswerForm.NAMED,
            weight=weight / len(some),
            profile=_stating(asked.profile, Statement(kind=kind, text=text)),
            text=text,
        )


def _experience(asked: Asked) -> Iterator[Plausible]:
    """None, a year or four years in the first thing the person can do."""
    yield Plausible(form=AnswerForm.NONE, weight=0.4, profile=asked.profile)
    for line in know_how(asked.profile)[:1]:
        for months, weight in ((12, 0.35), (48, 0.25)):
            worked = Statement(kind=StatementKind.EXPERIENCE, text=line.text, months=months)
            yield Plausible(
                form=AnswerForm.FOR_MONTHS,
                weight=weight,
                profile=_stating(asked.profile, worked),
                text=line.text,
                number=float(months),
            )


def _stating(profile: Profile, line: Statement) -> Profile:
    return replace(profile, statements=(*profile.statements, line))


_ANSWERS: Mapping[MissingField, Callable[[Asked], Iterator[Plausible]]] = {
    MissingField.SKILLS: _skills,
    MissingField.EXPERIENCE: _experience,
    MissingField.CERTIFICATES: _certificates,
    MissingField.LANGUAGES: _languages,
    MissingField.LICENCES: _licences,
    MissingField.WISHES: _wishes,
    MissingField.HOME: _home,
    MissingField.MOBILITY: _mobility,
    MissingField.AVAILABILITY: _availability,
    MissingField.CONTRACTS: _contracts,
    MissingField.FUNCTIONAL_LIMITS: _limits,
    MissingField.OWN_MEANS: _own_means,
}
