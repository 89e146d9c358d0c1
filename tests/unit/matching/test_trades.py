import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.trades import Trade, TradeKind, TradeTable, words_of
from service.reference import sectors_path, trades_path

TABLE = TradeTable.read(trades_path())

# Names that two lines of the table share on purpose: who writes "soudure TIG" is a welder too, and
# a "tiyaba" is a cook to some and works in a hammam to others.
SHARED = {
    "soudure tig",
    "soudage tig",
    "soudeur tig",
    "soudure mig",
    "soudage mig",
    "soudeur mig",
    "soudure mag",
    "mig mag",
    "tiyaba",
    "excel et word",
    "word et excel",
    "excel, word",
    "word, excel",
}


def codes(text: str) -> set[str]:
    return {trade.code for trade in TABLE.find(text)}


def a_row(**changed: str) -> dict[str, str]:
    row = {
        "code": "sewing",
        "kind": "trade",
        "sector": "artisanat",
        "label_fr": "couture",
        "label_ar": "الخياطة",
        "label_en": "sewing",
        "rome": "B1803",
        "isco": "7531",
        "aliases": "khiata|couturier",
    }
    return row | changed


def test_the_table_covers_the_market() -> None:
    kinds = [trade.kind for trade in TABLE.trades]
    assert kinds.count(TradeKind.TRADE) >= 150
    assert kinds.count(TradeKind.SKILL) >= 70


def test_every_line_is_complete() -> None:
    for trade in TABLE.trades:
        assert re.fullmatch(r"[a-z][a-z0-9-]+", trade.code)
        assert re.search(r"[؀-ۿ]", trade.label_ar)
        assert all(words_of(name) for name in trade.names), trade.code
        assert re.fullmatch(r"([A-N]\d{4})?", trade.rome), trade.code
        assert re.fullmatch(r"(\d{4})?", trade.isco), trade.code
        assert bool(trade.rome) == bool(trade.isco)
        assert trade.rome or trade.kind is TradeKind.SKILL


def test_every_sector_is_one_of_the_eight() -> None:
    with sectors_path().open(encoding="utf-8", newline="") as file:
        sectors = {row["code"] for row in csv.DictReader(file)}
    assert len(sectors) == 8
    assert {trade.sector for trade in TABLE.trades} == sectors


def test_no_name_belongs_to_two_lines_unless_on_purpose() -> None:
    bearers: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for trade in TABLE.trades:
        for name in trade.names:
            bearers[words_of(name)].add(trade.code)
    shared = {words for words, bearing in bearers.items() if len(bearing) > 1}
    assert shared == {words_of(name) for name in SHARED}


