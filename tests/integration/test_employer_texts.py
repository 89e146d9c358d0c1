"""Everything that an employer may receive, about people whose records are full of a past."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pytest
from openpyxl import load_workbook

from matching.geography import Gazetteer
from matching.records import Profile, Statement
from matching.vocabulary import (
    LanguageCode,
    LanguageLevel,
    Licence,
    RecordKind,
    Role,
    StatementKind,
)
from service.api.examples import COMPANY, OPENING
from service.storage import Identity
from service.wording import Language, company_lists, printed
from service.wording.languages import Message
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import Browser, browser_of, pages, visible
from tests.rendered_pages import layer_of
from tests.telltale import tells

PLAIN = {**OPENING, "schedule": [], "required_languages": {}, "demands": [], "starts_on": None}
KEPT = ("couture sur machine", "soudure à l’arc", "الخياطة والطرز", "welding and cutting")
"""Know-how that must reach the employer."""
TELLING = (
    "menuiserie apprise à la prison d’Oukacha",
    "ancien détenu, ouvrier polyvalent",
    "CAP obtenu pendant mon incarcération",
    "libérée en mars, disponible aussitôt",
    "suivie par la DGAPR et le CAPC",
    "programme Moussalaha, module cuisine",
    "ayant purgé une peine, cuisinière",
    "bracelet électronique jusqu’en mai",
    "travail au pénitencier agricole",
    "casier vierge depuis le jugement du tribunal",
    "تعلمت النجارة داخل السجن",
    "سجينة سابقة، خياطة",
    "نزيلة بالمؤسسة، طبخ",
    "بعد الإفراج عني أبحث عن عمل",
    "ليست لي سوابق ولا جريمة",
    "شهادة من مندوبية السجون",
    "released from jail, painter",
    "former inmate, baker",
    "on probation until June, driver",
    "carpentry learned in detention",
    "t3elmt lkhiata f l7abs",
    "kont mhbous, daba nkhdem",
)
KINDS = (StatementKind.SKILL, StatementKind.EXPERIENCE, StatementKind.CERTIFICATE)
NAMES = ("Détenu-Inventé", "Écrouée", "0612345678")
REFERENCES = ("ECROU-4411", "OUKACHA-7", "سجين-9")


@dataclass(frozen=True)
class Sent:
    """One thing that leaves, as everything that is in it."""

    name: str
    texts: list[str]


@dataclass(frozen=True)
class Office:
    api: Api
    officer: Browser
    company: str
    pairs: list[str]
    assignment: str


def a_past(number: int) -> Profile:
    """Somebody every one of whose telling statements reached storage by some other road."""
    town = Gazetteer.load().resolve("Salé")
    telling = [
        Statement(kind=KINDS[(place + number) % 3], text=text, months=24)
        for place, text in enumerate(TELLING)
    ]
    kept = [Statement(kind=KINDS[place % 3], text=text) for place, text in enumerate(KEPT)]
    wish = Statement(kind=StatementKind.WISH, text="oublier la prison, السجن")
    return Profile(
        id=f"0000000{number}-aaaa-4bbb-8ccc-dddddddddddd",
        statements=(*telling[:11], *kept, *telling[11:], wish),
        home=town,
        languages={LanguageCode.FRENCH: LanguageLevel.SPOKEN},
        licences=frozenset({Licence.B}),
        available_from=NOW.date(),
        own_tools=("outils de l’atelier du centre pénitentiaire",),
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("employers")) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier (inventé)"})
        asked = {**PLAIN, "company_id": company, "title": "Couturier", "skills": ["couture"]}
        opening = maker.create("/openings", {**asked, "places": 3})
        people = [a_past(number) for number in range(3)]
        with api.storage.begin(identity=True) as work:
            work.records.put_many(
                RecordKind.PROFILE, people, at=NOW, source="elsewhere", actor="tests"
            )
            work.identities.put_many(
                Identity(one.id, reference, *NAMES)
                for one, reference in zip(people, REFERENCES, strict=True)
            )
        maker.create("/openings", {**asked, "title": "Ourleur"})
        made = maker.create(
            "/assignments",
            {"kind": "opening", "people": [{"profile_id": one.id} for one in people]},
        )
        said = [f"{one.id}:{opening}" for one in people]
        for one in people:
            body = {"profile_id": one.id, "opportunity_id": opening, "answer": "proposed"}
            assert maker.post("/feedback", body).status_code == 201
        yield Office(api, browser_of(api, Role.OFFICER), company, said, made)


def everything(office: Office, language: Language) -> Iterator[Sent]:
    """Each thing that a company may get from us in one language."""
    query = "&".join(f"paire={one}" for one in office.pairs)
    query += f"&langue={language.value}&repartition={office.assignment}"
    address = f"/entreprises/{office.company}/profils"
    preview = office.officer.get(f"{address}/apercu?{query}")
    assert preview.status_code == 200, visible(preview.text)
    article = preview.text.split("<article")[1].split("</article>")[0]
    yield Sent("what is read before", [article, visible(f"<article{article}")])
    for paper in ("pdf", "xlsx", "html"):
        answer = office.officer.get(f"{address}/profils.{paper}?{query}")
        assert answer.status_code == 200, answer.text
        headers = [f"{name}: {value}" for name, value in answer.headers.items()]
        yield Sent(f"{paper} headers and file name", headers)
        yield Sent(paper, list(PARTS[paper](answer.content)))


def in_pdf(content: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        yield from document.get_metadata_dict().values()
        assert document.count_attachments() == 0
        yield from (one.get_title() for one in document.get_toc())
    yield layer_of(content)
    described = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", content, re.DOTALL)
    assert described
    yield from (one.decode() for one in described)


def in_workbook(content: bytes) -> Iterator[str]:
    book = load_workbook(io.BytesIO(content))
    yield from book.sheetnames
    for sheet in book.worksheets:
        yield from (str(cell) for row in sheet.values for cell in row if cell is not None)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for part in packed.namelist():
            yield part
            yield packed.read(part).decode()


def in_page(content: bytes) -> Iterator[str]:
    yield content.decode()


PARTS = {"pdf": in_pdf, "xlsx": in_workbook, "html": in_page}


@pytest.mark.parametrize("language", list(Language))
def test_nothing_that_an_employer_receives_tells_of_a_past(
    office: Office, language: Language
) -> None:
    found = list(everything(office, language))
    assert len(found) == 7
    told = {(one.name, word) for one in found for text in one.texts for word in tells(text)}
    assert told == set()


@pytest.mark.parametrize("language", list(Language))
def test_what_a_person_can_do_reaches_the_employer(office: Office, language: Language) -> None:
    for one in everything(office, language):
        if "headers" in one.name:
            continue
        together = " ".join(one.texts)
        # In an Arabic PDF the words of a Latin line come out one by one.
        for word in ("couture", "machine", "soudure", "welding", "00000001"):
            assert word in together, one.name


@pytest.mark.parametrize("language", list(Language))
def test_no_name_telephone_or_reference_of_ours_reaches_the_employer(
    office: Office, language: Language
) -> None:
    ours = (*NAMES, *REFERENCES, "Salé", "سلا")
    for one in everything(office, language):
        for text in one.texts:
            assert not [name for name in ours if name in text], one.name


def test_every_statement_planted_here_tells_and_none_of_those_kept_does() -> None:
    assert [text for text in TELLING if not tells(text)] == []
    assert [text for text in KEPT if tells(text)] == []


def test_the_officer_reads_how_many_statements_stay(office: Office) -> None:
    shown = visible(office.officer.get(f"/entreprises/{office.company}/profils").text)
    assert shown.count(f"Proposée {len(TELLING)}") == 3


def test_a_company_that_is_named_after_a_past_gets_no_list(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Atelier"})
    opening = maker.create("/openings", {**PLAIN, "company_id": company})
    person = office.pairs[0].split(":")[0]
    with office.api.storage.begin() as work:
        known = work.records.get(RecordKind.COMPANY, company).company
        named = replace(known, name="Fondation pour la réinsertion des détenus")
        work.records.put(RecordKind.COMPANY, named, at=NOW, source="elsewhere", actor="tests")
    said = {"profile_id": person, "opportunity_id": opening, "answer": "proposed"}
    assert maker.post("/feedback", said).status_code == 201
    path = f"/entreprises/{company}/profils/apercu?paire={person}:{opening}"
    refused = office.officer.get(path)
    assert refused.status_code == 422
    assert "détenus" not in visible(refused.text)


def messages() -> Iterator[tuple[str, Message]]:
    for module in (company_lists, printed):
        for name, value in vars(module).items():
            if isinstance(value, Message):
                yield f"{module.__name__}.{name}", value


def test_no_wording_of_printed_papers_tells_in_any_language() -> None:
    found = list(messages())
    assert len(found) > 60
    told = {
        (name, language): words
        for name, message in found
        for language in Language
        if (words := tells(message.text(language)))
    }
    assert told == {}


def test_without_our_sieve_this_scan_would_find_the_past(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.actions.company_lists.may_leave", lambda _: True)
    monkeypatch.setattr("service.actions.company_lists.check_can_leave", lambda _: None)
    for one in everything(office, Language.FRENCH):
        if "headers" not in one.name:
            assert {"prison", "incarceration"} <= {w for text in one.texts for w in tells(text)}
