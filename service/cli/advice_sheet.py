"""Advice on paper: what is missing, what to ask, two tracks, mentors."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from matching.ask_next import Worth
from matching.records import Opportunity
from matching.steps import NoSession, Step
from matching.vocabulary import Direction
from service.actions.advising import GapsShown, NextQuestionShown, TracksShown
from service.actions.mentoring import MentorsShown
from service.cli.sheet import Names, Sheet
from service.cli.terminal import Terminal
from service.wording import advising as words
from service.wording import date_text, label, reason_text
from service.wording.languages import Message

_ANSWERED = 3
"""Questions whose answers are written out."""


def show_gaps(terminal: Terminal, shown: GapsShown) -> None:
    """What is missing on the left, what closes it on the right; then the trainings."""
    found = shown.gaps
    kind = label(found.kind, terminal.language)
    terminal.show(terminal.text(words.GAPS_OF, kind=kind))
    terminal.show(
        terminal.text(words.NEAR_MISSES, proposed=found.proposed, near=found.near_misses), ""
    )
    if not found.steps and not found.courses:
        terminal.show(terminal.text(words.NOTHING_MISSING))
        return
    titles = {one.id: one.title for one in shown.opportunities.values()}
    steps = _table(terminal, words.MISSING, words.WOULD_CHANGE, words.WHERE)
    for step in found.steps:
        effect = words.effect_text(step.effect, titles, terminal.language)
        lack = words.lack_text(step.lack, terminal.language)
        steps.add_row(lack, effect, "\n".join(_where(terminal, step, shown)))
    courses = _table(terminal, words.TRAINING, words.WOULD_CHANGE)
    for course in found.courses:
        sessions = "\n".join(_session(terminal, shown, one) for one in course.sessions)
        courses.add_row(sessions, words.effect_text(course.effect, titles, terminal.language))
    terminal.show(*(table for table in (steps, courses) if table.row_count))


def _where(terminal: Terminal, step: Step, shown: GapsShown) -> Iterator[str]:
    if step.validable is not None:
        yield terminal.text(words.VALIDABLE, statement=step.validable.text)
    for number in step.courses:
        yield _session(terminal, shown, shown.gaps.courses[number].sessions[0])
    if step.no_session is not None:
        yield _absence(terminal, step.no_session)


def _absence(terminal: Terminal, absent: NoSession) -> str:
    if not absent.sessions:
        return terminal.text(words.NO_SESSION)
    counts = [
        f"{label(refusal, terminal.language)} ({count})"
        for refusal, count in absent.refusals.items()
    ]
    if absent.too_late:
        counts.append(f"{terminal.text(words.TOO_LATE)} ({absent.too_late})")
    return terminal.text(words.NO_SEAT, sessions=absent.sessions, reasons=", ".join(counts))


def _session(terminal: Terminal, shown: GapsShown, training_id: str) -> str:
    training = shown.opportunities[training_id]
    town, starts = training.town, training.starts_on
    is_arabic = terminal.language == "ar"
    return terminal.text(
        words.SESSION,
        title=training.title,
        town=(town.name_ar if is_arabic else town.name_fr) if town else training.provider_name,
        day=date_text(starts, terminal.language) if starts else terminal.text(words.START_UNKNOWN),
        seats=shown.seats_left.get(training_id, terminal.text(words.UNLIMITED)),
    )


def show_next_question(terminal: Terminal, shown: NextQuestionShown) -> None:
    """The question, then what each plausible answer would bring to the top."""
    answer = shown.answer
    if answer.field is None:
        terminal.show(terminal.text(words.NOTHING_TO_ASK))
        return
    terminal.show(terminal.text(words.ASK, field=label(answer.field, terminal.language)), "")
    table = _table(terminal, words.QUESTION, words.IF_ANSWERED, words.THEN_FIRST)
    for worth in answer.worths[:_ANSWERED]:
        for row in _answers(terminal, worth, shown.opportunities):
            table.add_row(*row)
    terminal.show(table)


def _answers(
    terminal: Terminal, worth: Worth, records: Mapping[str, Opportunity]
) -> Iterator[tuple[str, str, str]]:
    if not worth.change:
        return
    field = label(worth.field, terminal.language)
    for answer in worth.answers:
        first = "\n".join(records[one].title for one in answer.first)
        same = terminal.text(words.SAME_LIST)
        said = words.answer_text(answer, terminal.language)
        yield field, said, first if answer.change else same


def show_tracks(terminal: Terminal, shown: TracksShown) -> None:
    """Both shortlists, then the terms that compare; in words, never one number over both."""
    for side in (shown.jobs, shown.activities):
        sheet = Sheet(terminal, Names(shown.opportunities, {}))
        terminal.show(label(side.shortlist.kind, terminal.language))
        if side.shortlist.proposals:
            terminal.show(sheet.table(side.shortlist.proposals, Direction.OPPORTUNITIES))
        if side.shortlist.cause is not None:
            terminal.show(label(side.shortlist.cause, terminal.language))
    table = _table(terminal, words.IN_COMMON, words.FIRST_JOB, words.FIRST_ACTIVITY)
    for one in shown.compared.compared:
        name = label(one.feature, terminal.language)
        job = _band(terminal, one.job) if shown.jobs.shortlist.proposals else "–"
        activity = _band(terminal, one.activity) if shown.activities.shortlist.proposals else "–"
        table.add_row(name, job, activity)
    terminal.show(table, terminal.text(words.NO_TOTAL))


def _band(terminal: Terminal, value: float | None) -> str:
    if value is None:
        return terminal.text(words.NOT_KNOWN)
    return next(terminal.text(message) for floor, message in words.BANDS if value >= floor)


def show_mentors(terminal: Terminal, shown: MentorsShown, named: Mapping[str, str]) -> None:
    """Who accompanies whom and why, who has nobody and why, and how many each mentor has.

    Args:
        terminal: Where to write.
        shown: The group shared out.
        named: Profile id to how the operator named the person.
    """
    found, language = shown.assignment, terminal.language
    people = len(found.lines) + len(found.unserved)
    terminal.show(terminal.text(words.SERVED, served=len(found.lines), people=people), "")
    table = _table(terminal, words.PERSON, words.MENTOR, words.TO_LOOK_AT)
    for line in found.lines:
        mentor = shown.mentors[line.proposal.opportunity_id]
        reasons = [f"+ {reason_text(one, language)}" for one in line.proposal.reasons if one.is_for]
        flags = "\n".join(f"– {label(flag, language)}" for flag in line.flags)
        table.add_row(named[line.proposal.profile_id], "\n".join((mentor.title, *reasons)), flags)
    for left in found.unserved:
        kept = [f"{label(one, language)} ({count})" for one, count in left.refusals.items()]
        cause = label(left.cause, language)
        table.add_row(named[left.profile_id], cause, "\n".join(f"– {one}" for one in kept))
    terminal.show(table)
    for mentor_id, people_of in found.loads.items():
        title = shown.mentors[mentor_id].title
        cap = found.caps[mentor_id]
        terminal.show(terminal.text(words.LOAD, title=title, people=people_of, cap=cap))


def _table(terminal: Terminal, *heads: Message) -> Table:
    table = Table(show_lines=True, expand=True)
    for head in heads:
        table.add_column(terminal.text(head), overflow="fold", ratio=1)
    return table
