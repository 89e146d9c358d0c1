"""Verb about cohorts: assign."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from matching.assignment.words import Objective
from matching.errors import InvalidInput
from matching.vocabulary import OpportunityKind, RecordKind
from service.cli.files import save
from service.cli.options import JsonOption, LanguageOption
from service.cli.people import opportunity_id_of
from service.cli.terminal import REFUSED, Terminal, loaded_runtime, open_storage
from service.wording import cohorts as words

if TYPE_CHECKING:
    from matching.assignment.terms import Exclude, Pin, Terms
    from service.actions.assigning.cohorts import Asked, Assignment, Enrolled
    from service.actions.life_plans.tables import PlanTable, PlanWriter
    from service.runtime import Runtime
    from service.storage import Storage


class TermsUnreadable(InvalidInput):
    """The file of terms is not one, or holds a field that cannot be read."""

    code = "terms-unreadable"


def assign(
    cohort: Annotated[
        Path | None,
        typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX that names the people."),
    ] = None,
    person: Annotated[
        list[str] | None, typer.Option("--person", help="A person instead of a file; repeatable.")
    ] = None,
    kind: Annotated[OpportunityKind, typer.Option(help="What is shared out.")] = (
        OpportunityKind.ACTIVITY
    ),
    options: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="CSV of what may be shared out."),
    ] = None,
    terms: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="JSON of the terms, as in the API."),
    ] = None,
    envelope: Annotated[str | None, typer.Option(help="Dirhams shared out.")] = None,
    objective: Annotated[Objective | None, typer.Option(help="What is optimised.")] = None,
    every_town: Annotated[
        bool, typer.Option("--every-town", help="One person of each town at least.")
    ] = False,
    former: Annotated[
        UUID | None, typer.Option("--from", help="Share the cohort of this plan out again.")
    ] = None,
    pin: Annotated[
        list[str] | None, typer.Option("--pin", help="PERSON=OPTION, decided; repeatable.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", help="PERSON, =OPTION or PERSON=OPTION; repeatable."),
    ] = None,
    replay: Annotated[
        UUID | None,
        typer.Option("--replay", help="Make a former plan again and compare; 1 if different."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", dir_okay=False, help="XLSX to write.")
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Share places, or kits within an envelope, out to a group: the best plan, and why."""
    sources = (cohort, person or None, former, replay)
    if sum(one is not None for one in sources) != 1:
        raise typer.BadParameter("give a file, or --person, or --from, or --replay")
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        runtime = loaded_runtime(terminal, settings, storage)
        if replay is not None:
            _replay(terminal, runtime, storage, replay)
            return
        decided = _decided(storage, pin or [], exclude or [])
        if former is not None:
            made = _again(runtime, storage, former, decided)
            _print(terminal, made, _references(storage, made), out)
            return
        enrolled, names = _enrolled(storage, cohort, person or [])
        asked = _asked(storage, kind, enrolled, options)
        stated = _terms(terms, envelope, objective, every_town)
        if decided != ((), ()):
            stated = replace(stated, pins=decided[0], excluded=decided[1])
        made = _make(runtime, storage, replace(asked, terms=stated))
        _print(terminal, made, names, out)


def _enrolled(
    storage: "Storage", cohort: Path | None, people: Sequence[str]
) -> tuple[tuple["Enrolled", ...], dict[str, str]]:
    """The people of a cohort, and the references they are known by."""
    from service.actions.assigning.cohorts import Enrolled
    from service.intake.cohorts import CohortLine, read_cohort

    if cohort is not None:
        lines = read_cohort(cohort.read_bytes(), cohort.name)
    else:
        lines = [CohortLine(line=place, reference=one) for place, one in enumerate(people, 1)]
    ids = _ids(storage, [one.reference for one in lines])
    enrolled = tuple(
        Enrolled(
            profile_id=ids[one.reference],
            groups=one.groups,
            own_contribution_mad=one.own_contribution_mad,
            co_funding_mad=one.co_funding_mad,
        )
        for one in lines
    )
    return enrolled, {ids[one.reference]: one.reference for one in lines}


def _ids(storage: "Storage", references: Sequence[str]) -> dict[str, str]:
    """The id of each reference; a UUID is one already.

    Raises:
        NoSuchRecord: nobody has that reference.
    """
    from service.storage import NoSuchRecord

    with storage.read(identity=True) as work:
        known = work.identities.find_many(references)
    for one in references:
        if one not in known:
            try:
                known[one] = str(UUID(one))
            except ValueError as error:
                raise NoSuchRecord(kind=RecordKind.PROFILE) from error
    return known


def _references(storage: "Storage", made: "Assignment") -> dict[str, str]:
    """The references of the people of a plan, as far as they have one."""
    with storage.read(identity=True) as work:
        known = [work.identities.of(one.profile_id) for one in made.asked.people]
    return {one.profile_id: one.reference for one in known if one and one.reference}


