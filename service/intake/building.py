"""Values of a line to a record. Everything was understood before; nothing can fail here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from matching.records import Company, Opportunity, Profile, Statement
from matching.vocabulary import OpportunityKind, RecordKind, StatementKind
from service.intake.durations import split_duration
from service.intake.findings import Record
from service.intake.identifiers import body_id_of, id_of

Values = Mapping[str, Any]
"""Field -> what its column's reader gave; None, or no key, when nothing was written."""

STATEMENT_FIELDS = {
    "skills": StatementKind.SKILL,
    "experiences": StatementKind.EXPERIENCE,
    "certificates": StatementKind.CERTIFICATE,
    "wishes": StatementKind.WISH,
}
GROUP_FIELDS = ("gender", "age_band", "education")
_PROFILE_FIELDS = (
    "home",
    "max_distance_km",
    "accepted_regions",
    "available_from",
    "unavailable",
    "max_weekly_hours",
    "languages",
    "licences",
    "contracts",
    "ruled_out",
    "own_tools",
    "own_premises",
    "own_money_mad",
)
_OPPORTUNITY_FIELDS = (
    "title",
    "description",
    "skills",
    "sector",
    "town",
    "starts_on",
    "expires_on",
    "places",
    "schedule",
    "weekly_hours",
    "contract",
    "required_languages",
    "required_licences",
    "required_certificates",
    "legal_minimum_age",
    "demands",
    "asks_record_extract",
    "cost_mad",
    "working_capital_mad",
    "space",
    "permits",
    "co_funding",
    "isco",
    "rome",
    "title_ar",
    "title_en",
    "aliases",
    "to_review",
)
_COMPANY_FIELDS = ("name", "sector", "town", "max_pending", "is_paused")


def record_of(kind: RecordKind, values: Values) -> Record:
    """The record of a line; what was not written keeps the default of its field."""
    record_id = id_of(kind, values["reference"])
    if kind is RecordKind.PROFILE:
        return _profile(record_id, values)
    if kind is RecordKind.COMPANY:
        return Company(id=record_id, **_stated(values, _COMPANY_FIELDS))
    return _opportunity(record_id, OpportunityKind(kind), values)


def statements_of(values: Values) -> Iterator[Statement]:
    """What a person can do, did, holds and wants, in the order of the columns of the template.

    A length in brackets becomes months. The text of a line that is only a length is kept.
    """
    for field, kind in STATEMENT_FIELDS.items():
        for item in values.get(field) or ():
            text, months = (item, None) if kind is StatementKind.WISH else split_duration(item)
            yield Statement(kind=kind, text=text or item, months=months)


def groups_of(values: Values) -> dict[str, str]:
    """The audit-only attributes that were stated."""
    return _stated(values, GROUP_FIELDS)


def _profile(profile_id: str, values: Values) -> Profile:
    fields = _stated(values, _PROFILE_FIELDS)
    statements = tuple(dict.fromkeys(statements_of(values)))
    certificates = values.get("certificates")
    if certificates is not None:
        fields["has_certificates"] = bool(certificates)
    noted: date | None = values.get("noted_on")
    known = [*fields, "statements"] if statements else [*fields]
    dates = dict.fromkeys(sorted(known), noted) if noted else {}
    return Profile(id=profile_id, statements=statements, noted_on=dates, **fields)


def _opportunity(record_id: str, kind: OpportunityKind, values: Values) -> Opportunity:
    fields = _stated(values, _OPPORTUNITY_FIELDS)
    provider: str | None = values.get("provider")
    if provider:
        is_company = kind is OpportunityKind.OPENING
        fields["provider_id"] = (
            id_of(RecordKind.COMPANY, provider) if is_company else body_id_of(provider)
        )
        fields["provider_name"] = provider
    return Opportunity(id=record_id, kind=kind, **fields)


def _stated(values: Values, fields: Iterable[str]) -> dict[str, Any]:
    return {field: values[field] for field in fields if values.get(field) is not None}
