"""Verbs about accounts of the pages: account create, list, reset, close, open, link, unlink."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from matching.vocabulary import Role
from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal, open_storage
from service.wording import account_commands as said
from service.wording import commands as words
from service.wording import label
from service.wording.languages import Message

if TYPE_CHECKING:
    from service.storage import Account, AccountLink, Storage

app = typer.Typer(help="Give, list and close accounts of the pages.", no_args_is_help=True)

LoginArgument = Annotated[str, typer.Argument(help="As `jisr account list` shows it.")]


@app.command()
def create(
    login: Annotated[str, typer.Argument(help="What they sign in with.")],
    name: Annotated[str, typer.Option(help="How the pages greet them.")] = "",
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.OFFICER,
    territory: Annotated[
        list[str] | None,
        typer.Option(help="Region where they may do it, by name or code; repeat it for several."),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Create an account and show its first password, once."""
    from service.actions.access.accounts import NewAccount, create_account
    from service.cli.operator import OPERATOR, now
    from service.cli.regions import regions_named
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        regions = regions_named(territory) if territory else None
        wanted = NewAccount(login=login, name=name, role=role, territory=regions)
        storage = open_storage(terminal, load_settings())
        password, account = create_account(storage, caller=OPERATOR, now=now(), wanted=wanted)
        _tell_password(terminal, said.CREATED, account, password)


@app.command("list")
def list_all(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List every account, closed ones included; never a password."""
    from service.actions.access.accounts import list_accounts
    from service.actions.access.provider_sign_in import list_links
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        accounts = list_accounts(storage, caller=OPERATOR)
        if as_json:
            links = list_links(storage, caller=OPERATOR)
            terminal.answer([_shown(account) | _links_of(account, links) for account in accounts])
        elif accounts:
            terminal.show(_table(accounts, terminal))
        else:
            terminal.say(said.NO_ACCOUNT)


@app.command()
def reset(
    login: LoginArgument, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Give a new first password, shown once; sessions end and a locked account opens."""
    from service.actions.access.accounts import reset_password
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        account = _named(terminal, storage, login)
        password, account = reset_password(storage, caller=OPERATOR, account_id=account.id)
        _tell_password(terminal, said.RESET, account, password)


@app.command()
def close(
    login: LoginArgument, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Close an account at once; its sessions end."""
    _set_disabled(login, language, as_json=as_json, disabled=True)


@app.command("open")
def open_again(
    login: LoginArgument, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Open a closed account again, with the password it had."""
    _set_disabled(login, language, as_json=as_json, disabled=False)


@app.command()
def link(
    login: LoginArgument,
    subject: Annotated[str, typer.Argument(help="What the provider calls them: their “sub”.")],
    issuer: Annotated[
        str | None, typer.Option(help="Address of the provider; by default the configured one.")
    ] = None,
    only: Annotated[
        bool, typer.Option("--only", help="Take the password away: no other way in.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let somebody whom an OpenID Connect provider identifies enter an account."""
    from service.actions.access.provider_sign_in import link_account
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        named = issuer or settings.oidc_issuer
        if named is None:
            raise terminal.refused("no-provider", said.NO_PROVIDER)
        storage = open_storage(terminal, settings)
        account = _named(terminal, storage, login)
        made = link_account(
            storage,
            caller=OPERATOR,
            now=now(),
            account_id=account.id,
            issuer=named,
            subject=subject,
            without_password=only,
        )
        if as_json:
            terminal.answer({"login": account.login, "issuer": made.issuer, "subject": subject})
        else:
            terminal.say(said.LINKED, login=account.login, issuer=made.issuer)


@app.command()
def unlink(
    login: LoginArgument, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Undo the links of an account; its sessions end, its password stays."""
    from service.actions.access.provider_sign_in import unlink_account
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        account = _named(terminal, storage, login)
        count = unlink_account(storage, caller=OPERATOR, account_id=account.id)
        if as_json:
            terminal.answer({"login": account.login, "undone": count})
        else:
            terminal.say(said.UNLINKED if count else said.NOT_LINKED, login=account.login)


def _set_disabled(login: str, language: LanguageOption, *, as_json: bool, disabled: bool) -> None:
    from service.actions.access.accounts import set_disabled
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        account = _named(terminal, storage, login)
        account = set_disabled(
            storage, caller=OPERATOR, now=now(), account_id=account.id, disabled=disabled
        )
        if as_json:
            terminal.answer(_shown(account))
        else:
            terminal.say(said.CLOSED if disabled else said.OPENED, login=account.login)


def _named(terminal: Terminal, storage: "Storage", login: str) -> "Account":
    from service.actions.access.accounts import find_account
    from service.cli.operator import OPERATOR

    account = find_account(storage, caller=OPERATOR, login=login)
    if account is None:
        raise terminal.refused("no-such-account", said.UNKNOWN)
    return account


def _tell_password(terminal: Terminal, message: Message, account: "Account", password: str) -> None:
    if terminal.as_json:
        terminal.answer(_shown(account) | {"password": password})
        return
    terminal.say(message, login=account.login)
    terminal.line(password)


def _shown(account: "Account") -> dict[str, Any]:
    return {
        "id": account.id,
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "territory": None if account.territory is None else sorted(account.territory),
        "must_change": account.must_change,
        "created_at": account.created_at,
        "disabled_at": account.disabled_at,
    }


def _links_of(account: "Account", links: list["AccountLink"]) -> dict[str, Any]:
    own = (one for one in links if one.account_id == account.id)
    return {"links": [{"issuer": one.issuer, "subject": one.subject} for one in own]}


def _table(accounts: list["Account"], terminal: Terminal) -> Table:
    table = Table()
    for head in (said.LOGIN, words.NAME, words.ROLE, words.TERRITORY, said.STATE):
        table.add_column(terminal.text(head))
    everywhere = terminal.text(words.EVERYWHERE)
    for account in accounts:
        territory = account.territory
        table.add_row(
            account.login,
            account.name,
            label(account.role, terminal.language),
            everywhere if territory is None else ", ".join(sorted(territory)),
            terminal.text(_state(account)),
        )
    return table


def _state(account: "Account") -> Message:
    if account.disabled_at is not None:
        return said.STATE_CLOSED
    return said.STATE_NEW if account.must_change else said.STATE_OPEN
