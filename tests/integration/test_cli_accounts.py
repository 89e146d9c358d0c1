"""Accounts of the pages from the command line, and those with which a newcomer begins."""

import stat
from pathlib import Path

import pytest

from service.actions.access.accounts import find_account, opens_with
from service.actions.demo import load_demo
from service.cli.operator import OPERATOR, now
from tests.cli_fixtures import Installation, an_installation


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def opens(installation: Installation, login: str, password: str) -> bool:
    storage = installation.storage()
    account = find_account(storage, caller=OPERATOR, login=login)
    assert account is not None
    found = opens_with(account, password)
    storage.close()
    return found


def load(installation: Installation) -> None:
    storage = installation.storage()
    load_demo(storage, caller=OPERATOR, now=now(), step=lambda *_: None)
    storage.close()


def test_an_account_is_made_with_a_first_password_that_is_shown_once(
    installation: Installation,
) -> None:
    made = installation.run(
        "account", "create", "Amal.B", "--name", "Amal", "--territory", "Casablanca-Settat"
    )
    assert made.exit_code == 0, made.output
    password = made.stdout.strip()
    assert opens(installation, "amal.b", password)
    (listed,) = installation.asked("account", "list")
    assert (listed["login"], listed["role"], listed["territory"]) == (
        "amal.b",
        "officer",
        ["MA-06"],
    )
    assert listed["must_change"] is True
    shown = installation.run("account", "list")
    assert "mot de passe à choisir" in shown.stdout
    assert password not in shown.output


def test_a_login_is_given_once(installation: Installation) -> None:
    installation.asked("account", "create", "amal")
    again = installation.run("account", "create", "AMAL")
    assert again.exit_code == 1
    assert "login-taken" in again.stderr


def test_a_new_first_password_replaces_the_one_before(installation: Installation) -> None:
    first = installation.asked("account", "create", "amal")["password"]
    second = installation.asked("account", "reset", "amal")["password"]
    assert not opens(installation, "amal", first)
    assert opens(installation, "amal", second)


def test_a_closed_account_opens_nothing_until_it_is_open_again(installation: Installation) -> None:
    password = installation.asked("account", "create", "amal")["password"]
    assert "fermé" in installation.run("account", "close", "amal").stderr
    assert not opens(installation, "amal", password)
    assert "fermé" in installation.run("account", "list").stdout
    assert installation.asked("account", "open", "amal")["disabled_at"] is None
    assert opens(installation, "amal", password)


@pytest.mark.parametrize("verb", ["reset", "close", "open"])
def test_an_unknown_login_is_said_to_be_unknown(installation: Installation, verb: str) -> None:
    refused = installation.run("account", verb, "nobody")
    assert refused.exit_code == 1
    assert "no-such-account" in refused.stderr


def test_no_account_at_all_is_said(installation: Installation) -> None:
    assert "jisr account create" in installation.run("account", "list").stderr


def test_the_demonstration_gives_an_account_to_each_role_the_same_on_every_run(
    installation: Installation,
) -> None:
    load(installation)
    first = installation.asked("demo")["accounts"]
    assert {one["login"]: one["role"] for one in first} == {
        "agent": "officer",
        "conseil": "counsellor",
        "analyse": "analyst",
        "admin": "administrator",
    }
    assert len({one["password"] for one in first}) == 4
    assert installation.asked("demo")["accounts"] == first
    assert all(opens(installation, one["login"], one["password"]) for one in first)
    kept = installation.folder / "demo-accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    printed = installation.run("demo").stdout
    assert all(one["password"] in printed for one in first)
    assert not any(one["must_change"] for one in installation.asked("account", "list"))


def test_an_account_whose_password_was_changed_since_is_left_alone(
    installation: Installation,
) -> None:
    load(installation)
    installation.asked("demo")
    changed = installation.asked("account", "reset", "admin")["password"]
    assert "admin" not in {one["login"] for one in installation.asked("demo")["accounts"]}
    assert opens(installation, "admin", changed)


def test_a_database_with_somebody_s_own_records_gets_no_such_account(
    installation: Installation,
) -> None:
    own = installation.folder / "entreprises.csv"
    own.write_text("Référence;Nom\nE-1;Atelier\n", encoding="utf-8")
    installation.run("import", "companies", own)
    assert installation.asked("demo")["accounts"] == []
    assert installation.asked("account", "list") == []


ISSUER = "https://maison.test"


def test_an_account_is_linked_to_who_its_owner_is_elsewhere(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = installation.asked("account", "create", "amal")["password"]
    assert "no-provider" in installation.run("account", "link", "amal", "s-1").stderr
    linked = installation.asked("account", "link", "amal", "s-1", "--issuer", ISSUER)
    assert linked == {"login": "amal", "issuer": ISSUER, "subject": "s-1"}
    (listed,) = installation.asked("account", "list")
    assert listed["links"] == [{"issuer": ISSUER, "subject": "s-1"}]
    assert opens(installation, "amal", password)
    installation.asked("account", "create", "karim")
    taken = installation.run("account", "link", "karim", "s-1", "--issuer", ISSUER)
    assert taken.exit_code == 1
    assert "link-taken" in taken.stderr
    assert installation.asked("account", "unlink", "amal")["undone"] == 1
    assert "relié à aucun" in installation.run("account", "unlink", "amal").stderr
    for name, value in {
        "OIDC_ISSUER": ISSUER,
        "OIDC_CLIENT_ID": "jisr",
        "OIDC_CLIENT_SECRET": "invented",
        "PUBLIC_URL": "https://jisr.test",
    }.items():
        monkeypatch.setenv(f"JISR_{name}", value)
    assert installation.asked("account", "link", "karim", "s-1")["issuer"] == ISSUER


def test_an_account_may_be_left_without_a_password(installation: Installation) -> None:
    password = installation.asked("account", "create", "amal")["password"]
    said = installation.run("account", "link", "amal", "s", "--issuer", ISSUER, "--only").stderr
    assert "s’ouvre désormais aussi par" in said
    assert not opens(installation, "amal", password)
    assert installation.asked("account", "list")[0]["must_change"] is False
