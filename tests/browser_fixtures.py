"""A real browser on a running service: what scripts, keyboards and right-to-left pages need."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread

import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from matching.vocabulary import Role
from tests.api_fixtures import Api
from tests.page_fixtures import PASSWORD, an_account

CHROMIUM = "/usr/bin/chromium"
WIDE, MIDDLE, NARROW = 1280, 768, 390
"""Of a shared screen, a tablet and a telephone, in pixels."""
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_GRAVE = {"serious", "critical"}


@contextmanager
def served(api: Api) -> Iterator[str]:
    """The address at which an application that is running answers browsers."""
    config = uvicorn.Config(api.app, lifespan="off", ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; it must be installed."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def signed_in(
    browser: Browser,
    address: str,
    api: Api,
    role: Role,
    *regions: str,
    script: bool = True,
    width: int = 1280,
) -> Page:
    """A French page of somebody with that role, who has just signed in with their account."""
    login = f"nav-{role.value}-{time.monotonic_ns()}"
    an_account(api, login, role, *regions)
    return page_of(browser, address, login, script=script, width=width)


def page_of(
    browser: Browser,
    address: str,
    login: str,
    password: str = PASSWORD,
    *,
    locale: str = "fr-FR",
    script: bool = True,
    width: int = 1280,
) -> Page:
    """The first page of an account that has just signed in."""
    context = browser.new_context(
        base_url=address,
        locale=locale,
        java_script_enabled=script,
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto("/connexion")
    page.locator("#identifiant").fill(login)
    page.locator("#mot_de_passe").fill(password)
    page.locator("#mot_de_passe").press("Enter")
    page.wait_for_url(lambda url: "/connexion" not in url)
    return page


def check_usable(page: Page, address: str, status: int = 200) -> None:
    """Check that a page answers, and that everybody can use it."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    check_shown(page)


def check_shown(page: Page) -> None:
    """Check what is shown, wide and narrow: one heading, no obstacle, no sideways scroll."""
    address = page.url
    assert page.locator("h1").count() == 1, address
    for width in (WIDE, MIDDLE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert width == MIDDLE or grave_issues(page) == [], (address, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def grave_issues(page: Page) -> list[str]:
    """What axe finds serious or critical on the page: rule and element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in _GRAVE
        for node in one["nodes"]
    ]
