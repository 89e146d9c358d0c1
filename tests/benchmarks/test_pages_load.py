"""Fifty people at work on the pages for a minute, beside one of them alone.

Run with `make benchmark`. Each reads a page for two to eight seconds before the next one, as people
do: without that, fifty requests that wait for one core say only that it is fifty times busier.
"""

import asyncio
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import httpx2
import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from service.settings import Settings
from tests.offices import Office, an_office
from tests.page_fixtures import PASSWORD, form_token

pytestmark = pytest.mark.benchmarks
PEOPLE = 50
SECONDS = 60.0
ALONE_SECONDS = 20.0
READING_SECONDS = (2.0, 8.0)
CONSOLE = Console(width=110)
_OPENING = re.compile(r'href="(/offres/[0-9a-f-]{36})"')
_FORM = re.compile(r'action="(/personnes/[0-9a-f-]{36}/reponses/[0-9a-f-]{36})"')
_SIGN_IN = "sign in"


@dataclass
class Tally:
    """What everybody waited for, in milliseconds, by kind of page."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def of_pages(self) -> list[float]:
        return [wait for kind, waits in self.waits.items() if kind != _SIGN_IN for wait in waits]

    def quantile(self, percent: float) -> float:
        return float(np.percentile(self.of_pages(), percent))


class Officer:
    """Somebody at a browser. Cookies travel by hand: a cookie jar keeps them from plain HTTP."""

    def __init__(
        self, client: httpx2.AsyncClient, tally: Tally, seed: int, people: list[str]
    ) -> None:
        self.client, self.tally, self.people = client, tally, people
        self.rng = random.Random(seed)
        self.cookies: dict[str, str] = {}
        self.token = ""

    async def ask(self, kind: str, method: str, path: str, **form: str) -> str:
        """One request; what comes back, after its redirection."""
        headers = {
            "accept": "text/html",
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        data = {"_jeton": self.token, **form} if method == "POST" else None
        started = time.perf_counter()
        answer = await self.client.request(method, path, headers=headers, data=data)
        self.tally.waits[kind].append((time.perf_counter() - started) * 1e3)
        for one in answer.headers.get_list("set-cookie"):
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status_code not in {200, 303}:
            self.tally.errors.append(f"{kind}: {answer.status_code}")
        if answer.status_code == 303:
            return await self.ask(kind, "GET", answer.headers["location"])
        self.token = form_token(answer.text)
        return answer.text

    async def enter(self, login: str) -> None:
        await self.ask(_SIGN_IN, "GET", "/connexion")
        await self.ask(_SIGN_IN, "POST", "/connexion", identifiant=login, mot_de_passe=PASSWORD)

    async def work(self, until: float, reading: tuple[float, float]) -> None:
        """Look at the day, a person, what fits them; answer; look at an opening; begin again.

        Signing in led to the day already, which is read first.
        """
        await self.read(reading)
        while time.monotonic() < until:
            await self.ask("people", "GET", f"/personnes?feuille={self.rng.randint(1, 8)}")
            await self.read(reading)
            person = f"/personnes/{self.rng.choice(self.people)}"
            await self.ask("person", "GET", person)
            await self.read(reading)
            shown = await self.ask("shortlist", "GET", f"{person}/selection")
            await self.read(reading)
            forms = [unescape(one) for one in _FORM.findall(shown)]
            if forms:
                await self.answer(self.rng.choice(forms), reading)
            listed = await self.ask("openings", "GET", "/offres")
            await self.read(reading)
            await self.ask("opening", "GET", self.rng.choice(_OPENING.findall(listed)))
            await self.read(reading)
            await self.ask("day", "GET", "/")
            await self.read(reading)

    async def answer(self, path: str, reading: tuple[float, float]) -> None:
        """Note a proposal and take it back, so that there is always one to note."""
        await self.ask("answers", "GET", path)
        await self.read(reading)
        for said in ("proposed", "withdrawn"):
            await self.ask("answer", "POST", path, reponse=said)
            await self.read(reading)

    async def read(self, seconds: tuple[float, float]) -> None:
        await asyncio.sleep(self.rng.uniform(*seconds))


async def at_work(
    office: Office, logins: list[str], seconds: float, reading: tuple[float, float]
) -> Tally:
    tally = Tally()
    limits = httpx2.Limits(max_connections=len(logins))
    async with httpx2.AsyncClient(
        base_url=office.address, timeout=30, limits=limits, trust_env=False
    ) as client:
        # Everybody has people of their own: two who answer about the same one see a conflict.
        known = office.people()
        officers = [
            Officer(client, tally, seed, known[seed::PEOPLE]) for seed in range(len(logins))
        ]
        # Everybody arrives in the same second of the morning.
        await asyncio.gather(
            *(one.enter(login) for one, login in zip(officers, logins, strict=True))
        )
        until = time.monotonic() + seconds
        await asyncio.gather(*(one.work(until, reading) for one in officers))
    return tally


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, prepared_encoder: Path) -> Iterator[Office]:
    assert prepared_encoder.is_dir()
    with an_office(tmp_path_factory.mktemp("office"), Settings().encoder_dir) as running:
        yield running


def test_fifty_people_at_once_wait_little_longer_than_one(office: Office) -> None:
    logins = office.hire(PEOPLE)
    asyncio.run(at_work(office, logins[:1], 5, (0.0, 0.1)))
    alone = asyncio.run(at_work(office, logins[:1], ALONE_SECONDS, (0.1, 0.3)))
    together = asyncio.run(at_work(office, logins, SECONDS, READING_SECONDS))
    table = Table("page", "requests", "one: p50", "p95", f"{PEOPLE}: p50", "p95")
    for kind in [*alone.waits]:
        one, all_of_them = alone.waits[kind], together.waits.get(kind) or [np.nan]
        figures = [np.percentile(w, q) for w in (one, all_of_them) for q in (50, 95)]
        table.add_row(kind, str(len(all_of_them)), *(f"{ms:.0f} ms" for ms in figures))
    CONSOLE.print(table)
    ratio = together.quantile(95) / alone.quantile(95)
    CONSOLE.print(
        f"{len(together.of_pages())} pages in {SECONDS:.0f} s, {len(together.errors)} errors;"
        f" one alone p50 {alone.quantile(50):.0f} ms, p95 {alone.quantile(95):.0f} ms;"
        f" {PEOPLE} together p50 {together.quantile(50):.0f} ms,"
        f" p95 {together.quantile(95):.0f} ms: {ratio:.1f} times"
    )
    assert alone.errors == []
    assert together.errors == []
    assert ratio <= 4
