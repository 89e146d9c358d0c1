"""Verbs of advice: gaps, ask-next, compare, mentors."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from matching.vocabulary import OpportunityKind
from service.cli.options import JsonOption, LanguageOption
from service.cli.people import opportunity_id_of, profile_id_of
from service.cli.terminal import Terminal, loaded_runtime, open_storage

if TYPE_CHECKING:
    from service.runtime import Runtime
    from service.settings import Settings
    from service.storage import Storage

PersonArgument = Annotated[
    str, typer.Argument(help="Id of the person, or reference of their file.")
]
KindOption = Annotated[OpportunityKind, typer.Option(help="What the person prepares for.")]


def gaps(
    person: PersonArgument,
    kind: KindOption = OpportunityKind.OPENING,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Leave out trainings from this day on."),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is missing, which trainings close it, and what that would open."""
    from service.actions.advising import gaps as find
    from service.cli.operator import OPERATOR, now

    wanted = _prepared_for(kind)
    with Terminal(language, as_json=as_json) as terminal:
        _, storage, runtime = _opened(terminal)
        shown = find(
            runtime,
            storage,
            caller=OPERATOR,
            now=now(),
            profile_id=profile_id_of(storage, person),
            kind=wanted,
            start_before=before.date() if before else None,
        )
        if as_json:
            from service.api.shapes_advice import GapsOut

            terminal.answer(GapsOut.of(shown, terminal.language))
            return
        from service.cli.advice_sheet import show_gaps

        show_gaps(terminal, shown)


def ask_next(
    person: PersonArgument,
    kind: KindOption = OpportunityKind.OPENING,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which open question would most change the first five lines."""
    from service.actions.advising import ask_next as find
    from service.cli.operator import OPERATOR, now

    wanted = _prepared_for(kind)
    with Terminal(language, as_json=as_json) as terminal:
        _, storage, runtime = _opened(terminal)
        shown = find(
            runtime,
            storage,
            caller=OPERATOR,
            now=now(),
            profile_id=profile_id_of(storage, person),
            kind=wanted,
        )
        if as_json:
            from service.api.shapes_advice import NextQuestionOut

            out = NextQuestionOut.of(shown.answer, shown.opportunities, terminal.language)
            terminal.answer(out)
            return
        from service.cli.advice_sheet import show_next_question

        show_next_question(terminal, shown)


def compare(
    person: PersonArgument,
    limit: Annotated[int | None, typer.Option(min=1, max=50, help="Lines of each side.")] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put employment and self-employment side by side for one person."""
    from service.actions.advising import tracks
    from service.cli.operator import OPERATOR, now

    with Terminal(language, as_json=as_json) as terminal:
        settings, storage, runtime = _opened(terminal)
        shown = tracks(
            runtime,
            storage,
            caller=OPERATOR,
            now=now(),
            profile_id=profile_id_of(storage, person),
            limit=limit or settings.shortlist_limit,
        )
        if as_json:
            from service.api.shapes_mentors import TracksOut

            terminal.answer(TracksOut.of(shown, terminal.language))
            return
        from service.cli.advice_sheet import show_tracks

        show_tracks(terminal, shown)


def mentors(
    people: Annotated[list[str], typer.Argument(help="Ids or references of the people.")],
    max_each: Annotated[
        int | None, typer.Option("--max-each", min=1, help="People one mentor takes at most.")
    ] = None,
    apart: Annotated[
        list[str] | None,
        typer.Option("--apart", help="PERSON=MENTOR: not these two; say it again for more."),
    ] = None,
    asked: Annotated[
        list[str] | None,
        typer.Option("--asked", help="A person who said by whom they would be accompanied."),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Share a group out among mentors, within the places of each."""
    from service.actions.mentoring import Group, share_out
    from service.cli.operator import OPERATOR, now

    pairs = [_pair(one) for one in apart or []]
    with Terminal(language, as_json=as_json) as terminal:
        _, storage, runtime = _opened(terminal)
        named = {profile_id_of(storage, one): one for one in people}
        group = Group(
            profile_ids=[profile_id_of(storage, one) for one in people],
            max_each=max_each,
            apart=_apart(storage, pairs),
            asked=frozenset(profile_id_of(storage, one) for one in asked or []),
        )
        shown = share_out(runtime, storage, caller=OPERATOR, now=now(), group=group)
        if as_json:
            from service.api.shapes_mentors import MentorsOut

            terminal.answer(MentorsOut.of(shown, terminal.language))
            return
        from service.cli.advice_sheet import show_mentors

        show_mentors(terminal, shown, named)


def _opened(terminal: Terminal) -> "tuple[Settings, Storage, Runtime]":
    from service.settings import load_settings

    settings = load_settings()
    storage = open_storage(terminal, settings)
    return settings, storage, loaded_runtime(terminal, settings, storage)


def _prepared_for(kind: OpportunityKind) -> OpportunityKind:
    if kind not in {OpportunityKind.OPENING, OpportunityKind.ACTIVITY}:
        raise typer.BadParameter("opening or activity")
    return kind


def _pair(text: str) -> tuple[str, str]:
    person, equals, mentor = text.partition("=")
    if not equals:
        raise typer.BadParameter("--apart PERSON=MENTOR")
    return person, mentor


def _apart(storage: "Storage", pairs: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for person, mentor in pairs:
        profile_id = profile_id_of(storage, person)
        kept = {opportunity_id_of(storage, mentor)}
        found[profile_id] = found.get(profile_id, frozenset()) | kept
    return found
