"""Verbs about tokens: token create, revoke, list."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from matching.vocabulary import Role
from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal, open_storage
from service.wording import commands as words
from service.wording import date_text, label

if TYPE_CHECKING:
    from service.storage import Token

app = typer.Typer(help="Give, list and take back the right to call the API.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is, in your words.")],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.OFFICER,
    territory: Annotated[
        list[str] | None,
        typer.Option(help="Region where they may do it, by name or code; repeat it for several."),
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=3650, help="Days until it expires.")
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Create a token and show its secret, once."""
    from service.actions.access.tokens import Wanted, create_token
    from service.cli.operator import OPERATOR, now
    from service.cli.regions import regions_named
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        wanted = Wanted(
            name=name,
            role=role,
            territory=regions_named(territory) if territory else None,
            lifetime_days=days or settings.token_lifetime_days,
        )
        secret, token = create_token(
            open_storage(terminal, settings), caller=OPERATOR, now=now(), wanted=wanted
        )
        if as_json:
            terminal.answer(_shown(token) | {"secret": secret})
            return
        day = date_text((now() + timedelta(days=wanted.lifetime_days)).date(), terminal.language)
        terminal.say(words.TOKEN_CREATED, id=str(token.id), day=day)
        terminal.line(secret)


@app.command()
def revoke(
    token_id: Annotated[UUID, typer.Argument(help="As `jisr token list` shows it.")],
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a token back, at once."""
    from service.actions.access.tokens import revoke_token
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        token = revoke_token(storage, caller=OPERATOR, now=now(), token_id=token_id)
        if as_json:
            terminal.answer(_shown(token))
        else:
            terminal.say(words.TOKEN_REVOKED, id=str(token.id))


@app.command("list")
def list_all(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List every token, revoked and expired ones included; never a secret."""
    from service.actions.access.tokens import list_tokens
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        tokens = list_tokens(open_storage(terminal, load_settings()), caller=OPERATOR)
        if as_json:
            terminal.answer([_shown(token) for token in tokens])
        elif tokens:
            terminal.show(_table(tokens, terminal))
        else:
            terminal.say(words.NO_TOKEN)


def _shown(token: "Token") -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "role": token.role,
        "territory": None if token.territory is None else sorted(token.territory),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
    }


def _table(tokens: list["Token"], terminal: Terminal) -> Table:
    heads = (words.NAME, words.ROLE, words.TERRITORY, words.EXPIRES, words.REVOKED)
    table = Table()
    # Whoever revokes a token copies its id from here.
    table.add_column("Id", no_wrap=True, min_width=36)
    for head in heads:
        table.add_column(terminal.text(head))
    everywhere = terminal.text(words.EVERYWHERE)
    for token in tokens:
        territory = everywhere if token.territory is None else ", ".join(sorted(token.territory))
        table.add_row(
            str(token.id),
            token.name,
            label(token.role, terminal.language),
            territory,
            *(
                f"{moment:%Y-%m-%d}" if moment else ""
                for moment in (token.expires_at, token.revoked_at)
            ),
        )
    return table


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
