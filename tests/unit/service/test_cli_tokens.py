"""Tokens, from creation to revocation, as an administrator gives them."""

from pathlib import Path
from uuid import uuid4

import pytest

from service.cli.operator import now
from service.security import TokenRevoked, authenticate
from tests.cli_fixtures import Installation, an_installation


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def test_a_created_token_opens_the_door_in_its_role_and_territory(
    installation: Installation,
) -> None:
    made = installation.asked(
        *("token", "create", "Bureau de Fès", "--role", "counsellor", "--territory", "Fès-Meknès"),
        *("--territory", "MA-04", "--days", "7"),
    )

    storage = installation.storage()
    with storage.read() as work:
        caller = authenticate(work, made["secret"], now())
    storage.close()

    assert caller.role == "counsellor"
    assert caller.territory == frozenset({"MA-03", "MA-04"})
    assert made["territory"] == ["MA-03", "MA-04"]


def test_the_secret_is_the_only_result_and_is_never_shown_again(
    installation: Installation,
) -> None:
    created = installation.run("token", "create", "Bureau de Salé")
    secret = created.stdout.strip()
    listed = installation.run("token", "list")

    assert secret.startswith("jisr_")
    assert "Bureau de Salé" in listed.stdout
    assert secret not in listed.output


def test_a_token_without_territory_is_listed_as_valid_everywhere(
    installation: Installation,
) -> None:
    installation.run("token", "create", "Bureau central")

    assert "partout" in installation.run("token", "list").stdout


def test_a_revoked_token_is_refused_and_stays_listed(installation: Installation) -> None:
    made = installation.asked("token", "create", "Bureau de Safi")

    revoked = installation.asked("token", "revoke", made["id"])

    assert revoked["revoked_at"] is not None
    assert [token["id"] for token in installation.asked("token", "list")] == [made["id"]]
    storage = installation.storage()
    with storage.read() as work, pytest.raises(TokenRevoked):
        authenticate(work, made["secret"], now())
    storage.close()


def test_revoking_what_does_not_exist_is_refused(installation: Installation) -> None:
    refused = installation.run("token", "revoke", uuid4())

    assert refused.exit_code == 1
    assert "no-such-token" in refused.stderr


def test_a_region_that_does_not_exist_is_refused_with_close_names(
    installation: Installation,
) -> None:
    refused = installation.run("token", "create", "Bureau", "--territory", "Mekness")

    assert refused.exit_code == 1
    assert "unknown-place" in refused.stderr
    assert "Fès-Meknès" in refused.stderr
