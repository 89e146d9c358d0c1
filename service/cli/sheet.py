"""A shortlist on paper: what is proposed, why, what was kept out and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from matching.proposals import Exclusion, Proposal, Shortlist, Support
from matching.records import Opportunity, Profile
from matching.vocabulary import Direction, Refusal
from service.cli.terminal import Terminal
from service.wording import commands as words
from service.wording import date_text, label, reason_text


@dataclass(frozen=True, slots=True)
class Names:
    """How the ids of a shortlist read."""

    opportunities: Mapping[str, Opportunity]
    people: Mapping[str, Profile]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Writes shortlists in the language of a terminal."""

    terminal: Terminal
    names: Names

    def shortlist(self, shortlist: Shortlist, shortlist_id: str, made_on: date) -> None:
        """Print the whole answer."""
        say = self.terminal.text
        self.terminal.show(self._heading(shortlist, made_on))
        self.terminal.show(
            say(words.SHORTLIST_ORIGIN, id=shortlist_id, release=shortlist.release_id), ""
        )
        if shortlist.proposals:
            self.terminal.show(self.table(shortlist.proposals, shortlist.direction))
        if shortlist.cause is not None:
            self.terminal.show(self._label(shortlist.cause))
        if shortlist.to_ask:
            self.terminal.show(say(words.TO_ASK, fields=self._labels(shortlist.to_ask)))
        if shortlist.unmatched:
            listed = " · ".join(shortlist.unmatched)
            self.terminal.show(say(words.UNMATCHED, statements=listed))
        self.terminal.show("", *self._left_out(shortlist))

    def table(self, proposals: Iterable[Proposal], direction: Direction) -> Table:
        """The lines, one under the other: what on the left, why on the right."""
        to_people = direction is Direction.PEOPLE
        what = words.PERSON if to_people else words.PROPOSAL
        table = Table(show_lines=True, expand=True)
        table.add_column(self.terminal.text(words.RANK), justify="right", no_wrap=True)
        table.add_column(self.terminal.text(what), ratio=2, overflow="fold")
        table.add_column(self.terminal.text(words.WHY), ratio=3)
        for line in proposals:
            title = line.profile_id if to_people else self._title(line.opportunity_id)
            place = self._place(line, to_people=to_people)
            said = (title, *place, self._label(line.confidence))
            # A line that is only imagined, to answer "why not", stands nowhere.
            rank = str(line.rank) if line.rank else ""
            table.add_row(rank, "\n".join(said), "\n".join(self._why(line)))
        return table

    def refusals(self, refusals: Iterable[Refusal]) -> RenderableType:
        """One reason per line."""
        return Padding("\n".join(f"– {self._label(one)}" for one in refusals), (0, 0, 0, 2))

    def _heading(self, shortlist: Shortlist, made_on: date) -> str:
        day = date_text(made_on, self.terminal.language)
        if shortlist.direction is Direction.PEOPLE:
            title = self._title(shortlist.subject_id)
            return self.terminal.text(words.PEOPLE_FOR_OPENING, title=title, day=day)
        kind = self._label(shortlist.kind)
        return self.terminal.text(words.SHORTLIST_FOR_PERSON, kind=kind, day=day)

    def _title(self, opportunity_id: str) -> str:
        found = self.names.opportunities.get(opportunity_id)
        return found.title if found else opportunity_id

    def _offered(self, opportunity_id: str) -> str:
        found = self.names.opportunities.get(opportunity_id)
        provider = found.provider_name if found else ""
        return ", ".join(part for part in (self._title(opportunity_id), provider) if part)

    def _place(self, line: Proposal, *, to_people: bool) -> Iterator[str]:
        """The company, then the town and how far it is, as far as they are known."""
        opportunity = self.names.opportunities.get(line.opportunity_id)
        person = self.names.people.get(line.profile_id)
        if not to_people and opportunity and opportunity.provider_name:
            yield opportunity.provider_name
        town = (person and person.home) if to_people else (opportunity and opportunity.town)
        parts = [self._town(town.name_fr, town.name_ar)] if town else []
        if line.distance_km is not None:
            parts.append(self.terminal.text(words.DISTANCE, distance=line.distance_km))
        if parts:
            yield ", ".join(parts)

    def _town(self, name_fr: str, name_ar: str) -> str:
        return name_ar if self.terminal.language == "ar" else name_fr

    def _why(self, line: Proposal) -> Iterator[str]:
        for reason in line.reasons:
            sign = "+" if reason.is_for else "–"
            yield f"{sign} {reason_text(reason, self.terminal.language)}"
        for support in line.evidence:
            yield self._quoted(support)
        if line.gaps:
            yield self.terminal.text(words.GAPS, gaps=", ".join(line.gaps))
        if line.to_ask:
            yield self.terminal.text(words.TO_ASK, fields=self._labels(line.to_ask))
        if line.to_confirm:
            yield self.terminal.text(words.TO_CONFIRM, fields=self._labels(line.to_confirm))

    def _quoted(self, support: Support) -> str:
        return self.terminal.text(
            words.QUOTED,
            statement=support.statement,
            requirement=support.requirement,
            how=self._label(support.how),
        )

    def _left_out(self, shortlist: Shortlist) -> Iterator[RenderableType]:
        excluded = shortlist.considered - shortlist.allowed
        to_people = shortlist.direction is Direction.PEOPLE
        if not excluded:
            message = words.NOBODY_EXCLUDED if to_people else words.NOTHING_EXCLUDED
            yield self.terminal.text(message, considered=shortlist.considered)
            return
        counted = sorted(shortlist.excluded.items(), key=lambda item: -item[1])
        reasons = ", ".join(f"{self._label(refusal)} ({count})" for refusal, count in counted)
        yield self.terminal.text(
            words.PEOPLE_EXCLUDED if to_people else words.EXCLUDED,
            excluded=excluded,
            considered=shortlist.considered,
            reasons=reasons,
        )
        if shortlist.nearest_excluded:
            yield self.terminal.text(words.NEAREST_EXCLUDED)
            lines = (self._excluded(one, to_people) for one in shortlist.nearest_excluded)
            yield Padding("\n".join(lines), (0, 0, 0, 2))

    def _excluded(self, one: Exclusion, to_people: bool) -> str:
        name = one.profile_id if to_people else self._offered(one.opportunity_id)
        reasons = " ; ".join(self._label(refusal) for refusal in one.refusals)
        return f"{name} : {reasons}"

    def _label(self, word: StrEnum) -> str:
        return label(word, self.terminal.language)

    def _labels(self, listed: Iterable[StrEnum]) -> str:
        return ", ".join(self._label(word) for word in listed)
