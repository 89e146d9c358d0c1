"""The records of the flow. None of them can hold a name, a sex, an age, an address or a past."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from matching.geography import Town
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    Space,
    StatementKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of a profile: the piece of evidence that a requirement may rest on."""

    kind: StatementKind
    text: str
    """Free text in French, Arabic, English or Darija, already free of personal data."""
    months: int | None = None
    """Length of the experience or of the training; None when not known."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """A part of a week, from `start_minute` (included) to `end_minute` (excluded)."""

    weekday: int
    """0 is Monday, 6 is Sunday."""
    start_minute: int
    """Minutes after midnight, 0..1439."""
    end_minute: int
    """Minutes after midnight, 1..1440, greater than `start_minute`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person looking for work, as matching may know them.

    A field that is None (or an empty `statements`) was not asked or not answered; it never excludes
    anything. An empty set was answered: "none".
    """

    id: str
    """Opaque UUID; says nothing about the person."""
    statements: tuple[Statement, ...] = ()
    home: Town | None = None
    """Town of residence after release; the matcher sees its centre, never an address."""
    max_distance_km: float | None = None
    """As the crow flies between town centres."""
    accepted_regions: frozenset[str] | None = None
    """Region codes ("MA-06"); a place in one of them is accepted whatever its distance."""
    available_from: date | None = None
    unavailable: frozenset[Slot] = frozenset()
    """Parts of the week already taken; the reason is never known."""
    max_weekly_hours: int | None = None
    languages: Mapping[LanguageCode, LanguageLevel] | None = None
    licences: frozenset[Licence] | None = None
    has_certificates: bool | None = None
    """False: asked, and holds none. None: not asked, unless a statement is a certificate."""
    contracts: frozenset[ContractKind] | None = None
    """Contracts accepted; None when any may be proposed."""
    ruled_out: frozenset[Demand] | None = None
    """What a job must not ask of this person; never why."""
    own_tools: tuple[str, ...] | None = None
    """Tools and vehicles the person has for a trade of their own; free text."""
    own_premises: frozenset[Space] | None = None
    """Places the person may use for it."""
    own_money_mad: Decimal | None = None
    """Dirhams the person can put into it; 0 was answered: none."""
    noted_on: Mapping[str, date] = field(default_factory=dict)
    """Field name -> day it was last stated or confirmed; old fields lower confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A partner company, with what an officer decided about it."""

    id: str
    name: str
    sector: str | None = None
    town: Town | None = None
    max_pending: int | None = None
    """People who may be in progress at the same time; None when there is no cap."""
    is_paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KitItem:
    """One line of the equipment of an activity."""

    name: str
    quantity: int
    """At least 1."""
    price_low_mad: Decimal
    """Of one piece, in dirhams to the centime, at least 0."""
    price_high_mad: Decimal
    """At least `price_low_mad`; equal when there is a quote."""
    source: str = ""
    """The quote or the list the price comes from, or that it is an estimate, with its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """Anything that can be proposed: one shape for four kinds, empty where a kind has no use."""

    id: str
    kind: OpportunityKind
    title: str
    description: str = ""
    skills: tuple[str, ...] = ()
    """What is asked for (opening, activity), taught (training) or passed on (mentor); free text."""
    provider_id: str | None = None
    """The company of an opening, or the body that offers a training; None for an activity."""
    provider_name: str = ""
    sector: str | None = None
    town: Town | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    """Last day on which it may be proposed."""
    places: int | None = None
    """Places offered; None when there is no limit."""
    schedule: frozenset[Slot] = frozenset()
    """Fixed hours; empty when they can be arranged."""
    weekly_hours: int | None = None
    contract: ContractKind | None = None
    required_languages: Mapping[LanguageCode, LanguageLevel] = field(default_factory=dict)
    required_licences: frozenset[Licence] = frozenset()
    required_certificates: tuple[str, ...] = ()
    """All of them are needed; free text matched against the certificates of a profile."""
    legal_minimum_age: int | None = None
    """Years; a legal fact about the job. A human confirms it for a person, the matcher cannot."""
    demands: frozenset[Demand] = frozenset()
    asks_record_extract: bool = False
    """Known to officers only, so that it can be renegotiated; never a feature or shown outside."""
    cost_mad: Decimal | None = None
    """Equipment of an activity, in dirhams."""
    kit: tuple[KitItem, ...] = ()
    """The equipment of an activity, item by item."""
    working_capital_mad: Decimal | None = None
    """First stock and first weeks of an activity, in dirhams, beside its equipment."""
    permits: tuple[str, ...] = ()
    """Authorisations an activity needs, in words; none of them excludes anybody."""
    space: Space | None = None
    """Where an activity is carried on."""
    co_funding: tuple[str, ...] = ()
    """Who usually funds a part of an activity."""
    isco: str = ""
    """ISCO-08 unit group of an activity, four digits."""
    rome: str = ""
    """ROME code of an activity."""
    title_ar: str = ""
    title_en: str = ""
    aliases: tuple[str, ...] = ()
    """Other names of an activity, Darija in both scripts among them; each is as good as its title
    to be recognised by."""
    to_review: Mapping[str, str] = field(default_factory=dict)
    """Field that a person must still decide -> what was written there, "" when nothing was."""
