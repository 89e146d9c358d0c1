"""Whole files to records."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matching.errors import InvalidInput
from matching.records import Company, Opportunity, Profile, Slot, Statement
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    RecordKind,
    StatementKind,
)
from service.intake.findings import LineError, Reading, Remark
from service.intake.forbidden import ForbiddenColumn
from service.intake.identifiers import id_of
from service.intake.layouts import MissingColumn
from service.intake.lines import Sources
from service.intake.reading import read_file
from service.intake.tables import EmptyFile, FileTooLarge, Limits, UnknownFileType, UnreadableFile

SAMPLES = Path(__file__).parents[3] / "samples"
Read = Callable[..., Reading]


@pytest.fixture
def read(sources: Sources) -> Read:
    def read(
        kind: str, data: str | bytes, name: str = "file.csv", limits: Limits | None = None
    ) -> Reading:
        return read_file(
            RecordKind(kind),
            data if isinstance(data, bytes) else data.encode(),
            name,
            gazetteer=sources.gazetteer,
            trades=sources.trades,
            today=sources.today,
            limits=limits,
        )

    return read


def one_profile(reading: Reading) -> Profile:
    (record,) = reading.records
    assert isinstance(record, Profile)
    return record


def one_opportunity(reading: Reading) -> Opportunity:
    (record,) = reading.records
    assert isinstance(record, Opportunity)
    return record


def codes(errors: tuple[LineError, ...]) -> list[tuple[int, str, str]]:
    return [(error.line, error.field, error.code) for error in errors]


def test_a_full_line_becomes_a_full_profile(read: Read) -> None:
    reading = read("profile", (SAMPLES / "profils_semicolon.csv").read_bytes())
    profile = reading.records[0]
    assert isinstance(profile, Profile)
    assert profile.home is not None
    assert profile.home.name_fr == "Salé"
    day = date(2026, 11, 2)
    assert profile == Profile(
        id=id_of(RecordKind.PROFILE, "T-P-001"),
        statements=(
            Statement(kind=StatementKind.SKILL, text="couture à façon"),
            Statement(kind=StatementKind.SKILL, text="broderie"),
            Statement(kind=StatementKind.EXPERIENCE, text="Couturière en atelier", months=36),
            Statement(kind=StatementKind.WISH, text="atelier de couture"),
        ),
        home=profile.home,
        max_distance_km=15.0,
        accepted_regions=frozenset({"MA-04"}),
        available_from=date(2027, 1, 15),
        unavailable=frozenset({Slot(weekday=1, start_minute=540, end_minute=720)}),
        max_weekly_hours=44,
        languages={
            LanguageCode.ARABIC: LanguageLevel.WRITTEN,
            LanguageCode.DARIJA: LanguageLevel.SPOKEN,
        },
        licences=frozenset(),
        has_certificates=False,
        contracts=frozenset({ContractKind.PERMANENT, ContractKind.FIXED_TERM}),
        ruled_out=frozenset({Demand.HEAVY_LIFTING}),
        noted_on=dict.fromkeys(
            (
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
                "has_certificates",
                "statements",
            ),
            day,
        ),
    )


def test_every_fault_of_a_line_is_listed_and_the_next_lines_are_read(read: Read) -> None:
    reading = read("profile", (SAMPLES / "profils_semicolon.csv").read_bytes())
    assert [reading.lines[record.id] for record in reading.records] == [2, 3]
    assert codes(reading.rejected) == [
        (4, "available_from", "two-digit-year"),
        (4, "languages", "not-in-list"),
        (4, "licences", "not-in-list"),
        (4, "max_distance_km", "not-a-number"),
        (4, "unavailable", "no-such-hour"),
        (4, "max_weekly_hours", "number-too-large"),
        (4, "noted_on", "date-in-future"),
        (5, "reference", "duplicate-reference"),
    ]
    assert reading.rejected[1].column == "Langues"
    assert reading.rejected[1].shown == "klingon: parlé"
    assert reading.rejected[-1].params == {"first_line": 2}


def test_identity_and_groups_are_kept_apart_from_the_profile(read: Read) -> None:
    reading = read("profile", (SAMPLES / "profils_semicolon.csv").read_bytes())
    first = reading.identities[0]
    assert first.profile_id == reading.records[0].id
    assert (first.reference, first.family_name, first.given_name, first.phone) == (
        "T-P-001",
        "Inventé-001",
        "Amina",
        "0600000001",
    )
    assert reading.groups[first.profile_id] == {
        "gender": "female",
        "age_band": "25-34",
        "education": "lower-secondary",
    }
    shown = repr(reading.records) + repr(reading.rejected) + repr(reading.remarks)
    assert not any(word in shown for word in ("Inventé", "Amina", "0600000001", "female"))


def test_an_opening_becomes_an_opportunity(read: Read) -> None:
    reading = read("opening", (SAMPLES / "offres_comma.csv").read_bytes())
    opening = one_opportunity(reading)
    assert opening.title == "Boulanger/boulangère"
    assert opening.description == "Préparer les pâtes,\ntenir le four."
    assert opening.provider_id == id_of(RecordKind.COMPANY, "T-E-001")
    assert opening.contract is ContractKind.PERMANENT
    assert opening.required_certificates == ("CAP boulangerie",)
    assert opening.legal_minimum_age == 18
    assert opening.asks_record_extract is False
    assert len(opening.schedule) == 5
    assert codes(reading.rejected) == [
        (4, "contract", "not-in-list"),
        (4, "commune", "unknown-place"),
    ]


def test_missing_answers_stay_unknown(read: Read) -> None:
    profile = one_profile(read("profile", "Référence;Compétences\nA-1;couture\n"))
    assert profile == Profile(
        id=profile.id, statements=(Statement(kind=StatementKind.SKILL, text="couture"),)
    )


def test_aucun_and_empty_differ(read: Read) -> None:
    header = "Référence;Certificats;Permis;Langues;Limites fonctionnelles\n"
    asked = one_profile(read("profile", header + "A-1;aucun;aucun;aucune;aucune\n"))
    assert (asked.has_certificates, asked.licences, asked.languages, asked.ruled_out) == (
        False,
        frozenset(),
        {},
        frozenset(),
    )
    unknown = one_profile(read("profile", header + "A-1;;;;\n"))
    assert (
        unknown.has_certificates,
        unknown.licences,
        unknown.languages,
        unknown.ruled_out,
    ) == (None, None, None, None)
    holding = one_profile(read("profile", header + "A-1;CAP cuisine;B;;\n"))
    assert (holding.has_certificates, holding.licences) == (True, frozenset({Licence.B}))


def test_english_headers_and_decimal_commas(read: Read) -> None:
    header = "Reference,Skills,Town,Max distance (km),Available from\n"
    data = header + 'A-1,welding,Fez,"12,5",2027-01-15\n'
    profile = one_profile(read("profile", data))
    assert profile.max_distance_km == 12.5
    assert profile.available_from == date(2027, 1, 15)
    assert profile.home is not None
    assert profile.home.name_fr == "Fès"


def test_the_province_decides_between_two_communes(read: Read) -> None:
    reading = read("profile", "Référence;Commune;Province\nA-1;;Safi\n")
    home = one_profile(reading).home
    assert home is not None
    assert home.name_fr == "Safi"


def test_an_unknown_place_names_what_is_close(read: Read) -> None:
    reading = read("profile", "Référence;Commune\nA-1;Kenitraa-Plage\n")
    (error,) = reading.rejected
    assert (error.code, error.shown) == ("unknown-place", "Kenitraa-Plage")


def test_all_regions_may_be_accepted(read: Read) -> None:
    profile = one_profile(read("profile", "Référence;Régions acceptées\nA-1;toutes\n"))
    assert profile.accepted_regions is not None
    assert len(profile.accepted_regions) == 12


def test_an_unknown_region_is_refused(read: Read) -> None:
    reading = read("profile", "Référence;Régions acceptées\nA-1;Bretagne\n")
    assert codes(reading.rejected) == [(2, "accepted_regions", "unknown-place")]


def test_at_once_is_the_day_it_was_said(read: Read) -> None:
    header = "Référence;Disponible le;Mis à jour le\n"
    known = one_profile(read("profile", header + "A-1;immédiatement;02/11/2026\n"))
    assert known.available_from == date(2026, 11, 2)
    unknown = read("profile", header + "A-1;immédiatement;\n")
    assert codes(unknown.rejected) == [(2, "available_from", "not-a-date")]


def test_as_soon_as_possible_is_no_date_for_an_opening(read: Read) -> None:
    opening = one_opportunity(
        read("opening", "Référence;Intitulé;Début\nA-1;Soudeur;dès que possible\n")
    )
    assert opening.starts_on is None


def test_what_was_removed_is_said_by_line_and_column_only(read: Read) -> None:
    data = "Référence;Compétences\nA-1;couture apprise en prison | 0612345678\n"
    reading = read("profile", data)
    assert [statement.text for statement in one_profile(reading).statements] == ["couture apprise"]
    remark = reading.remarks[0]
    assert (remark.line, remark.column, remark.code) == (2, "Compétences", Remark.TEXT_REMOVED)
    assert remark.params == {"kinds": "phone, detention"}
    assert "prison" not in repr(reading)


def test_a_title_of_which_nothing_is_left_is_missing(read: Read) -> None:
    reading = read("opening", "Référence;Intitulé\nA-1;0612345678\n")
    assert codes(reading.rejected) == [(2, "title", "field-missing")]


def test_unmatched_trades_are_said_and_kept(read: Read) -> None:
    reading = read("profile", "Référence;Compétences\nA-1;couture | fabrication de loukoum\n")
    assert len(one_profile(reading).statements) == 2
    (remark,) = reading.remarks
    assert remark.code is Remark.UNMATCHED_TRADE
    assert remark.params == {"position": 2}


def test_an_expired_opening_is_accepted_with_a_remark(read: Read) -> None:
    reading = read("opening", "Référence;Intitulé;Expire le\nA-1;Soudeur;01/11/2026\n")
    assert one_opportunity(reading).expires_on == date(2026, 11, 1)
    assert [remark.code for remark in reading.remarks] == [Remark.ALREADY_EXPIRED]


def test_a_line_longer_than_the_header_is_refused(read: Read) -> None:
    reading = read("profile", "Référence;Compétences\nA-1;couture;broderie\nA-2;couture\n")
    assert codes(reading.rejected) == [(2, "", "too-many-cells")]
    assert len(reading.records) == 1


def test_a_line_without_reference_is_refused(read: Read) -> None:
    reading = read("profile", "Référence;Compétences\n;couture\n")
    assert codes(reading.rejected) == [(2, "reference", "field-missing")]


def test_a_reference_that_names_a_person_refuses_its_line(read: Read) -> None:
    data = "Référence;Compétences\nA-1;a\nA-2;b\nBK123456;c\n"
    reading = read("profile", data)
    assert codes(reading.rejected) == [(4, "reference", "personal-reference")]
    assert "BK123456" not in repr(reading.rejected)


def test_ignored_columns_are_named(read: Read) -> None:
    reading = read("profile", "Référence;Taille;Tel. amie 0612345678\nA-1;1;2\n")
    assert reading.ignored_columns == ("Taille", "Tel. amie")


def test_the_example_of_a_template_is_left_out(read: Read) -> None:
    reading = read("profile", "Référence;Compétences\nEXEMPLE;couture\nA-1;couture\n")
    assert [reading.lines[record.id] for record in reading.records] == [3]
    assert [(remark.line, remark.code) for remark in reading.remarks] == [(2, Remark.EXAMPLE_LINE)]


def test_a_forbidden_column_refuses_the_whole_file(read: Read) -> None:
    with pytest.raises(ForbiddenColumn) as refused:
        read("profile", "Référence;N° d'écrou\nA-1;123\n")
    assert refused.value.params == {"column": 2, "why": "prison-number", "seen_in": "header"}


def test_an_extract_that_a_company_asks_for_is_a_fact_about_the_job(read: Read) -> None:
    data = "Référence;Intitulé;Extrait de casier demandé\nA-1;Soudeur;oui\n"
    assert one_opportunity(read("opening", data)).asks_record_extract is True


def test_reading_twice_gives_the_same(read: Read) -> None:
    data = (SAMPLES / "profils_semicolon.csv").read_bytes()
    assert read("profile", data) == read("profile", data)


def test_a_company(read: Read) -> None:
    header = "Référence;Nom;Secteur;Commune;Plafond en cours;En pause\n"
    data = header + "E-1;Atelier (inventé);BTP;Salé;3;non\n"
    (company,) = read("company", data).records
    assert isinstance(company, Company)
    assert (company.name, company.sector, company.max_pending, company.is_paused) == (
        "Atelier (inventé)",
        "batiment",
        3,
        False,
    )


@pytest.mark.parametrize(
    ("kind", "data", "name", "expected"),
    [
        ("profile", "Compétences\ncouture\n", "a.csv", MissingColumn),
        ("profile", "x", "a.pdf", UnknownFileType),
        ("company", "{}", "a.json", UnknownFileType),
        ("opening", "{", "a.json", UnreadableFile),
        ("opening", "3", "a.json", UnreadableFile),
        ("opening", "[" * 100_000, "a.json", UnreadableFile),
        ("profile", '{"skills": [{"name": "a\\u0000"}]}', "a.json", UnreadableFile),
        ("profile", '{"id": "\\ud800"}', "a.json", UnreadableFile),
        ("profile", '["\\ud800"]', "a.json", UnreadableFile),
        ("opening", "[]", "a.json", EmptyFile),
        ("opening", '{"@type": "WebSite"}', "a.json", EmptyFile),
        ("profile", "[{}, {}, {}]", "a.json", FileTooLarge),
        ("profile", '{"prisonNumber": 3}', "a.json", ForbiddenColumn),
        ("profile", '{"basics": {"image": "me.png"}}', "a.json", ForbiddenColumn),
        ("profile", '{"work": [{"x": {"religion": "?"}}]}', "a.json", ForbiddenColumn),
        ("profile", '{"id": "BK123456"}', "a.json", ForbiddenColumn),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(
    read: Read, kind: str, data: str, name: str, expected: type[InvalidInput]
) -> None:
    with pytest.raises(expected):
        read(kind, data, name, Limits(max_lines=2))


def test_job_postings_become_openings_and_companies(read: Read) -> None:
    reading = read("opening", (SAMPLES / "offre.jsonld").read_bytes(), "offre.jsonld")
    first, second = reading.records
    assert isinstance(first, Opportunity)
    assert isinstance(second, Opportunity)
    assert first.id == id_of(RecordKind.OPENING, "J-1")
    assert first.title == "Soudeur (inventé)"
    assert first.description == "Soudure TIG en atelier. Contact : CAP soudage"
    assert first.skills == ("soudure TIG", "lecture de plan")
    assert first.sector == "industrie"
    assert (first.starts_on, first.expires_on) == (date(2027, 1, 15), date(2027, 3, 31))
    assert first.places == 2
    assert first.contract is ContractKind.FIXED_TERM
    assert len(first.schedule) == 5
    assert first.town is not None
    assert first.town.name_fr == "Salé"
    assert second.title == "Couturière"
    assert second.provider_name == "Confection Amal (inventée)"
    assert [company.name for company in reading.companies] == [
        "Atelier Nour (inventé)",
        "Confection Amal (inventée)",
    ]
    assert {company.id for company in reading.companies} == {first.provider_id, second.provider_id}
    assert codes(reading.rejected) == [
        (4, "title", "field-missing"),
        (4, "commune", "unknown-place"),
    ]
    assert reading.ignored_columns == ("baseSalary",)
    ignored = [(one.line, one.field) for one in reading.remarks if one.code is Remark.FIELD_IGNORED]
    assert ignored == [(3, "workHours"), (3, "employmentType")]


def test_a_json_resume_becomes_a_profile_and_an_identity(read: Read) -> None:
    reading = read("profile", (SAMPLES / "cv.json").read_bytes(), "cv-777.json")
    profile = one_profile(reading)
    assert profile.id == id_of(RecordKind.PROFILE, "cv-777")
    assert [(line.kind.value, line.text, line.months) for line in profile.statements] == [
        ("skill", "Menuiserie bois: portes, placards", None),
        ("skill", "vernis", None),
        ("experience", "Menuisier, Atelier du port, portes et fenêtres, appris", 30),
        ("experience", "Livreur", None),
        ("certificate", "CAP menuiserie – 2020", None),
        ("certificate", "Sécurité incendie – 2022", None),
    ]
    assert profile.home is not None
    assert profile.home.name_fr == "Safi"
    assert profile.languages == {
        LanguageCode.ARABIC: LanguageLevel.WRITTEN,
        LanguageCode.FRENCH: LanguageLevel.SPOKEN,
    }
    (identity,) = reading.identities
    assert (identity.given_name, identity.family_name, identity.phone) == (
        "Amine",
        "Inventé-777",
        "0600000000",
    )
    assert reading.ignored_columns == ("interests",)
    shown = repr(reading.records)
    assert not any(word in shown for word in ("Amine", "exemple.ma", "rue de", "Centre", "prison"))


def test_resumes_in_a_list_need_an_id_each(read: Read) -> None:
    items: list[Any] = [
        {"id": "R-1", "skills": [{"name": "couture"}]},
        {"skills": []},
        3,
        {"id": "R-4"},
    ]
    reading = read("profile", json.dumps(items), "cvs.json")
    assert [record.id for record in reading.records] == [id_of(RecordKind.PROFILE, "R-1")]
    assert codes(reading.rejected) == [
        (2, "reference", "field-missing"),
        (3, "", "not-an-object"),
        (4, "", "not-an-object"),
    ]