def test_every_name_finds_its_own_line() -> None:
    missed = [
        (trade.code, name)
        for trade in TABLE.trades
        for name in trade.names
        if trade not in TABLE.find(name)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khiata", "sewing"),
        ("lkhiata", "sewing"),
        ("soudour", "welding"),
        ("souddour", "welding"),
        ("n3ref nsoude", "welding"),
        ("trisyan", "building-electricity"),
        ("tresian", "building-electricity"),
        ("bnay", "masonry"),
        ("bennay", "masonry"),
        ("kheddam f lbni", "masonry"),
        ("jbass", "plastering"),
        ("gebs beldi", "carved-plaster"),
        ("plombi", "plumbing"),
        ("khobz", "baking"),
        ("hlaqa", "hairdressing"),
        ("7ellaq", "barbering"),
        ("7ddad", "ironwork"),
        ("hddad", "ironwork"),
        ("3attar", "spices"),
        ("9hwaji", "coffee"),
        ("nnjara", "wood-joinery"),
        ("ssbagha", "painting"),
        ("m3allem zellige", "zellige"),
        ("3essas", "security"),
        ("mol lhanout", "grocery"),
        ("fella7", "farm-work"),
        ("chifour kamyoun", "truck-driving"),
        ("khdemt f lozine", "production-worker"),
        ("خياط", "sewing"),
        ("تريسيان", "building-electricity"),
        ("الحلاقة", "hairdressing"),
        ("بناي", "masonry"),
        ("سائق شاحنة", "truck-driving"),
        ("صباغة السيارات", "car-painting"),
        ("كابلاج", "automotive-wiring"),
        ("Électricité de bâtiment – 2022", "building-electricity"),
        ("coiffeur/se", "hairdressing"),
        ("Boulanger(ère)", "baking"),
        ("serveuse", "waiting"),
        ("Agent/agente de propreté", "cleaning"),
        ("أريد العمل كبستاني", "gardening"),
        ("garçon de café", "waiting"),
        ("menuiserie bois, ateliers 2 ans", "wood-joinery"),
        ("garde-malade", "elder-care"),
        ("chariot élévateur (CACES)", "forklift"),
        ("tenue de caisse", "till"),
        ("hygiène HACCP", "haccp"),
        ("lecture de plans", "plan-reading"),
        ("welder", "welding"),
        ("security guard", "security"),
    ],
)
def test_people_are_understood(text: str, code: str) -> None:
    assert codes(text) == {code}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("je sais faire la soudure et un peu de plomberie", ["welding", "plumbing"]),
        ("maçonnerie, carrelage et plâtre", ["masonry", "tiling", "plastering"]),
        ("خياطة وطرز", ["sewing", "embroidery"]),
        ("بناي وجباص", ["masonry", "plastering"]),
        ("soudure TIG", ["welding", "tig-welding"]),
        ("couture, encore de la couture", ["sewing"]),
    ],
)
def test_several_names_are_found_in_order_and_once(text: str, found: list[str]) -> None:
    assert [trade.code for trade in TABLE.find(text)] == found


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("peinture automobile", "painting"),
        ("électricité automobile", "building-electricity"),
        ("vente de poisson", "selling"),
        ("câblage automobile", "auto-mechanics"),
        ("vente de miel", "beekeeping"),
        ("chef de chantier", "building-labour"),
        ("vente de téléphones", "selling"),
    ],
)
def test_the_longest_name_wins(longer: str, shorter: str) -> None:
    assert codes(longer)
    assert TABLE.trade(shorter) not in TABLE.find(longer)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("boulonger", "baking"),
        ("pâtissié", "pastry"),
        ("menuisié", "wood-joinery"),
        ("electrisien", "building-electricity"),
        ("soudeure", "welding"),
        ("plomberi", "plumbing"),
        ("cuisinié", "cooking"),
        ("mecanisien", "auto-mechanics"),
    ],
)
def test_a_slip_is_forgiven(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    """le cuir|le pain|un garçon de bonne famille|j'ai une maison à Casablanca
    je cherche un emploi stable|le café du coin|je prends le bus tous les jours|salaire à discuter
    j'habite près de la forêt|une porte ouverte|je viens de Bni Mellal|souk sebt|centre commercial
    temps plein ou temps partiel|toute la semaine sauf vendredi|il fait froid en hiver|la terre
    bonne présentation exigée|un carnet d'adresses|le marché du travail|le port de Tanger Med
    je n'ai pas de diplôme|formation de six mois|porteur de projet|poste à pourvoir rapidement
    entreprise leader dans son secteur|la route est longue|carte nationale|conseil en orientation
    travail de nuit possible|la caisse de sécurité sociale|affiliation à la CNSS|prime de rendement
    mon père était au village|ouvert au public le lundi|bois de chauffage|verre d'eau|peinture
    travail en hauteur interdit|expérience souhaitée dans un poste similaire|chambre froide
    terrain de football|la mer est belle|contrat à durée indéterminée|lieu de travail : Salé
    bghit nkhdem|kanqelleb 3la khedma|3endi tjriba|ma3endich diplom|أبحث عن عمل|كنسكن فالدار البيضاء
    عندي خبرة ثلاث سنوات|بناء على طلبكم|الجلد والصبر|i am looking for a job|in other words
    full time position|we offer training|it depends on the trade|door to door|les stocks sont vides
    chargeur de téléphone|un mariage réussi|meilleur ouvrier|le programme commence lundi
    embauche immédiate|le message est passé|pression atmosphérique|poisson rouge|roche dure
    jeune homme dynamique|tenue correcte exigée|cours du soir|secteur du tourisme|compte bancaire
    déplacements fréquents|les fruits de mer|rue de la Poste|maître de soi|matière première
    portière de voiture|pièce d'identité|coordonner une équipe|acheter du matériel""".replace(
        "\n", "|"
    ).split("|"),
)
def test_ordinary_words_are_no_trade(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("garçon de café", "masonry"),
        ("articles en cuir", "cooking"),
        ("petit pain au chocolat", "painting"),
        ("vente de pain", "masonry"),
        ("boucherie", "baking"),
        ("pêche en mer", "beekeeping"),
        ("tailleur de pierre", "tailoring"),
        ("soudure et charpente", "cart-transport"),
        ("gestion des stocks", "carved-plaster"),
        ("peintre", "printing"),
        ("serveur informatique", "waiting"),
    ],
)
def test_a_trade_is_not_taken_for_its_neighbour(text: str, wrong: str) -> None:
    assert TABLE.trade(wrong) not in TABLE.find(text)


