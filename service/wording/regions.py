"""Words of a map of regions: short names that fit into a tile, and bands of demand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.regional import DemandBand
from service.wording.languages import Message

SHORT_NAMES: Final[Mapping[str, Message]] = {
    "MA-01": Message("Tanger", "طنجة", "Tangier"),
    "MA-02": Message("Oriental", "الشرق", "Oriental"),
    "MA-03": Message("Fès", "فاس", "Fez"),
    "MA-04": Message("Rabat", "الرباط", "Rabat"),
    "MA-05": Message("Béni Mellal", "بني ملال", "Beni Mellal"),
    "MA-06": Message("Casablanca", "الدار البيضاء", "Casablanca"),
    "MA-07": Message("Marrakech", "مراكش", "Marrakech"),
    "MA-08": Message("Drâa", "درعة", "Draa"),
    "MA-09": Message("Souss", "سوس", "Souss"),
    "MA-10": Message("Guelmim", "كلميم", "Guelmim"),
    "MA-11": Message("Laâyoune", "العيون", "Laayoune"),
    "MA-12": Message("Dakhla", "الداخلة", "Dakhla"),
}
"""The first part of the name of each region, by its code."""
LABELS_OF_REGIONS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    DemandBand: {
        DemandBand.VERY_STRONG: Message("très forte", "قوي جدا", "very strong"),
        DemandBand.STRONG: Message("forte", "قوي", "strong"),
        DemandBand.WEAK: Message("faible", "ضعيف", "weak"),
        DemandBand.VERY_WEAK: Message("très faible", "ضعيف جدا", "very weak"),
        DemandBand.UNKNOWN: Message("inconnue", "غير معروف", "unknown"),
    },
}
