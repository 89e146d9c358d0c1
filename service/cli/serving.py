"""Verbs about the running service: serve, demo, reload."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from socket import AF_INET, AF_INET6, create_server, socket
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.table import Table

from service.cli.options import JsonOption, LanguageOption
from service.cli.process import become_a_service
from service.cli.terminal import Terminal, loaded_runtime, open_storage
from service.wording import account_commands as said
from service.wording import commands as words
from service.wording import error_text, label

if TYPE_CHECKING:
    from fastapi import FastAPI

    from service.actions.access.demo_accounts import DemoAccount
    from service.actions.imports.reports import ImportReport
    from service.settings import Settings
    from service.storage import Storage

_STOPPING_SECONDS: Final = 10
"""How long requests in flight may take once the service is told to stop."""
_LOOK_SECONDS: Final = 0.1
_RELOAD_SECONDS: Final = 300
_EVERY_ADDRESS: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (a name, not a binding)


def serve(language: LanguageOption = None) -> None:
    """Start the service and stay until Ctrl+C."""
    from service.settings import load_settings

    with Terminal(language) as terminal:
        _serve(terminal, load_settings())


def demo(
    stay: Annotated[bool, typer.Option("--serve", help="Start the service afterwards.")] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring in invented people and companies, and print a request to try."""
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        reports = _loaded_demo(terminal, storage)
        if reports:
            loaded_runtime(terminal, settings, storage)
        _print_demo(terminal, settings, storage, reports)
        if stay:
            storage.close()
            terminal.close()
            become_a_service(["serve", "--language", terminal.language])
            _serve(terminal, settings)
        elif not as_json:
            terminal.say(words.DEMO_NEXT)


def reload(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Make the running service load its release and its encoder again, without a pause."""
    from service.actions.access.tokens import Wanted, create_token, revoke_token
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        with _connection(terminal, settings) as connection:
            wanted = Wanted(name="cli", role=OPERATOR.role, territory=None, lifetime_days=1)
            secret, token = create_token(storage, caller=OPERATOR, now=now(), wanted=wanted)
            try:
                status, answer = _asked_to_reload(connection, secret, terminal.language)
            except (OSError, HTTPException, ValueError) as error:
                raise _silent(terminal, settings) from error
            finally:
                revoke_token(storage, caller=OPERATOR, now=now(), token_id=token.id)
        if status != HTTPStatus.OK:
            raise terminal.refused(answer["code"], words.AS_IT_IS, text=answer["detail"])
        if as_json:
            terminal.answer(answer)
        else:
            terminal.say(words.RELOADED, release=answer["release_id"])


@contextmanager
def _connection(terminal: Terminal, settings: "Settings") -> Iterator[HTTPConnection]:
    connection = HTTPConnection(_host(settings), settings.port, timeout=_RELOAD_SECONDS)
    try:
        connection.connect()
    except OSError as error:
        raise _silent(terminal, settings) from error
    with closing(connection):
        yield connection


def _silent(terminal: Terminal, settings: "Settings") -> typer.Exit:
    return terminal.refused("service-silent", words.SILENT, address=_address(settings))


def _asked_to_reload(
    connection: HTTPConnection, secret: str, language: str
) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": language}
    connection.request("POST", "/api/v1/reload", headers=headers)
    response = connection.getresponse()
    answer: dict[str, Any] = json.loads(response.read())
    return response.status, answer


def _serve(terminal: Terminal, settings: "Settings") -> None:
    try:
        listening = _listening(settings)
    except OSError as error:
        port = str(settings.port)
        raise terminal.refused("port-taken", words.PORT_TAKEN, port=port) from error
    import uvicorn

    from service.app import create_app

    app = create_app(settings)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, timeout_graceful_shutdown=_STOPPING_SECONDS
    )
    terminal.say(words.SERVING, address=_address(settings))
    Thread(target=_say_when_ready, args=(terminal, app), daemon=True).start()
    # The server has stopped in good order when the signal that asked for it arrives here.
    with listening, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listening(settings: "Settings") -> socket:
    family = AF_INET6 if ":" in settings.host else AF_INET
    return create_server((settings.host, settings.port), family=family, backlog=128)


def _say_when_ready(terminal: Terminal, app: "FastAPI") -> None:
    from service.runtime import State

    answering = {State.READY, State.DEGRADED}
    told: tuple[str, ...] = ()
    while (health := app.state.doors.runtime.health()).state not in answering:
        if health.problems and health.problems != told:
            told = health.problems
            reasons = (". ".join(error_text(code, {}, terminal.language)) for code in told)
            terminal.say(words.NOT_READY, reason=" ".join(reasons))
        sleep(_LOOK_SECONDS)
    terminal.say(words.READY)


def _loaded_demo(terminal: Terminal, storage: "Storage") -> list["ImportReport"]:
    from service.actions.demo import load_demo
    from service.cli.operator import OPERATOR, now

    with terminal.bar(words.READING) as progress:
        return load_demo(storage, caller=OPERATOR, now=now(), step=progress)


def _print_demo(
    terminal: Terminal, settings: "Settings", storage: "Storage", reports: list["ImportReport"]
) -> None:
    from service.actions.access.demo_accounts import demo_accounts
    from service.actions.demo import demo_profile, demo_token, holds_demo
    from service.cli.operator import OPERATOR, now

    token = demo_token(
        storage,
        settings.data_dir,
        caller=OPERATOR,
        now=now(),
        lifetime_days=settings.token_lifetime_days,
    )
    profile_id = demo_profile(storage)
    request = _request(settings, token, profile_id) if profile_id else None
    is_demo = holds_demo(storage)
    accounts = (
        demo_accounts(storage, settings.data_dir, caller=OPERATOR, now=now()) if is_demo else []
    )
    if terminal.as_json:
        imported = {report.kind.value: report.accepted for report in reports}
        address = _address(settings)
        terminal.answer(
            {
                "imported": imported,
                "address": address,
                "token": token,
                "request": request,
                "accounts": accounts,
            }
        )
        return
    if not reports:
        terminal.say(words.DEMO_KEPT)
    for report in reports:
        kind = label(report.kind, terminal.language)
        terminal.say(words.DEMO_FILE, kind=kind, accepted=report.accepted)
    terminal.line(terminal.text(words.DEMO_ADDRESS, address=_address(settings)))
    terminal.line(terminal.text(words.DEMO_TOKEN, token=token))
    if request:
        terminal.line(terminal.text(words.DEMO_TRY))
        terminal.line(request)
    if accounts:
        terminal.line(terminal.text(said.DEMO_PAGES, address=_address(settings)))
        terminal.show(_accounts_table(terminal, accounts))


def _accounts_table(terminal: Terminal, accounts: list["DemoAccount"]) -> Table:
    table = Table()
    for head in (words.ROLE, said.LOGIN, said.PASSWORD):
        table.add_column(terminal.text(head), no_wrap=True)
    for one in accounts:
        table.add_row(label(one.role, terminal.language), one.login, one.password)
    return table


def _request(settings: "Settings", token: str, profile_id: str) -> str:
    """A line to paste into a shell that answers with a readable shortlist."""
    body = json.dumps({"profile_id": profile_id, "kind": "opening"})
    return (
        f"curl -sS {_address(settings)}/api/v1/shortlists"
        f" -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json'"
        f" -d '{body}' | python3 -m json.tool --no-ensure-ascii"
    )


def _host(settings: "Settings") -> str:
    """Where to reach, from this machine, a service that listens there."""
    return _EVERY_ADDRESS.get(settings.host, settings.host)


def _address(settings: "Settings") -> str:
    host = _host(settings)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
