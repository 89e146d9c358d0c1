"""Closed lists as people write them."""

from collections.abc import Callable, Mapping

import pytest

from matching.vocabulary import ContractKind, Demand, LanguageCode, LanguageLevel, Licence
from service.intake.cells import Fault, InvalidCell
from service.intake.choices import (
    contract_of,
    contracts_of,
    demands_of,
    languages_of,
    licences_of,
    sector_names,
    sector_of,
)
from service.intake.groups import age_band_of, education_of, gender_of

AR, ARY, ZGH, FR, EN, ES = LanguageCode
BASIC, SPOKEN, WRITTEN = LanguageLevel


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("arabe: écrit | français: parlé", {AR: WRITTEN, FR: SPOKEN}),
        ("arabe: écrit | darija: parlé | amazigh: parlé", {AR: WRITTEN, ARY: SPOKEN, ZGH: SPOKEN}),
        ("français parlé", {FR: SPOKEN}),
        ("French: spoken, English: written", {FR: SPOKEN, EN: WRITTEN}),
        ("français", {FR: SPOKEN}),
        ("français: lu, écrit et parlé", {FR: WRITTEN}),
        ("français: parlé, non écrit", {FR: SPOKEN}),
        ("anglais (notions)", {EN: BASIC}),
        ("espagnol A2 ; anglais B2 ; français C1", {ES: BASIC, EN: SPOKEN, FR: WRITTEN}),
        ("arabe dialectal", {ARY: SPOKEN}),
        ("العربية: كتابة | الفرنسية: شفوي", {AR: WRITTEN, FR: SPOKEN}),
        ("arabe/français", {AR: SPOKEN, FR: SPOKEN}),
        ("fr | ar", {FR: SPOKEN, AR: SPOKEN}),
        ("aucune", {}),
        ("", None),
    ],
)
def test_languages(written: str, languages: Mapping[LanguageCode, LanguageLevel] | None) -> None:
    assert languages_of(written) == languages


@pytest.mark.parametrize(
    ("written", "licences"),
    [
        ("B", {Licence.B}),
        ("permis B", {Licence.B}),
        ("Permis de conduire catégorie B", {Licence.B}),
        ("B | C | carte professionnelle", {Licence.B, Licence.C, Licence.PROFESSIONAL_DRIVER}),
        ("A, B et C", {Licence.A, Licence.B, Licence.C}),
        ("B+D", {Licence.B, Licence.D}),
        ("cariste", {Licence.FORKLIFT}),
        ("CACES", {Licence.FORKLIFT}),
        ("CACES R489 cat. 1, 3, 5", {Licence.FORKLIFT}),
        ("B | CACES 3", {Licence.B, Licence.FORKLIFT}),
        ("رخصة السياقة صنف ب", {Licence.B}),
        ("aucun", set()),
        ("", None),
    ],
)
def test_licences(written: str, licences: set[Licence] | None) -> None:
    assert licences_of(written) == licences


@pytest.mark.parametrize(
    ("written", "contracts"),
    [
        ("CDI | CDD | ANAPEC", {"cdi", "cdd", "anapec"}),
        ("CDI / intérim", {"cdi", "interim"}),
        ("Contrat à durée déterminée", {"cdd"}),
        ("saisonnier, stage", {"seasonal", "internship"}),
        ("apprenticeship", {"apprenticeship"}),
        ("tous", None),
        ("peu importe", None),
        ("", None),
    ],
)
def test_contracts(written: str, contracts: set[str] | None) -> None:
    expected = None if contracts is None else set(map(ContractKind, contracts))
    assert contracts_of(written) == expected


def test_accepting_no_contract_is_no_answer() -> None:
    with pytest.raises(InvalidCell) as refused:
        contracts_of("aucun")
    assert refused.value.fault is Fault.NONE_IS_NO_ANSWER


def test_one_contract() -> None:
    assert contract_of("Intérim") is ContractKind.TEMPORARY
    assert contract_of("") is None


@pytest.mark.parametrize(
    ("written", "demands"),
    [
        ("port de charges | hauteur", {Demand.HEAVY_LIFTING, Demand.HEIGHTS}),
        ("station debout prolongée", {Demand.PROLONGED_STANDING}),
        ("travail de nuit", {Demand.NIGHT_WORK}),
        ("poussières ou fumées", {Demand.DUST_OR_FUMES}),
        ("bruit, vue fine et conduite", {Demand.LOUD_NOISE, Demand.FINE_EYESIGHT, Demand.DRIVING}),
        ("travail en hauteur", {Demand.HEIGHTS}),
        ("heavy lifting; night work", {Demand.HEAVY_LIFTING, Demand.NIGHT_WORK}),
        ("حمل الأثقال", {Demand.HEAVY_LIFTING}),
        ("aucune", set()),
        ("", None),
    ],
)
def test_demands(written: str, demands: set[Demand] | None) -> None:
    assert demands_of(written) == demands


def test_a_diagnosis_among_limits_is_refused_without_being_shown() -> None:
    with pytest.raises(InvalidCell) as refused:
        demands_of("hernie discale, port de charges")
    assert refused.value.fault is Fault.NOT_IN_LIST
    assert refused.value.shown == ""
    assert "hernie" not in str(refused.value)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (languages_of, "klingon"),
        (languages_of, "français: galactique"),
        (languages_of, "parlé"),
        (licences_of, "permis"),
        (licences_of, "Z"),
        (contracts_of, "CDX"),
        (contract_of, "tous"),
        (sector_of, "astronomie"),
    ],
)
def test_what_is_not_in_the_list_is_shown_with_what_was_expected(
    read: Callable[[str], object], written: str
) -> None:
    with pytest.raises(InvalidCell) as refused:
        read(written)
    assert refused.value.fault is Fault.NOT_IN_LIST
    assert refused.value.shown == written
    assert refused.value.details["expected"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("restauration", "restauration"),
        ("Bâtiment", "batiment"),
        ("BTP", "batiment"),
        ("Crafts", "artisanat"),
        ("النقل واللوجستيك", "transport"),
        ("", None),
    ],
)
def test_sectors(written: str, code: str | None) -> None:
    assert sector_of(written) == code


def test_there_are_eight_sectors() -> None:
    assert len(set(sector_names().values())) == 8


def test_audit_groups() -> None:
    assert [gender_of(text) for text in ("F", "Homme", "أنثى", "")] == [
        "female",
        "male",
        "female",
        None,
    ]
    assert [age_band_of(text) for text in ("18-24", "25-34 ans", "50+", "50 ans et plus")] == [
        "18-24",
        "25-34",
        "50+",
        "50+",
    ]
    assert [
        education_of(text) for text in ("sans", "Collège", "bac", "formation professionnelle")
    ] == [
        "none",
        "lower-secondary",
        "baccalaureate",
        "vocational",
    ]


@pytest.mark.parametrize("written", ["27", "12/03/1990", "1990"])
def test_an_age_or_a_date_of_birth_is_no_band(written: str) -> None:
    with pytest.raises(InvalidCell) as refused:
        age_band_of(written)
    assert refused.value.fault is Fault.NOT_IN_LIST
    assert refused.value.shown == ""