def _asked(
    storage: "Storage",
    kind: OpportunityKind,
    enrolled: tuple["Enrolled", ...],
    options: Path | None,
) -> "Asked":
    from service.actions.assigning.cohorts import Asked
    from service.intake.cohorts import read_references

    named = None
    if options is not None:
        references = read_references(options.read_bytes(), options.name)
        named = tuple(opportunity_id_of(storage, one) for one in references)
    return Asked(kind=kind, people=enrolled, option_ids=named)


def _terms(
    file: Path | None, envelope: str | None, objective: Objective | None, every_town: bool
) -> "Terms":
    """The terms of a file, with what the command line says instead.

    Raises:
        TermsUnreadable: the file, or the envelope, cannot be read.
        InvalidRequest: a town of a floor is not known.
    """
    from matching.assignment.terms import Terms

    stated = Terms() if file is None else _read_terms(file)
    changed: dict[str, Any] = {"every_town": True} if every_town else {}
    if envelope is not None:
        changed["envelope_mad"] = _amount(envelope)
    if objective is not None:
        changed["objective"] = objective
    return replace(stated, **changed)


def _read_terms(file: Path) -> "Terms":
    from pydantic import ValidationError

    from matching.geography import Gazetteer
    from service.api.places import PlaceReader
    from service.api.shapes_cohorts import TermsShape

    try:
        read = TermsShape.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise TermsUnreadable(field="/" + "/".join(map(str, first["loc"]))) from error
    places = PlaceReader(Gazetteer.load())
    stated = read.terms(places)
    places.check()
    return stated


def _amount(text: str) -> Decimal:
    from service.intake.cells import InvalidCell, number_of

    try:
        amount = number_of(text)
    except InvalidCell as error:
        raise TermsUnreadable(field="--envelope") from error
    if amount is None:
        raise TermsUnreadable(field="--envelope")
    return amount


def _decided(
    storage: "Storage", pins: Sequence[str], excluded: Sequence[str]
) -> tuple[tuple["Pin", ...], tuple["Exclude", ...]]:
    """What --pin and --exclude name, by id."""
    from matching.assignment.terms import Exclude, Pin

    pairs = [_pair(storage, one) for one in pins]
    if any(not all(pair) for pair in pairs):
        raise typer.BadParameter("--pin is PERSON=OPTION")
    left_out = [_pair(storage, one) for one in excluded]
    return (
        tuple(Pin(person_id=person, option_id=option) for person, option in pairs),
        tuple(Exclude(person_id=person, option_id=option) for person, option in left_out),
    )


def _pair(storage: "Storage", text: str) -> tuple[str, str]:
    person, _, option = (part.strip() for part in text.partition("="))
    return (
        _ids(storage, [person])[person] if person else "",
        opportunity_id_of(storage, option) if option else "",
    )


def _make(runtime: "Runtime", storage: "Storage", asked: "Asked") -> "Assignment":
    from service.actions.assigning.cohorts import make_assignment
    from service.cli.operator import OPERATOR, now

    return make_assignment(runtime, storage, caller=OPERATOR, now=now(), asked=asked)


def _again(
    runtime: "Runtime",
    storage: "Storage",
    former: UUID,
    decided: tuple[tuple["Pin", ...], tuple["Exclude", ...]],
) -> "Assignment":
    from service.actions.assigning.cohorts import solve_again
    from service.cli.operator import OPERATOR, now

    return solve_again(
        runtime,
        storage,
        caller=OPERATOR,
        now=now(),
        assignment_id=former,
        pins=decided[0],
        excluded=decided[1],
    )


def _print(
    terminal: Terminal, made: "Assignment", people: Mapping[str, str], out: Path | None
) -> None:
    from service.actions.life_plans.tables import PlanWriter, workbook

    writer = PlanWriter(made=made, language=terminal.language, people=people)
    if terminal.as_json:
        from service.api.shapes_assignments import AssignmentOut

        terminal.answer(AssignmentOut.of(made, terminal.language))
    else:
        terminal.show(*writer.sentences(), *(_drawn(one, writer) for one in writer.tables()))
    if out is not None:
        save(terminal, out, workbook(writer), private=True)
    if made.plan is None:
        raise typer.Exit(REFUSED)


def _drawn(table: "PlanTable", writer: "PlanWriter") -> Table:
    drawn = Table(title=table.title)
    for place, head in enumerate(table.headers):
        # Whoever reads must see whom a line is about, on a narrow screen too.
        drawn.add_column(head, no_wrap=place == 0, overflow="fold")
    for row in table.rows:
        drawn.add_row(*(writer.shown(value) for value in row))
    return drawn


def _replay(terminal: Terminal, runtime: "Runtime", storage: "Storage", wanted: UUID) -> None:
    from service.actions.assigning.cohorts import replay_assignment
    from service.cli.operator import OPERATOR

    found = replay_assignment(runtime, storage, caller=OPERATOR, assignment_id=wanted)
    if terminal.as_json:
        same = {"is_identical": found.is_identical, "same_release": found.same_release}
        terminal.answer(same)
    else:
        people = len(found.made.asked.people)
        message = words.IDENTICAL if found.is_identical else words.DIFFERENT
        terminal.show(terminal.text(message, people=people))
    if not found.is_identical:
        raise typer.Exit(REFUSED)
