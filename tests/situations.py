"""Factories named as situations: each fills everything else with plain values."""

from datetime import date
from typing import Any

from matching.conventions import Convention, Conventions
from matching.geography import Place, Town
from matching.records import Company, Opportunity, Profile, Slot, Statement
from matching.rules import Situation
from matching.vocabulary import OpportunityKind, StatementKind

TODAY = date(2026, 11, 21)

CASABLANCA = Town(
    code="casablanca",
    name_fr="Casablanca",
    name_ar="الدار البيضاء",
    province="141",
    region="MA-06",
    place=Place(33.59, -7.61),
)
MOHAMMEDIA = Town(
    code="mohammedia",
    name_fr="Mohammedia",
    name_ar="المحمدية",
    province="371",
    region="MA-06",
    place=Place(33.69, -7.38),
)
TANGER = Town(
    code="tanger",
    name_fr="Tanger",
    name_ar="طنجة",
    province="511",
    region="MA-01",
    place=Place(35.77, -5.80),
)
TUESDAY_MORNING = Slot(weekday=1, start_minute=9 * 60, end_minute=12 * 60)


def a_skill(text: str) -> Statement:
    return Statement(kind=StatementKind.SKILL, text=text)


def an_experience(text: str, months: int | None = None) -> Statement:
    return Statement(kind=StatementKind.EXPERIENCE, text=text, months=months)


def a_certificate(text: str) -> Statement:
    return Statement(kind=StatementKind.CERTIFICATE, text=text)


def a_wish(text: str) -> Statement:
    return Statement(kind=StatementKind.WISH, text=text)


def a_profile(*statements: Statement, **known: Any) -> Profile:
    """A welder of Casablanca about whom nothing else is known."""
    lines = statements or (a_skill("soudure à l'arc"),)
    return Profile(**{"id": "p-1", "statements": lines, "home": CASABLANCA, **known})


def an_opening(title: str = "Soudeur", **asked: Any) -> Opportunity:
    """A job in Casablanca that asks for nothing and never expires."""
    plain = {"id": "o-1", "kind": OpportunityKind.OPENING, "title": title, "town": CASABLANCA}
    return Opportunity(**{**plain, **asked})


def a_company(**decided: Any) -> Company:
    return Company(**{"id": "c-1", "name": "Atelier (inventé)", **decided})


def a_convention(**signed: Any) -> Convention:
    """500 placements a year with the company c-1, over this year and the next."""
    plain: dict[str, Any] = {
        "id": "v-1",
        "company_id": "c-1",
        "yearly_quota": 500,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    return Convention(**{**plain, **signed})


def under_conventions(*signed: Convention, placed: int = 0) -> Situation:
    """So many placements this year under the first of these conventions."""
    by_company: dict[str, list[Convention]] = {}
    for one in signed:
        by_company.setdefault(one.company_id, []).append(one)
    counted = {(signed[0].id, TODAY.year): placed}
    return Situation(conventions=Conventions(by_company=by_company, placed=counted))
