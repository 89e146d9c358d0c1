"""Verbs about who fits what: shortlist, why-not."""

from datetime import UTC
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.table import Table

from matching.vocabulary import Direction, OpportunityKind
from service.cli.options import JsonOption, LanguageOption
from service.cli.people import opportunity_id_of, profile_id_of
from service.cli.terminal import REFUSED, Terminal, loaded_runtime, open_storage
from service.wording import commands as words

if TYPE_CHECKING:
    from matching.proposals import Shortlist
    from service.actions.releases.replay import Replay
    from service.actions.shortlisting import Shown, WhyNot
    from service.cli.sheet import Names
    from service.runtime import Runtime
    from service.storage import Storage

_PERSON_HELP = "Id of the person, or reference of their file."


def shortlist(
    person: Annotated[str | None, typer.Argument(help=_PERSON_HELP)] = None,
    opening: Annotated[
        str | None, typer.Option("--opening", help="People for this opening instead.")
    ] = None,
    replay: Annotated[
        UUID | None,
        typer.Option("--replay", help="Make a former shortlist again and compare; 1 if different."),
    ] = None,
    kind: Annotated[OpportunityKind, typer.Option(help="What to propose.")] = (
        OpportunityKind.OPENING
    ),
    limit: Annotated[int | None, typer.Option(min=1, max=50, help="Lines at most.")] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose opportunities to a person, or people for an opening, with the reasons."""
    if sum(one is not None for one in (person, opening, replay)) != 1:
        raise typer.BadParameter("give a person, or --opening, or --replay")
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        runtime = loaded_runtime(terminal, settings, storage)
        if replay is not None:
            _replay(terminal, runtime, storage, replay)
            return
        lines = limit or settings.shortlist_limit
        if opening is not None:
            shown = _people(runtime, storage, opportunity_id_of(storage, opening), lines)
        else:
            shown = _opportunities(runtime, storage, person or "", kind, lines)
        _print(terminal, runtime, shown)


def why_not(
    person: Annotated[str, typer.Argument(help=_PERSON_HELP)],
    opportunity: Annotated[str, typer.Argument(help="Id or reference of the opportunity.")],
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say every reason that keeps an opportunity from a person."""
    from service.actions.shortlisting import why_not as explain
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        runtime = loaded_runtime(terminal, settings, storage)
        answer = explain(
            runtime,
            storage,
            caller=OPERATOR,
            now=now(),
            profile_id=profile_id_of(storage, person),
            opportunity_id=opportunity_id_of(storage, opportunity),
        )
        _print_why_not(terminal, runtime, answer)


def _opportunities(
    runtime: "Runtime", storage: "Storage", person: str, kind: OpportunityKind, limit: int
) -> "Shown":
    from matching.proposals import Filters
    from service.actions.shortlisting import make_shortlist
    from service.cli.operator import OPERATOR, now

    return make_shortlist(
        runtime,
        storage,
        caller=OPERATOR,
        now=now(),
        kind=kind,
        limit=limit,
        filters=Filters(),
        profile_id=profile_id_of(storage, person),
    )


def _people(runtime: "Runtime", storage: "Storage", opening_id: str, limit: int) -> "Shown":
    from service.actions.shortlisting import make_people_shortlist
    from service.cli.operator import OPERATOR, now

    return make_people_shortlist(
        runtime, storage, caller=OPERATOR, now=now(), opening_id=opening_id, limit=limit
    )


def _print(terminal: Terminal, runtime: "Runtime", shown: "Shown") -> None:
    if terminal.as_json:
        from service.api.shapes_shortlists import ShortlistOut

        terminal.answer(
            ShortlistOut.of(
                shown.shortlist,
                shortlist_id=shown.id,
                made_at=shown.made_at,
                records_behind=shown.records_behind,
                titles=shown.titles,
                providers=shown.providers,
                removed=[],
                language=terminal.language,
            )
        )
        return
    from service.cli.sheet import Sheet

    sheet = Sheet(terminal, _names(runtime, shown.shortlist))
    sheet.shortlist(shown.shortlist, str(shown.id), shown.made_at.astimezone(UTC).date())
    if shown.records_behind:
        terminal.say(words.BEHIND, changes=shown.records_behind)


def _print_why_not(terminal: Terminal, runtime: "Runtime", answer: "WhyNot") -> None:
    from service.cli.sheet import Names, Sheet

    matcher = runtime.serving().matcher
    opportunity = matcher.opportunity(matcher.kind_of(answer.opportunity_id), answer.opportunity_id)
    if terminal.as_json:
        from service.api.shapes_common import codes
        from service.api.shapes_shortlists import ProposalOut, WhyNotOut

        line = answer.proposal
        title, provider = opportunity.title, opportunity.provider_name
        terminal.answer(
            WhyNotOut(
                profile_id=answer.profile_id,
                opportunity_id=answer.opportunity_id,
                release_id=answer.release_id,
                refusals=codes(answer.refusals, terminal.language),
                proposal=line and ProposalOut.of(line, title, provider, terminal.language),
            )
        )
        return
    sheet = Sheet(terminal, Names({opportunity.id: opportunity}, {}))
    if answer.refusals:
        terminal.show(terminal.text(words.KEPT_OUT), sheet.refusals(answer.refusals))
    if answer.proposal is None:
        terminal.show(terminal.text(words.NOTHING_STATED))
        return
    terminal.show(terminal.text(words.WOULD_BE if answer.refusals else words.NOT_KEPT_OUT))
    terminal.show(sheet.table([answer.proposal], Direction.OPPORTUNITIES))


def _replay(terminal: Terminal, runtime: "Runtime", storage: "Storage", shortlist_id: UUID) -> None:
    from service.actions.releases.replay import replay

    found = replay(runtime, storage, shortlist_id)
    if terminal.as_json:
        terminal.answer(
            {
                "is_identical": found.is_identical,
                "same_release": found.same_release,
                "same_encoder": found.same_encoder,
                "shown": found.shown,
                "made_again": found.made_again,
            }
        )
    elif found.is_identical:
        terminal.show(terminal.text(words.IDENTICAL, lines=len(found.shown.proposals)))
    else:
        _print_differences(terminal, runtime, found)
    if not found.is_identical:
        raise typer.Exit(REFUSED)


def _print_differences(terminal: Terminal, runtime: "Runtime", found: "Replay") -> None:
    terminal.show(terminal.text(words.DIFFERENT))
    if not found.same_release:
        terminal.say(words.OTHER_RELEASE)
    if not found.same_encoder:
        terminal.say(words.OTHER_ENCODER)
    opportunities = _names(runtime, found.made_again).opportunities
    table = Table(
        *(terminal.text(head) for head in (words.PROPOSAL, words.SHOWN_THEN, words.MADE_NOW))
    )
    then = {line.opportunity_id: line for line in found.shown.proposals}
    again = {line.opportunity_id: line for line in found.made_again.proposals}
    for one in dict.fromkeys([*then, *again]):
        if then.get(one) != again.get(one):
            title = opportunities[one].title if one in opportunities else one
            ranks = (f"{lines[one].rank}" if one in lines else "–" for lines in (then, again))
            table.add_row(title, *ranks)
    terminal.show(table)


def _names(runtime: "Runtime", shortlist: "Shortlist") -> "Names":
    from service.cli.sheet import Names

    serving = runtime.serving()
    ids = {line.opportunity_id for line in shortlist.proposals}
    ids |= {line.opportunity_id for line in shortlist.nearest_excluded}
    if shortlist.direction is Direction.PEOPLE:
        ids.add(shortlist.subject_id)
    catalogue = serving.matcher.stock.shelves[shortlist.kind].catalogue
    known = {item.id: item for item in catalogue.opportunities if item.id in ids}
    people = serving.inventory.people.profiles if shortlist.direction is Direction.PEOPLE else ()
    return Names(known, {one.id: one for one in people})
