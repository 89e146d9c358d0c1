from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from matching.errors import NotAuthenticated
from matching.vocabulary import Role
from service.security import (
    NEEDS_A_REGION,
    PERMISSIONS,
    WITHOUT_BORDERS,
    Action,
    Caller,
    NotYourTerritory,
    RoleNotAllowed,
    TokenExpired,
    TokenMissing,
    TokenRevoked,
    TokenUnknown,
    authenticate,
    can,
    check_can,
    new_token,
)
from service.storage import Storage, Token
from tests.storage_fixtures import migrated_storage

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE, ELSEWHERE = "MA-03", "MA-07"

EVERYWHERE = None
ONLY_HERE = frozenset({HERE})
NOWHERE: frozenset[str] = frozenset()

# Written out a second time on purpose, as a person would read it aloud: O officer, C counsellor,
# A analyst, M administrator.
EXPECTED = {
    "read-profiles": "OC M",
    "write-profiles": "OC M",
    "read-opportunities": "OCAM",
    "write-opportunities": "O  M",
    "make-shortlists": "OC M",
    "assign-openings": "O  M",
    "assign-kits": " C M",
    "read-conventions": "OCAM",
    "write-conventions": "O  M",
    "give-feedback": "OC  ",
    "note-outcomes": "OC  ",
    "import-records": "O  M",
    "read-metrics": "  AM",
    "read-reports": "O AM",
    "read-quality": "  A ",
    "export-judgements": "  A ",
    "make-gradings": "  A ",
    "read-gradings": "OCA ",
    "grade-pairs": "OC  ",
    "manage-tokens": "   M",
    "reload": "   M",
    "suspend-recommendations": "   M",
    "read-trail": "   M",
    "erase-profile": "O  M",
    "read-identity": "OC  ",
}
LETTERS = {
    Role.OFFICER: "O",
    Role.COUNSELLOR: "C",
    Role.ANALYST: "A",
    Role.ADMINISTRATOR: "M",
}
ABOUT_PEOPLE = {
    Action.READ_PROFILES,
    Action.WRITE_PROFILES,
    Action.MAKE_SHORTLISTS,
    Action.GIVE_FEEDBACK,
    Action.NOTE_OUTCOMES,
    Action.GRADE_PAIRS,
    Action.ERASE_PROFILE,
    Action.READ_IDENTITY,
}


def a_caller(role: Role, territory: frozenset[str] | None = EVERYWHERE) -> Caller:
    return Caller(id="token-1", role=role, territory=territory, name="Invented")


def should_reach(action: Action, territory: frozenset[str] | None, region: str | None) -> bool:
    if territory is None or action in WITHOUT_BORDERS:
        return True
    if region is None:
        return territory != NOWHERE and action not in NEEDS_A_REGION
    return region in territory


@pytest.fixture
def storage() -> Iterator[Storage]:
    with migrated_storage("sqlite") as storage:
        yield storage


@pytest.mark.parametrize(
    ("role", "action", "territory", "region"),
    [
        pytest.param(*cell, id="-".join(str(part) for part in cell))
        for cell in product(Role, Action, (EVERYWHERE, ONLY_HERE, NOWHERE), (None, HERE, ELSEWHERE))
    ],
)
def test_the_matrix_is_what_was_written_down(
    role: Role, action: Action, territory: frozenset[str] | None, region: str | None
) -> None:
    caller = a_caller(role, territory)
    has_role = LETTERS[role] in EXPECTED[action]
    reaches = should_reach(action, territory, region)
    assert can(caller, action, region) is (has_role and reaches)
    if not has_role:
        with pytest.raises(RoleNotAllowed):
            check_can(caller, action, region)
    elif not reaches:
        with pytest.raises(NotYourTerritory):
            check_can(caller, action, region)
    else:
        check_can(caller, action, region)


def test_every_action_is_decided() -> None:
    assert set(PERMISSIONS) == set(Action) == {Action(name) for name in EXPECTED}


