"""What reading needs besides a file."""

from datetime import date

import pytest

from matching.geography import Gazetteer
from matching.trades import TradeTable
from service.intake.lines import Sources

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def trades() -> TradeTable:
    names = (
        "code",
        "kind",
        "sector",
        "label_fr",
        "label_ar",
        "label_en",
        "rome",
        "isco",
        "aliases",
    )
    rows = (
        ("couture", "trade", "artisanat", "couture", "خياطة", "sewing", "", "", "khiata|couturier"),
        ("soudure", "trade", "industrie", "soudure", "لحام", "welding", "", "", "soudour|soudeur"),
        (
            "boulangerie",
            "trade",
            "restauration",
            "boulangerie",
            "خبز",
            "baking",
            "",
            "",
            "boulanger",
        ),
    )
    return TradeTable.from_rows([dict(zip(names, row, strict=True)) for row in rows], "test")


@pytest.fixture(scope="session")
def sources(trades: TradeTable) -> Sources:
    return Sources(gazetteer=Gazetteer.load(), trades=trades, today=TODAY)
