"""Conventions with companies: so many placements a year, from one day to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matching.records import Opportunity


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What a company signed: openings it covers, placements a year, and its days."""

    id: str
    company_id: str
    sectors: frozenset[str] = frozenset()
    """Codes; empty when it covers every opening of the company."""
    yearly_quota: int
    """Placements in a calendar year, at least 1."""
    starts_on: date
    ends_on: date
    """Last day, included."""

    def covers(self, opportunity: Opportunity) -> bool:
        """Whether an opening is one of those it is about."""
        is_its = opportunity.provider_id == self.company_id
        return is_its and (not self.sectors or opportunity.sector in self.sectors)

    def is_in_force(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """All conventions, and the placements that count against them."""

    by_company: Mapping[str, Sequence[Convention]] = field(default_factory=dict)
    placed: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """(convention id, year) -> people placed."""

    def has_expired(self, opportunity: Opportunity, today: date) -> bool:
        """Conventions cover it, the last one is over, and none is to come."""
        covering = self._covering(opportunity)
        return bool(covering) and all(one.ends_on < today for one in covering)

    def is_at_quota(self, opportunity: Opportunity, today: date) -> bool:
        """Every convention in force that covers it has all its placements of the year."""
        in_force = self.in_force(opportunity, today)
        return bool(in_force) and all(self.left(one, today) <= 0 for one in in_force)

    def in_force(self, opportunity: Opportunity, today: date) -> list[Convention]:
        """Conventions that cover an opening and hold on that day."""
        return [one for one in self._covering(opportunity) if one.is_in_force(today)]

    def left(self, convention: Convention, today: date) -> int:
        """Placements left this year, at least 0."""
        used = self.placed.get((convention.id, today.year), 0)
        return max(0, convention.yearly_quota - used)

    def _covering(self, opportunity: Opportunity) -> list[Convention]:
        signed = self.by_company.get(opportunity.provider_id or "", ())
        return [one for one in signed if one.covers(opportunity)]
