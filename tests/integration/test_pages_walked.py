"""Every page that links lead to, for every role, over the demonstration's data."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from matching.vocabulary import Role
from service.actions.demo import load_demo
from service.printing.papers import STRICT
from service.web.rendering import CONTENT_POLICY, templates_folder
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR, Browser, browser_of, pages
from tests.page_walks import Seen, walk

FIRST_PAGE_BYTES = 60_000
"""With its style and its script, over the wire."""
PAGE_BYTES = 60_000
"""The text of one page: a quarter of a second on a line of 2 Mbit/s."""
_INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=\"/statique/[\w.-]+\")", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:src|href|action|url\()=?[\"'(]?\s*(?:https?:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("walk")) as running:
        load_demo(running.storage, caller=ADMINISTRATOR, now=NOW, step=lambda *_: None)
        running.wait_until_ready()
        running.app.state.doors.runtime.refresh()
        yield running


@pytest.fixture(scope="module")
def seen(api: Api) -> list[Seen]:
    stranger = Browser(TestClient(api.app, base_url="https://jisr.test"))
    found = list(walk(stranger, None))
    for role in Role:
        found.extend(walk(browser_of(api, role), role))
    return found


def test_every_link_leads_somewhere(seen: list[Seen]) -> None:
    wrong = {(one.role, one.address): one.response.status_code for one in seen}
    assert {key: status for key, status in wrong.items() if status != 200} == {}
    assert len({one.address for one in seen if one.is_page}) >= 10


def test_no_page_is_heavy(seen: list[Seen]) -> None:
    heavy = {one.address: len(one.response.content) for one in seen if one.is_page}
    assert {name: size for name, size in heavy.items() if size > PAGE_BYTES} == {}


def test_what_a_browser_loads_first_is_light(api: Api) -> None:
    """Headers included; pages travel unpacked, because they hold a secret of the reader's form."""
    browser = browser_of(api, Role.OFFICER, "MA-06")
    address = browser.get("/").headers["location"]
    for first in ("/connexion", address):
        page = browser.get(first)
        assert "content-encoding" not in page.headers
        files = set(re.findall(r'(?:href|src)="(/statique/[\w.]+)"', page.text))
        loaded = [browser.get(name, headers={"accept-encoding": "gzip"}) for name in files]
        bodies = [int(one.headers["content-length"]) for one in (page, *loaded)]
        heads = [
            len(name) + len(value) + len(": \r\n")
            for one in (page, *loaded)
            for name, value in one.headers.raw
        ]
        assert sum(bodies) + sum(heads) < FIRST_PAGE_BYTES, (first, bodies)


def test_every_page_is_closed_to_what_is_not_ours(seen: list[Seen]) -> None:
    for one in seen:
        headers = one.response.headers
        assert headers["x-content-type-options"] == "nosniff", one.address
        if one.is_page:
            assert headers["content-security-policy"] == CONTENT_POLICY, one.address
            assert headers["x-frame-options"] == "DENY", one.address
            assert headers["referrer-policy"] == "same-origin", one.address
        if one.is_paper:
            assert headers["content-security-policy"] == STRICT, one.address


def test_nothing_that_only_its_reader_may_see_is_kept_by_anybody(seen: list[Seen]) -> None:
    for one in seen:
        assert one.response.headers["cache-control"] == "no-store", one.address


def test_no_page_as_sent_holds_anything_inline_or_from_elsewhere(seen: list[Seen]) -> None:
    for one in seen:
        if one.is_page:
            assert not found_in(one.response.text), one.address
    papers = [one for one in seen if one.is_paper]
    assert papers
    for one in papers:
        assert set(found_in(one.response.text)) <= {"<style"}, one.address


@pytest.mark.parametrize(
    "path", sorted(templates_folder().rglob("*.html")), ids=lambda path: path.name
)
def test_no_template_holds_anything_inline_or_from_elsewhere(path: Path) -> None:
    assert not found_in(path.read_text(encoding="utf-8"))


def found_in(text: str) -> list[str]:
    return [one for search in (_INLINE, _SCRIPT, _ELSEWHERE) for one in search.findall(text)]


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<script src="https://evil.test/a.js"></script>',
        '<img src="//evil.test/a.png">',
        '<a href="javascript:go()">',
    ],
)
def test_the_search_finds_what_it_searches(bad: str) -> None:
    assert found_in(bad)


def test_files_of_the_pages_may_be_kept_and_are_closed_as_well(api: Api) -> None:
    browser = Browser(TestClient(api.app, base_url="https://jisr.test"))
    for name in ("style.css", "htmx.js", "pont.svg"):
        headers = browser.get(f"/statique/{name}").headers
        assert headers["cache-control"].startswith("public")
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
