"""Pages about who may come in: accounts of people, keys of programs."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import MatchingError
from matching.vocabulary import Role
from service.actions.access.account_care import change_duties, close_account, get_account, unlock
from service.actions.access.accounts import BadLogin, NewAccount, create_account, list_accounts
from service.actions.access.accounts import reset_password as give_new_password
from service.actions.access.tokens import Wanted, create_token, list_tokens, revoke_token
from service.doors import Doors, doors_of
from service.problems import status_of
from service.security import Action, Caller
from service.storage import LoginTaken
from service.web.administration import (
    ACCOUNTS,
    KEYS,
    Duties,
    TerritoryMissing,
    desk_context,
    problem_of,
)
from service.web.rendering import page
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Keeper = Annotated[Caller, Depends(Sees(Action.MANAGE_TOKENS))]
Line = Annotated[str, Form(max_length=200)]
Ticked = Annotated[bool, Form()]

LONGEST_KEY_DAYS: Final = 3650


def administration_router() -> APIRouter:
    """The pages about accounts and keys."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(ACCOUNTS, show_accounts, methods=["GET"])
    router.add_api_route(ACCOUNTS, do_create_account, methods=["POST"])
    router.add_api_route(ACCOUNTS + "/{account_id}", show_account, methods=["GET"])
    router.add_api_route(ACCOUNTS + "/{account_id}", do_change_account, methods=["POST"])
    router.add_api_route(ACCOUNTS + "/{account_id}/mot-de-passe", do_reset, methods=["POST"])
    router.add_api_route(ACCOUNTS + "/{account_id}/deblocage", do_unlock, methods=["POST"])
    router.add_api_route(ACCOUNTS + "/{account_id}/fermeture", do_close, methods=["POST"])
    router.add_api_route(KEYS, show_keys, methods=["GET"])
    router.add_api_route(KEYS, do_create_key, methods=["POST"])
    router.add_api_route(KEYS + "/{token_id}/fin", do_revoke, methods=["POST"])
    return router


def duties(
    role: Annotated[Role, Form()],
    partout: Ticked = False,
    regions: Annotated[list[str] | None, Form(max_length=20)] = None,
) -> Duties:
    """A role and regions, as the form about them has them."""
    return Duties(role=role, everywhere=partout, regions=frozenset(regions or ()))


DutiesHere = Annotated[Duties, Depends(duties)]


