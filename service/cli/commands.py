"""The verbs of `jisr`: each parses, calls one action and prints."""

import typer

from service.cli import (
    accounts,
    advice,
    assigning,
    catalogue,
    conventions,
    doctor,
    installing,
    matches,
    plans,
    records,
    releases,
    replays,
    reports,
    serving,
    tokens,
)
from service.cli.grading import app as grading_app

app = typer.Typer(
    name="jisr",
    help="Job-matching recommendations with reasons, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("reload")(serving.reload)
app.command("prepare")(installing.prepare)
app.command("migrate")(installing.migrate)
app.command("doctor")(doctor.doctor)
app.command("import")(records.import_records)
app.command("template")(records.template)
app.command("export")(records.export)
app.command("erase")(records.erase)
app.command("shortlist")(matches.shortlist)
app.command("why-not")(matches.why_not)
app.command("gaps")(advice.gaps)
app.command("ask-next")(advice.ask_next)
app.command("compare")(advice.compare)
app.command("mentors")(advice.mentors)
app.command("assign")(assigning.assign)
app.command("replay")(replays.replay)
app.command("shadow")(replays.shadow)
app.command("life-plan")(plans.life_plan)
app.command("follow-up")(plans.follow_up)
app.command("handover")(reports.handover)
app.add_typer(reports.app, name="report")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(releases.app, name="release")
app.add_typer(tokens.app, name="token")
app.add_typer(accounts.app, name="account")
app.add_typer(grading_app, name="grading")
app.add_typer(conventions.app, name="convention")
app.add_typer(grading_app, name="grading")
