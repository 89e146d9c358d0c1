"""What administrators and graders find: accounts, keys, releases, suspensions, pairs to grade."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from matching.vocabulary import OpportunityKind, Role, SuspensionReason
from service.actions.grading.rounds import Round, make_grading
from service.actions.suspending import Stop, suspend
from service.security import Caller
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR, an_account
from tests.registries import a_registry, published_as

ANALYST = Caller(id="analyst", role=Role.ANALYST, territory=None, name="")


def overseen(api: Api, folder: Path) -> dict[str, str]:
    """Ids of one of each; the release with number 2 is promoted, and 1 was before it."""
    an_account(api, "quelquun", Role.COUNSELLOR, "MA-04")
    two_releases(api, folder)
    grading_id, pair_id = a_round(api)
    with api.storage.read() as work:
        account = work.accounts.find("quelquun")
        tokens = work.tokens.list()
    assert account is not None
    api.token(Role.OFFICER)
    with api.storage.read() as work:
        fresh = next(one for one in work.tokens.list() if one not in tokens)
    return {
        "account_id": str(account.id),
        "token_id": str(fresh.id),
        "suspension_id": a_suspension(api, "MA-11"),
        "grading_id": grading_id,
        "pair_id": pair_id,
        "version": "2",
    }


def two_releases(api: Api, folder: Path) -> None:
    """Publish two releases, and promote one after the other."""
    settings = api.app.state.doors.settings
    registry = a_registry(settings.registry_dir)
    published_as(registry, folder, "version-1", "version-2")
    registry.promote(1, by="tests")
    registry.promote(2, by="tests")


def a_suspension(api: Api, region: str | None) -> str:
    """Stop recommendations there; its id."""
    wanted = Stop(region=region, reason=SuspensionReason.RECORDS_WRONG, note="")
    administrator = replace(ADMINISTRATOR, id=str(uuid4()))
    return str(suspend(api.storage, caller=administrator, now=NOW, wanted=wanted).id)


def a_round(api: Api, people: int = 50, depth: int = 5) -> tuple[str, str]:
    """A round of grading over everybody there is; its id, and that of its first pair."""
    asked = Round(kind=OpportunityKind.OPENING, people=people, depth=depth, seed=1)
    runtime = api.app.state.doors.runtime
    made = make_grading(runtime, api.storage, caller=ANALYST, now=NOW, asked=asked)
    with api.storage.read() as work:
        first = next(pair for pair, _ in work.grades.graded(made.id))
    return str(made.id), str(first.id)