def show_accounts(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """Every account, and the form for another."""
    return _accounts_page(request, doors, caller, {})


def do_create_account(
    request: Request,
    doors: DoorsHere,
    caller: Keeper,
    asked: DutiesHere,
    identifiant: Line,
    nom: Line = "",
) -> Response:
    """Open an account; its first password is shown on this page and nowhere else."""
    try:
        wanted = NewAccount(
            login=identifiant, name=nom, role=asked.role, territory=asked.territory()
        )
        password, account = create_account(
            doors.storage, caller=caller, now=doors.now(), wanted=wanted
        )
    except (BadLogin, LoginTaken, TerritoryMissing) as error:
        kept = problem_of(request, error) | {"login": identifiant, "name": nom, "asked": asked}
        return _accounts_page(request, doors, caller, kept, status=status_of(type(error)))
    request.state.made = str(account.id)
    return _accounts_page(request, doors, caller, {"opened": account, "password": password})


def show_account(request: Request, doors: DoorsHere, caller: Keeper, account_id: UUID) -> Response:
    """One account: its role, its regions, its password, its end."""
    return _account_page(request, doors, caller, account_id, {})


def do_change_account(
    request: Request, doors: DoorsHere, caller: Keeper, account_id: UUID, asked: DutiesHere
) -> Response:
    """Give an account another role or other regions."""
    try:
        change_duties(
            doors.storage,
            caller=caller,
            account_id=account_id,
            role=asked.role,
            territory=asked.territory(),
        )
    except MatchingError as error:
        return _refused(request, doors, caller, account_id, error)
    return RedirectResponse(f"{ACCOUNTS}/{account_id}", status_code=303)


def do_reset(request: Request, doors: DoorsHere, caller: Keeper, account_id: UUID) -> Response:
    """Give a new first password; it is shown on this page and nowhere else."""
    password, account = give_new_password(doors.storage, caller=caller, account_id=account_id)
    told = {"opened": account, "password": password}
    return _account_page(request, doors, caller, account_id, told)


def do_unlock(doors: DoorsHere, caller: Keeper, account_id: UUID) -> Response:
    """Open an account that wrong passwords have locked."""
    unlock(doors.storage, caller=caller, account_id=account_id)
    return RedirectResponse(f"{ACCOUNTS}/{account_id}", status_code=303)


def do_close(
    request: Request, doors: DoorsHere, caller: Keeper, account_id: UUID, ferme: Ticked
) -> Response:
    """Close an account, or open it again."""
    try:
        close_account(
            doors.storage, caller=caller, now=doors.now(), account_id=account_id, closed=ferme
        )
    except MatchingError as error:
        return _refused(request, doors, caller, account_id, error)
    return RedirectResponse(f"{ACCOUNTS}/{account_id}", status_code=303)


def show_keys(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """Every key of a program, and the form for another."""
    return _keys_page(request, doors, caller, {})


def do_create_key(
    request: Request,
    doors: DoorsHere,
    caller: Keeper,
    asked: DutiesHere,
    nom: Annotated[str, Form(min_length=1, max_length=200)],
    jours: Annotated[int, Form(ge=1, le=LONGEST_KEY_DAYS)],
) -> Response:
    """Make a key; its secret is shown on this page and nowhere else."""
    try:
        wanted = Wanted(
            name=nom.strip(), role=asked.role, territory=asked.territory(), lifetime_days=jours
        )
    except TerritoryMissing as error:
        kept = problem_of(request, error) | {"name": nom, "asked": asked, "days": jours}
        return _keys_page(request, doors, caller, kept, status=status_of(type(error)))
    secret, token = create_token(doors.storage, caller=caller, now=doors.now(), wanted=wanted)
    request.state.made = str(token.id)
    return _keys_page(request, doors, caller, {"made": token, "secret": secret})


def do_revoke(doors: DoorsHere, caller: Keeper, token_id: UUID) -> Response:
    """End a key at once."""
    revoke_token(doors.storage, caller=caller, now=doors.now(), token_id=token_id)
    return RedirectResponse(KEYS, status_code=303)


def _accounts_page(
    request: Request, doors: Doors, caller: Caller, told: dict[str, Any], *, status: int = 200
) -> Response:
    context = desk_context(request) | {
        "accounts": list_accounts(doors.storage, caller=caller),
        "now": doors.now(),
        "opened": None,
        "login": "",
        "name": "",
        "asked": None,
    }
    return page(request, "comptes.html", context | told, status=status)


def _account_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    account_id: UUID,
    told: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    context = desk_context(request) | {
        "account": get_account(doors.storage, caller=caller, account_id=account_id),
        "is_own": caller.id == str(account_id),
        "now": doors.now(),
        "opened": None,
        "asked": None,
    }
    return page(request, "compte.html", context | told, status=status)


def _keys_page(
    request: Request, doors: Doors, caller: Caller, told: dict[str, Any], *, status: int = 200
) -> Response:
    context = desk_context(request) | {
        "tokens": list(reversed(list_tokens(doors.storage, caller=caller))),
        "now": doors.now(),
        "days": min(doors.settings.token_lifetime_days, LONGEST_KEY_DAYS),
        "made": None,
        "name": "",
        "asked": None,
    }
    return page(request, "cles.html", context | told, status=status)


def _refused(
    request: Request, doors: Doors, caller: Caller, account_id: UUID, error: MatchingError
) -> Response:
    status = status_of(type(error))
    told = problem_of(request, error)
    return _account_page(request, doors, caller, account_id, told, status=status)