def test_expanding_adds_the_french_label_that_is_missing() -> None:
    assert TABLE.expand("khiata") == "khiata (couture)"
    assert TABLE.expand("بناي وجباص") == "بناي وجباص (maçonnerie, plâtrerie)"


@pytest.mark.parametrize("text", ["", "COUTURE", "atelier de couture", "je cherche un emploi"])
def test_expanding_adds_nothing_that_is_said_already(text: str) -> None:
    assert TABLE.expand(text) == text


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    found = TABLE.find(text)
    assert len(set(found)) == len(found)
    assert tuple(TABLE.trades[number] for number in TABLE.numbers(text)) == found
    assert TABLE.expand(text).startswith(text)


@given(st.sampled_from(TABLE.trades), st.sampled_from(["je fais {}", "{}, 2 ans", "khdmt f {}"]))
def test_a_label_is_found_inside_a_sentence(trade: Trade, sentence: str) -> None:
    assert trade in TABLE.find(sentence.format(trade.label_fr))


def test_labels_exist_in_three_languages() -> None:
    assert TABLE.label("welding", "fr") == "soudure"
    assert TABLE.label("welding", "ar") == "اللحام"
    assert TABLE.label("welding", "en") == "welding"


def test_a_code_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TABLE.label("astronaut", "fr")


def test_the_version_follows_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "trades.csv"
    copy.write_bytes(trades_path().read_bytes())
    assert TradeTable.read(copy).version == TABLE.version
    copy.write_bytes(trades_path().read_bytes().replace(b"khiata", b"khiita"))
    assert TradeTable.read(copy).version != TABLE.version


def test_a_table_can_be_built_from_rows() -> None:
    table = TradeTable.from_rows([a_row()], version="test")
    assert (len(table), table.version) == (1, "test")
    assert table.find("Couturière")[0].aliases == ("khiata", "couturier")


def test_two_lines_may_share_a_name() -> None:
    table = TradeTable.from_rows(
        [
            a_row(),
            a_row(code="tailoring", label_fr="taille", label_ar="ترزي", label_en="tailoring"),
        ],
        version="test",
    )
    assert table.numbers("khiata") == (0, 1)


def test_a_code_appears_once() -> None:
    with pytest.raises(ValueError, match="unique"):
        TradeTable.from_rows([a_row(), a_row()], version="test")


def test_a_kind_is_trade_or_skill() -> None:
    with pytest.raises(ValueError, match="hobby"):
        TradeTable.from_rows([a_row(kind="hobby")], version="test")


def test_an_empty_table_finds_nothing() -> None:
    assert TradeTable.from_rows([], version="none").find("couture") == ()
