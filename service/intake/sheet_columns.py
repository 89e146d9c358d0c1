"""The columns of files that are no records: kits of activities, demand, kits funded before."""

from collections.abc import Mapping
from enum import StrEnum

from matching.spelling import fold
from service.intake import columns as shared
from service.intake.cells import (
    Fault,
    InvalidCell,
    check_within,
    date_of,
    folded_words,
    known_text,
    number_of,
)
from service.intake.columns import Column
from service.intake.fields import line_of, money_of, reference_of, whole
from service.intake.tables import RawCell


class SheetKind(StrEnum):
    """What the lines of such a file are."""

    KITS = "kits"
    """Lines of the kits of activities, with prices or quotes."""
    DEMAND = "demand"
    """Demand for a sector in a region."""
    FUNDED_KITS = "funded-kits"
    """Kits that were funded before, or elsewhere."""


_LEVELS = {
    **dict.fromkeys(folded_words("très forte|tres forte|very strong|very high|قوي جدا"), 0.9),
    **dict.fromkeys(folded_words("forte|fort|élevée|strong|high|قوي|مرتفع"), 0.7),
    **dict.fromkeys(folded_words("moyenne|moyen|medium|average|متوسط"), 0.5),
    **dict.fromkeys(folded_words("faible|basse|weak|low|ضعيف|منخفض"), 0.3),
    **dict.fromkeys(folded_words("très faible|tres faible|nulle|very weak|very low|ضعيف جدا"), 0.1),
}
_MONTHS = frozenset({0, 3, 6, 12, 24})


def level_of(cell: RawCell) -> float | None:
    """Demand from 0 to 100, or in words, as a level in [0, 1].

    Raises:
        InvalidCell: NOT_A_NUMBER, NUMBER_TOO_SMALL, NUMBER_TOO_LARGE.
    """
    text = known_text(cell)
    if text is not None and fold(text) in _LEVELS:
        return _LEVELS[fold(text)]
    value = number_of(cell)
    if value is None:
        return None
    check_within(value, 0, 100)
    return float(value) / 100.0


def months_of(cell: RawCell) -> int | None:
    """A milestone of the follow-up: 0, 3, 6, 12 or 24.

    Raises:
        InvalidCell: NOT_A_WHOLE_NUMBER, NOT_IN_LIST.
    """
    value = whole(0, 1_000)(cell)
    if value is not None and value not in _MONTHS:
        raise InvalidCell(Fault.NOT_IN_LIST, shown=str(value), expected="0, 3, 6, 12, 24")
    return value


_ACTIVITY = Column(
    "activity",
    "Activité",
    "النشاط",
    "Activity",
    "Référence de l'activité|Référence activité|Activity reference|Code activité",
    reference_of,
    "sewing",
    is_required=True,
)
SHEETS: Mapping[SheetKind, tuple[Column, ...]] = {
    SheetKind.KITS: (
        _ACTIVITY,
        Column(
            "name",
            "Article",
            "المادة",
            "Item",
            "Désignation|Matériel|Équipement|Equipment",
            line_of,
            "machine à coudre",
            is_required=True,
        ),
        Column(
            "quantity",
            "Quantité",
            "الكمية",
            "Quantity",
            "Qté|Nombre|Qty",
            whole(1, 10_000),
            "1",
            is_required=True,
        ),
        Column(
            "price_low_mad",
            "Prix le plus bas (MAD)",
            "أدنى ثمن (درهم)",
            "Lowest price (MAD)",
            "Prix|Prix unitaire|Prix unitaire (MAD)|Prix bas|Unit price|Devis",
            money_of,
            "4 500",
            is_required=True,
        ),
        Column(
            "price_high_mad",
            "Prix le plus haut (MAD)",
            "أقصى ثمن (درهم)",
            "Highest price (MAD)",
            "Prix haut|Prix maximum",
            money_of,
            "6 500",
        ),
        Column(
            "source",
            "Source du prix",
            "مصدر الثمن",
            "Price source",
            "Source|Fournisseur et date|Quote",
            line_of,
            "devis n° 12 du 03/11/2026",
            is_required=True,
        ),
    ),
    SheetKind.DEMAND: (
        Column(
            "region",
            "Région",
            "الجهة",
            "Region",
            "Code région",
            line_of,
            "Souss-Massa",
            is_required=True,
        ),
        Column(
            "sector",
            shared.SECTOR.header,
            shared.SECTOR.header_ar,
            shared.SECTOR.header_en,
            shared.SECTOR.also,
            shared.SECTOR.parse,
            "services",
            is_required=True,
        ),
        Column(
            "level",
            "Demande (0 à 100)",
            "الطلب (0 إلى 100)",
            "Demand (0 to 100)",
            "Demande|Niveau|Niveau de demande|Demand|Level",
            level_of,
            "70",
            is_required=True,
        ),
        Column(
            "source",
            "Source",
            "المصدر",
            "Source",
            "Origine|Source et date",
            line_of,
            "enquête régionale, 2026",
            is_required=True,
        ),
    ),
    SheetKind.FUNDED_KITS: (
        shared.REFERENCE,
        _ACTIVITY,
        shared.COMMUNE,
        shared.PROVINCE,
        Column(
            "started_on",
            "Financé le",
            "تاريخ التمويل",
            "Funded on",
            "Date de remise|Date de financement|Remis le|Démarré le|Started on",
            date_of,
            "15/03/2025",
            is_required=True,
        ),
        Column(
            "alive_months",
            "En vie à (mois)",
            "مستمر بعد (أشهر)",
            "Alive at (months)",
            "Vivante à|Dernier suivi (mois)|Alive months",
            months_of,
            "12",
        ),
        Column(
            "stopped_on",
            "Arrêtée le",
            "تاريخ التوقف",
            "Stopped on",
            "Arrêté le|Date d'arrêt|Fermée le",
            date_of,
            "",
        ),
    ),
}
