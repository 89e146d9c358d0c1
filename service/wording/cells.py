"""The words of closed lists as a spreadsheet has them, in French; an import reads them back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.vocabulary import ContractKind, Demand, LanguageCode, LanguageLevel, Licence, Space

CELL_WORDS: Final[Mapping[StrEnum, str]] = {
    ContractKind.PERMANENT: "CDI",
    ContractKind.FIXED_TERM: "CDD",
    ContractKind.TEMPORARY: "intérim",
    ContractKind.INSERTION: "ANAPEC",
    ContractKind.APPRENTICESHIP: "apprentissage",
    ContractKind.SEASONAL: "saisonnier",
    ContractKind.INTERNSHIP: "stage",
    LanguageCode.ARABIC: "arabe",
    LanguageCode.DARIJA: "darija",
    LanguageCode.TAMAZIGHT: "amazigh",
    LanguageCode.FRENCH: "français",
    LanguageCode.ENGLISH: "anglais",
    LanguageCode.SPANISH: "espagnol",
    LanguageLevel.BASIC: "notions",
    LanguageLevel.SPOKEN: "parlé",
    LanguageLevel.WRITTEN: "écrit",
    Licence.A: "A",
    Licence.B: "B",
    Licence.C: "C",
    Licence.D: "D",
    Licence.E: "E",
    Licence.FORKLIFT: "cariste",
    Licence.PROFESSIONAL_DRIVER: "carte professionnelle",
    Demand.HEAVY_LIFTING: "port de charges",
    Demand.HEIGHTS: "hauteur",
    Demand.PROLONGED_STANDING: "station debout prolongée",
    Demand.NIGHT_WORK: "nuit",
    Demand.DUST_OR_FUMES: "poussières ou fumées",
    Demand.LOUD_NOISE: "bruit",
    Demand.FINE_EYESIGHT: "vue fine",
    Demand.DRIVING: "conduite",
    Space.HOME: "domicile",
    Space.PREMISES: "local",
    Space.LAND: "terrain",
    Space.STREET: "emplacement ou tournée",
    Space.CUSTOMERS: "chez les clients",
}
WEEKDAYS: Final = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
NONE: Final = "aucun"
YES: Final = "oui"
NO: Final = "non"
MONTHS: Final = "mois"
YEARS: Final = "ans"
AND: Final = "et"
