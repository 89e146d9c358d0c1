"""What a company may read of somebody's words: one root of a past is enough to keep them here."""

import pytest

from service.actions.leaving import may_leave
from service.intake.telling import hints_at_a_past

STAY = (
    "apprise en prison",
    "pénitencier agricole",
    "ex-détenue",
    "Libérée en mars",
    "réinsertion",
    "module de DÉTENTION",
    "released on parole",
    "former inmates",
    "behind bars",
    "f l7abs",
    "kont mhbous",
    "بالسجن",
    "والسجناء",
    "سِــجْــن",
    "نزيلة",
    "الإفراج",
    "مسجونة",
    "جريمة",
    "Oukacha",
    "Moussalaha",
)
LEAVE = (
    "couture et retouches sur machine",
    "liberté d'horaires, libre le soir",
    "véhicule géolocalisé, permis B",
    "prise de parole, accueil",
    "réhabilitation de bâtiments",
    "purge de circuits, plomberie",
    "cellules photovoltaïques",
    "agent de circulation, trafic routier",
    "تسجيل الطلبات",
    "خياطة وطرز",
    "سياقة الشاحنات",
    "مصلحة الزبناء",
)


@pytest.mark.parametrize("text", STAY)
def test_a_root_of_a_past_stays(text: str) -> None:
    assert hints_at_a_past(f"menuiserie {text} 2019")
    assert not may_leave(f"menuiserie {text} 2019")


@pytest.mark.parametrize("text", LEAVE)
def test_words_of_a_trade_leave(text: str) -> None:
    assert not hints_at_a_past(text)
    assert may_leave(text)


@pytest.mark.parametrize("text", ["souffre d'asthme, cuisinier", "0661 22 33 44, maçon"])
def test_neither_an_illness_nor_a_telephone_leaves(text: str) -> None:
    assert not may_leave(text)
