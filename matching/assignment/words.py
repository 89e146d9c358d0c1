"""Closed lists of assignments. Their wording is in `service/wording/assignments.py`."""

from enum import StrEnum


class Objective(StrEnum):
    """What is optimised, once priorities and floors are kept."""

    TOTAL = "total"
    """The sum of the values."""
    WORST_OFF = "worst-off"
    """As many people served as possible, then the lowest value among them, then the sum."""
    TOTAL_WITH_FLOOR = "total-with-floor"
    """As many people served as possible, nobody below a stated value, then the sum."""


class LimitKind(StrEnum):
    """What may keep a person from an option, or make the terms impossible together."""

    PLACES = "places"
    COMPANY_CAP = "company-cap"
    COMPANY_PACE = "company-pace"
    """Starts at one company in one month."""
    CONVENTION_QUOTA = "convention-quota"
    ENVELOPE = "envelope"
    TOWN_FLOOR = "town-floor"


class UnservedReason(StrEnum):
    """Why a person got nothing. Every person without an option has at least one."""

    EXCLUDED = "excluded"
    """An officer left the person out of this plan."""
    ALL_REFUSED = "all-refused"
    """The rules refuse every option; the refusals are counted beside."""
    NONE_SUITABLE = "none-suitable"
    """Rules allow some, and none fits well enough to be proposed."""
    ABOVE_GRANT_CAP = "above-grant-cap"
    """What fits costs the envelope more than one person may be granted."""
    BELOW_FLOOR = "below-floor"
    """What is left fits less than the floor that people stated."""
    PLACES_TAKEN = "places-taken"
    COMPANY_FULL = "company-full"
    PACE_REACHED = "pace-reached"
    QUOTA_REACHED = "quota-reached"
    ENVELOPE_SPENT = "envelope-spent"
    WORTH_NOTHING = "worth-nothing"
    """An option is left, and its value is 0."""


class PlanRemark(StrEnum):
    """What the reader of a plan should know, and that did not stop it."""

    CAP_BEYOND_PLACES = "cap-beyond-places"
    """A company's cap is larger than its places: it limits nothing."""
    PRICE_MISSING = "price-missing"
    """An activity without a price was left out, because the envelope is shared out by price."""
    NO_PLACE_LEFT = "no-place-left"
    """An option had no place left before this plan began."""
    TOWN_AT_ZERO = "town-at-zero"
    """A town of the cohort gets nothing; the reasons of its people say why."""
    NOT_PROVEN = "not-proven"
    """Time ran out before the optimum was proven; the gap says how far it may be."""


class Way(StrEnum):
    """Three ways to share out the same options, shown beside each other."""

    PLAN = "plan"
    BEST_FOR_EACH = "best-for-each"
    """Everybody's best option as if they were alone; it may exceed the limits, and says so."""
    FIRST_COME = "first-come"
    """Each person in the order of the cohort takes the best that is left."""


class Proof(StrEnum):
    """How far the answer is known to be the best one."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within-gap"
