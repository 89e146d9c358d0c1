"""schema.org JobPosting to the values of an opening, and its company."""

from collections.abc import Callable, Mapping
from typing import Any

from matching.records import Company
from matching.vocabulary import ContractKind, RecordKind
from service.intake.cells import InvalidCell, date_of
from service.intake.choices import contract_of, demands_of, sector_of
from service.intake.documents import Document, child, plain_text, text_in, texts_of
from service.intake.fields import start_of, whole
from service.intake.identifiers import id_of
from service.intake.weeks import slots_of

_EMPLOYMENT_TYPES: Mapping[str, ContractKind | None] = {
    # What says how many hours are worked says nothing about the contract.
    "FULL_TIME": None,
    "PART_TIME": None,
    "OTHER": None,
    "TEMPORARY": ContractKind.TEMPORARY,
    "INTERN": ContractKind.INTERNSHIP,
}
_READERS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "industry": ("sector", sector_of),
    "jobStartDate": ("starts_on", start_of),
    "validThrough": ("expires_on", date_of),
    "totalJobOpenings": ("places", whole(0, 10_000)),
    "workHours": ("schedule", slots_of),
    "physicalRequirement": ("demands", demands_of),
}
READ = frozenset({*_READERS}) | {
    "@context",
    "@type",
    "@id",
    "identifier",
    "url",
    "title",
    "name",
    "description",
    "responsibilities",
    "skills",
    "qualifications",
    "educationRequirements",
    "hiringOrganization",
    "jobLocation",
    "employmentType",
    "datePosted",
}
"""Properties that count; the others are reported as ignored."""


def is_job_posting(item: object) -> bool:
    """Whether an object says that it is a JobPosting, in any of the ways JSON-LD has for it."""
    types = item.get("@type") if isinstance(item, dict) else None
    listed = types if isinstance(types, list) else [types]
    names = (str(name).rsplit("/", 1)[-1].removeprefix("schema:") for name in listed)
    return "JobPosting" in names


def values_of(posting: Document) -> tuple[dict[str, Any], list[str]]:
    """The values of an opening, and the properties that could not be understood.

    The reference is the identifier of the posting, else its address, else employer, title and day.
    Of several places of work the first counts. Requirements in free text go to the description:
    a certificate that nobody asked for in so many words must exclude nobody.
    """
    organization = child(posting, "hiringOrganization")
    employer = text_in(organization) or text_in(posting.get("hiringOrganization"))
    address = child(child(posting, "jobLocation"), "address")
    title = text_in(posting.get("title")) or text_in(posting.get("name"))
    values: dict[str, Any] = {
        "reference": _reference(posting, employer, title),
        "title": title,
        "provider": employer,
        "description": _description(posting),
        "skills": tuple(
            skill for text in texts_of(posting.get("skills")) for skill in _split(text)
        ),
        "commune": text_in(address.get("addressLocality")),
        "province": text_in(address.get("addressRegion")),
    }
    ignored = []
    for name, (field, read) in _READERS.items():
        try:
            values[field] = read(text_in(posting.get(name)))
        except InvalidCell:
            ignored.append(name)
    try:
        values["contract"] = _contract(posting)
    except InvalidCell:
        ignored.append("employmentType")
    return values, ignored


def company_of(posting: Document) -> Company | None:
    """The hiring organisation as a partner company nobody has decided anything about."""
    organization = child(posting, "hiringOrganization")
    name = text_in(organization) or text_in(posting.get("hiringOrganization"))
    return Company(id=id_of(RecordKind.COMPANY, name), name=name) if name else None


def _reference(posting: Document, employer: str | None, title: str | None) -> str | None:
    own = text_in(posting.get("identifier")) or posting.get("@id") or posting.get("url")
    if own or not title:
        return str(own) if own else None
    day = text_in(posting.get("datePosted")) or ""
    return " / ".join(part for part in (employer, title, day) if part)


def _description(posting: Document) -> str:
    names = ("description", "responsibilities", "qualifications", "educationRequirements")
    parts = (plain_text(text) for name in names for text in texts_of(posting.get(name)))
    return " ".join(dict.fromkeys(part for part in parts if part))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def _contract(posting: Document) -> ContractKind | None:
    for name in texts_of(posting.get("employmentType")):
        code = name.upper().replace("-", "_").replace(" ", "_")
        contract = _EMPLOYMENT_TYPES[code] if code in _EMPLOYMENT_TYPES else contract_of(name)
        if contract is not None:
            return contract
    return None
