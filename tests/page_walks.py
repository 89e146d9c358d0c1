"""Walking through the pages as a reader does: from link to link, once for each kind of page."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from httpx2 import Response

from matching.vocabulary import Role
from tests.page_fixtures import Browser

_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
_VALUES = re.compile(r"=[^&]*")


@dataclass(frozen=True)
class Seen:
    """A page that somebody was shown."""

    role: Role | None
    address: str
    response: Response

    @property
    def is_page(self) -> bool:
        return self._is_html and not self.is_paper

    @property
    def is_paper(self) -> bool:
        """A page to keep and to send, which carries its style with it."""
        return self._is_html and "content-disposition" in self.response.headers

    @property
    def _is_html(self) -> bool:
        return self.response.headers["content-type"].startswith("text/html")


def kind_of(address: str) -> str:
    """An address without what differs between two pages of one kind."""
    path, _, query = address.partition("?")
    return _IDS.sub("*", path) + "?" + "&".join(sorted(_VALUES.sub("", query).split("&")))


def walk(browser: Browser, role: Role | None, start: str = "/") -> Iterator[Seen]:
    """Every kind of page that links lead to, from the first one; redirections are followed."""
    waiting, known = deque([start]), {kind_of(start)}
    while waiting:
        address = waiting.popleft()
        response = browser.get(address)
        found = [response.headers["location"]] if response.status_code == 303 else []
        if response.status_code != 303:
            seen = Seen(role, address, response)
            yield seen
            found = [unescape(one) for one in _LINK.findall(response.text)] if seen.is_page else []
        for one in found:
            if kind_of(one) not in known and not one.startswith("/statique/"):
                known.add(kind_of(one))
                waiting.append(one)
