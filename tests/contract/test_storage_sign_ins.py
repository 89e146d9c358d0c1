"""Links with another service, and who is on their way to it, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from matching.vocabulary import Role
from service.storage import Account, AccountLink, Departed, LinkTaken, Storage
from service.storage.sign_ins import MOST_DEPARTURES
from tests.storage_fixtures import ENGINES, NOON, migrated_storage

ISSUER, OTHER_ISSUER = "https://one.test", "https://two.test"


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as made:
        yield made


def an_account(storage: Storage, login: str) -> UUID:
    account = Account(
        id=uuid4(),
        login=login,
        name=login,
        role=Role.OFFICER,
        territory=None,
        password_hash=None,
        must_change=False,
        created_at=NOON,
    )
    with storage.begin() as work:
        work.accounts.add(account)
    return account.id


def a_link(account_id: UUID, subject: str = "s", issuer: str = ISSUER) -> AccountLink:
    return AccountLink(issuer=issuer, subject=subject, account_id=account_id, linked_at=NOON)


def a_departure(name: str, minutes: float = 10) -> Departed:
    return Departed(
        state_sha256=name,
        browser_sha256="b",
        nonce="n",
        verifier="v",
        onward="/",
        kept="",
        expires_at=NOON + timedelta(minutes=minutes),
    )


def test_a_link_is_found_by_the_identity_letter_for_letter(storage: Storage) -> None:
    account_id = an_account(storage, "amal")
    with storage.begin() as work:
        work.sign_ins.link(a_link(account_id, "Amal"))
    with storage.read() as work:
        found = work.sign_ins.find_link(ISSUER, "Amal")
        assert found == a_link(account_id, "Amal")
        assert work.sign_ins.find_link(ISSUER, "amal") is None
        assert work.sign_ins.find_link(OTHER_ISSUER, "Amal") is None
        assert work.sign_ins.list_links() == [found]


def test_an_identity_opens_one_account_and_an_account_has_one_at_each_service(
    storage: Storage,
) -> None:
    amal, karim = an_account(storage, "amal"), an_account(storage, "karim")
    with storage.begin() as work:
        work.sign_ins.link(a_link(amal))
        work.sign_ins.link(a_link(amal, issuer=OTHER_ISSUER))
    for taken in (a_link(karim), a_link(amal, "another")):
        with pytest.raises(LinkTaken), storage.begin() as work:
            work.sign_ins.link(taken)
    with storage.begin() as work:
        assert work.sign_ins.unlink(amal) == 2
        assert work.sign_ins.unlink(amal) == 0
        work.sign_ins.link(a_link(karim))


def test_whoever_left_comes_back_once(storage: Storage) -> None:
    with storage.begin() as work:
        work.sign_ins.depart(a_departure("a"), NOON)
    with storage.begin() as work:
        assert work.sign_ins.take_back("a") == a_departure("a")
    with storage.begin() as work:
        assert work.sign_ins.take_back("a") is None
        assert work.sign_ins.take_back("unknown") is None


def test_whoever_never_came_back_is_forgotten(storage: Storage) -> None:
    with storage.begin() as work:
        work.sign_ins.depart(a_departure("a", minutes=1), NOON)
        work.sign_ins.depart(a_departure("b"), NOON + timedelta(minutes=1))
        assert work.sign_ins.take_back("a") is None


def test_strangers_cannot_fill_the_database(storage: Storage) -> None:
    with storage.begin() as work:
        for number in range(MOST_DEPARTURES + 3):
            work.sign_ins.depart(a_departure(f"{number}", minutes=1 + number / 1000), NOON)
        assert [work.sign_ins.take_back(f"{number}") is None for number in range(5)] == [
            *(True, True, True),
            *(False, False),
        ]
