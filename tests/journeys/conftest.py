"""What most journeys begin with: a browser, and a service that answers it.

One browser per file: the driver keeps a loop in its thread for as long as it is open, in which no
other test could run one of its own.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.api_fixtures import Api
from tests.browser_fixtures import chromium, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(api: Api) -> Iterator[str]:
    """Of the file's own service."""
    with served(api) as found:
        yield found