@pytest.mark.parametrize("role", Role)
def test_an_action_nobody_decided_about_is_refused(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecided = {action: roles for action, roles in PERMISSIONS.items() if action != "reload"}
    monkeypatch.setattr("service.security.PERMISSIONS", undecided)
    assert not can(a_caller(role), Action.RELOAD)
    with pytest.raises(RoleNotAllowed):
        check_can(a_caller(role), Action.RELOAD)


@pytest.mark.parametrize("action", sorted(ABOUT_PEOPLE))
def test_an_analyst_never_sees_people_one_by_one(action: Action) -> None:
    assert not can(a_caller(Role.ANALYST), action, HERE)


@pytest.mark.parametrize("action", sorted(ABOUT_PEOPLE))
def test_what_is_about_people_stops_at_the_border(action: Action) -> None:
    assert action not in WITHOUT_BORDERS


def test_an_identity_without_a_region_is_for_those_who_see_all() -> None:
    assert not can(a_caller(Role.OFFICER, ONLY_HERE), Action.READ_IDENTITY, None)
    assert can(a_caller(Role.OFFICER, EVERYWHERE), Action.READ_IDENTITY, None)


def test_a_refusal_says_which_action_and_where() -> None:
    with pytest.raises(NotYourTerritory) as refusal:
        check_can(a_caller(Role.OFFICER, ONLY_HERE), Action.READ_PROFILES, ELSEWHERE)
    assert refusal.value.params == {"action": "read-profiles", "region": ELSEWHERE}


def test_the_secret_opens_the_door(storage: Storage) -> None:
    secret, token = new_token("Agence de Fès", Role.COUNSELLOR, ONLY_HERE, now=NOW)
    with storage.begin() as work:
        work.tokens.add(token)
    with storage.read() as work:
        caller = authenticate(work, secret, NOW)
    assert caller == Caller(
        id=str(token.id), role=Role.COUNSELLOR, territory=ONLY_HERE, name="Agence de Fès"
    )


def test_a_secret_is_random_recognisable_and_not_in_the_token() -> None:
    drawn = [new_token("x", Role.OFFICER, EVERYWHERE, now=NOW) for _ in range(50)]
    secrets = {secret for secret, _ in drawn}
    assert len(secrets) == 50
    # 32 bytes take 43 characters of base64.
    assert all(len(secret) == len("jisr_") + 43 for secret in secrets)
    assert all(secret.startswith("jisr_") for secret in secrets)
    assert all(secret not in repr(token) for secret, token in drawn)


@pytest.mark.parametrize("secret", [None, ""])
def test_no_secret_is_a_missing_token(storage: Storage, secret: str | None) -> None:
    with storage.read() as work, pytest.raises(TokenMissing):
        authenticate(work, secret, NOW)


@pytest.mark.parametrize("change", ["jisr_guess", "the hash itself", "one letter less"])
def test_another_secret_is_unknown(storage: Storage, change: str) -> None:
    secret, token = new_token("x", Role.OFFICER, EVERYWHERE, now=NOW)
    attempts = {"the hash itself": token.secret_sha256, "one letter less": secret[:-1]}
    with storage.begin() as work:
        work.tokens.add(token)
    with storage.read() as work, pytest.raises(TokenUnknown):
        authenticate(work, attempts.get(change, change), NOW)


def test_a_revoked_token_is_refused(storage: Storage) -> None:
    secret, token = new_token("x", Role.OFFICER, EVERYWHERE, now=NOW)
    with storage.begin() as work:
        work.tokens.add(token)
        work.tokens.revoke(token.id, at=NOW)
    with storage.read() as work, pytest.raises(TokenRevoked):
        authenticate(work, secret, NOW + timedelta(seconds=1))


@pytest.mark.parametrize(("seconds", "is_accepted"), [(-1, True), (0, False), (1, False)])
def test_a_token_is_accepted_until_it_expires(
    storage: Storage, seconds: int, *, is_accepted: bool
) -> None:
    end = NOW + timedelta(days=1)
    secret, token = new_token("x", Role.OFFICER, EVERYWHERE, now=NOW, expires_at=end)
    with storage.begin() as work:
        work.tokens.add(token)
    with storage.read() as work:
        moment = end + timedelta(seconds=seconds)
        if is_accepted:
            assert authenticate(work, secret, moment).id == str(token.id)
        else:
            with pytest.raises(TokenExpired):
                authenticate(work, secret, moment)


def test_a_refused_token_is_not_named_by_its_secret(storage: Storage) -> None:
    secret, token = new_token("x", Role.OFFICER, EVERYWHERE, now=NOW, expires_at=NOW)
    with storage.begin() as work:
        work.tokens.add(token)
    with storage.read() as work, pytest.raises(NotAuthenticated) as refusal:
        authenticate(work, secret, NOW)
    assert refusal.value.params == {"token_id": str(token.id)}


def test_a_stored_token_comes_back_whole(storage: Storage) -> None:
    tokens: list[Token] = [
        new_token("everywhere", Role.ADMINISTRATOR, EVERYWHERE, now=NOW)[1],
        new_token("here", Role.OFFICER, ONLY_HERE, now=NOW + timedelta(1), expires_at=NOW)[1],
        new_token("nowhere", Role.ANALYST, NOWHERE, now=NOW + timedelta(2))[1],
    ]
    with storage.begin() as work:
        for token in tokens:
            work.tokens.add(token)
    with storage.read() as work:
        assert work.tokens.list() == tokens
