"""What somebody writes on the page of a new cohort, read into a question, or sent back whole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from matching.assignment.terms import Terms
from matching.assignment.words import Objective
from matching.vocabulary import OpportunityKind
from service.actions.assigning.cohorts import ASKING, Asked, Enrolled
from service.actions.assigning.people import UnusableLine, gather_people
from service.intake.cells import InvalidCell, number_of
from service.security import Caller, can, check_can
from service.storage import Storage


class FormFault(StrEnum):
    """What is wrong with a field of the form."""

    DAY_UNREADABLE = "day-unreadable"
    DAY_MISSING = "day-missing"
    """Only one of the two days is given."""
    DAYS_BACKWARDS = "days-backwards"
    AMOUNT_UNREADABLE = "amount-unreadable"
    NOBODY = "nobody"
    """The lines and the days together name nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortForm:
    """The form as it was sent: texts, none of them checked."""

    kind: OpportunityKind
    people: str = ""
    since: str = ""
    until: str = ""
    envelope: str = ""
    """Dirhams; read for activities only."""
    grant_cap: str = ""
    objective: Objective = Objective.TOTAL
    every_town: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCohort:
    """A question ready to be asked, or what must be corrected first."""

    asked: Asked | None
    faults: dict[str, FormFault]
    """By field of the form."""
    unusable: tuple[UnusableLine, ...]


def kinds_of(caller: Caller) -> tuple[OpportunityKind, ...]:
    """What somebody may share out."""
    return tuple(kind for kind, action in ASKING.items() if can(caller, action))


def read_cohort_form(storage: Storage, *, caller: Caller, form: CohortForm) -> ReadCohort:
    """Read the form of a cohort.

    Raises:
        NotAllowed: not the caller's to share out.
    """
    check_can(caller, ASKING[form.kind])
    reader = _FormReader(form)
    since, until = reader.days()
    terms = reader.terms()
    found = gather_people(storage, caller=caller, text=form.people, since=since, until=until)
    faults = reader.faults
    if not faults and not found.unusable and not found.profile_ids:
        faults["people"] = FormFault.NOBODY
    asked = None
    if not faults and not found.unusable:
        people = tuple(Enrolled(profile_id=one) for one in found.profile_ids)
        asked = Asked(kind=form.kind, people=people, terms=terms)
    return ReadCohort(asked=asked, faults=faults, unusable=found.unusable)


class _FormReader:
    """Reads field by field, and remembers what cannot be read."""

    def __init__(self, form: CohortForm) -> None:
        self._form = form
        self.faults: dict[str, FormFault] = {}

    def days(self) -> tuple[date | None, date | None]:
        since, until = self._day("since"), self._day("until")
        if self.faults or (since is None and until is None):
            return None, None
        for field, day in (("since", since), ("until", until)):
            if day is None:
                self.faults[field] = FormFault.DAY_MISSING
        if since is not None and until is not None and until < since:
            self.faults["until"] = FormFault.DAYS_BACKWARDS
        return (None, None) if self.faults else (since, until)

    def terms(self) -> Terms:
        form = self._form
        has_money = form.kind is OpportunityKind.ACTIVITY
        return Terms(
            objective=form.objective,
            every_town=form.every_town,
            envelope_mad=self._amount("envelope") if has_money else None,
            grant_cap_mad=self._amount("grant_cap") if has_money else None,
        )

    def _day(self, field: str) -> date | None:
        text = getattr(self._form, field).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.faults[field] = FormFault.DAY_UNREADABLE
            return None

    def _amount(self, field: str) -> Decimal | None:
        try:
            return number_of(getattr(self._form, field))
        except InvalidCell:
            self.faults[field] = FormFault.AMOUNT_UNREADABLE
            return None
