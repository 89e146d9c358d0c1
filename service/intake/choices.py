"""Closed lists as people write them, in French, Arabic and English, to the words of the code."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from matching.spelling import fold
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    Space,
)
from service.intake.cells import Fault, InvalidCell, folded_words, known_text, list_of, text_of
from service.intake.tables import RawCell
from service.reference import sectors_path

T = TypeVar("T")
_SEPARATORS = "|;؛\n,،/+"
_AND = re.compile(r"\s+(?:et|and|و|w|&)\s+", re.IGNORECASE)


def _named(*listed: tuple[T, str]) -> Mapping[str, T]:
    return {name: value for value, names in listed for name in folded_words(names)}


_LANGUAGES = _named(
    (LanguageCode.ARABIC, "arabe|arabic|ar|arabe classique|العربية|عربية|الفصحى|3arbia|l3arbia"),
    (LanguageCode.DARIJA, "darija|darija marocaine|arabe dialectal|ary|الدارجة|دارجة"),
    (
        LanguageCode.TAMAZIGHT,
        "amazigh|tamazight|amazighe|berbère|tachelhit|tarifit|zgh|الأمازيغية|أمازيغية|الشلحة|chelha",
    ),
    (
        LanguageCode.FRENCH,
        "français|francais|française|french|fr|الفرنسية|فرنسية|fransawia",
    ),
    (LanguageCode.ENGLISH, "anglais|anglaise|english|en|الإنجليزية|إنجليزية|inglizia"),
    (LanguageCode.SPANISH, "espagnol|espagnole|spanish|es|الإسبانية|إسبانية"),
)
_LEVELS = _named(
    (
        LanguageLevel.BASIC,
        "notion|notions|base|bases|basique|débutant|débutante|basic|beginner|elementary|faible|peu|"
        "compris|a1|a2|مبتدئ|مبادئ|ضعيف|قليلا|شوية|chwiya",
    ),
    (
        LanguageLevel.SPOKEN,
        "parlé|parlée|parle|oral|orale|parler|spoken|speaking|courant|courante|courament|couramment|"
        "moyen|moyenne|bon|bonne|bien|intermédiaire|intermediate|conversational|fluent|maternelle|"
        "natif|native|lu|lire|b1|b2|شفوي|شفويا|محادثة|متوسط|جيد|hdra",
    ),
    (
        LanguageLevel.WRITTEN,
        "écrit|écrite|écrits|écriture|écrire|rédigé|rédaction|written|writing|bilingue|bilingual|"
        "professional|c1|c2|كتابة|كتابي|مكتوب|ممتاز|ktaba",
    ),
)
_LANGUAGE_FILLERS = folded_words(
    "langue|language|niveau|level|et|and|و|très|un|le|de|la|l|اللغة|مستوى"
)
_NEGATIONS = folded_words("non|pas|not|غير|ماشي")
_ORDER = tuple(LanguageLevel)

_LICENCES = _named(
    (Licence.A, "a|a1|moto|motocycle|motorcycle|أ"),
    (Licence.B, "b|voiture|véhicule léger|vl|car|ب"),
    (Licence.C, "c|poids lourd|poids lourds|pl|camion|truck|ج|c1"),
    (Licence.D, "d|transport en commun|autocar|bus|d1|د"),
    (Licence.E, "e|ec|e c|eb|e b|remorque|trailer"),
    (
        Licence.FORKLIFT,
        "cariste|caces|chariot élévateur|chariot|forklift|forklift licence|clark|كلارك|رافعة شوكية",
    ),
    (
        Licence.PROFESSIONAL_DRIVER,
        "carte professionnelle|carte pro|carte de conducteur professionnel|"
        "conducteur professionnel|professional driver|professional driver card|professional card|"
        "بطاقة السائق المهني|البطاقة المهنية",
    ),
)
_LICENCE_FILLERS = folded_words(
    "permis|de|conduire|conduite|catégorie|categorie|cat|driving|licence|license|class|category|"
    "رخصة|السياقة|سياقة|صنف|فئة|bermi|perm"
)
_CACES_DETAIL = re.compile(r"(?:caces )?(?:r ?\d{3}[a-z]?)?(?: ?cat(?:egories?)?)?(?: ?\d[ab]?)*")

_CONTRACTS = _named(
    (ContractKind.PERMANENT, "cdi|durée indéterminée|permanent|permanente|غير محدد المدة|دائم"),
    (ContractKind.FIXED_TERM, "cdd|durée déterminée|fixed term|محدد المدة|مؤقت محدد"),
    (ContractKind.TEMPORARY, "intérim|intérimaire|temporary|temp|agency|temporaire|التشغيل المؤقت"),
    (ContractKind.INSERTION, "anapec|insertion|ci|idmaj|انابيك|أنابيك|الإدماج|إدماج"),
    (
        ContractKind.APPRENTICESHIP,
        "apprentissage|apprenti|apprentie|apprenticeship|apprentice|التدرج|تدرج مهني|التدرج المهني",
    ),
    (ContractKind.SEASONAL, "saisonnier|saisonnière|saison|seasonal|موسمي|موسمية"),
    (ContractKind.INTERNSHIP, "stage|stagiaire|internship|intern|trainee|تدريب|تدريب مهني"),
)
_CONTRACT_FILLERS = folded_words("contrat|contract|à|de|d|en|a|عقد|travail|عمل")
_ANY = folded_words("tous|toutes|tout|indifférent|peu importe|any|all|الكل|كل شيء|أي|kolchi")

_DEMANDS = _named(
    (
        Demand.HEAVY_LIFTING,
        "port de charges|port de charges lourdes|port charges|charges lourdes|charges|manutention|"
        "heavy lifting|lifting|حمل الأثقال|حمل أثقال|رفع الأثقال",
    ),
    (Demand.HEIGHTS, "hauteur|en hauteur|hauteurs|heights|height|المرتفعات|العلو|الارتفاع"),
    (
        Demand.PROLONGED_STANDING,
        "station debout|station debout prolongée|debout|debout prolongé|position debout|"
        "prolonged standing|standing|الوقوف|الوقوف الطويل|الوقوف لمدة طويلة",
    ),
    (Demand.NIGHT_WORK, "nuit|la nuit|de nuit|night work|night|nights|العمل الليلي|ليلي|الليل"),
    (
        Demand.DUST_OR_FUMES,
        "poussières ou fumées|poussières fumées|poussière|poussières|fumée|fumées|"
        "poussière ou fumée|dust or fumes|dust|fumes|الغبار|الدخان|الغبار أو الدخان",
    ),
    (Demand.LOUD_NOISE, "bruit|bruits|milieu bruyant|loud noise|noise|الضجيج|الضوضاء"),
    (
        Demand.FINE_EYESIGHT,
        "vue fine|vision fine|bonne vue|acuité visuelle|vue|fine eyesight|eyesight|دقة البصر|البصر",
    ),
    (Demand.DRIVING, "conduite|conduire|driving|السياقة|سياقة"),
)
_SPACES = _named(
    (
        Space.HOME,
        "domicile|à domicile|à la maison|maison|chez soi|home|at home|المنزل|في المنزل|dar",
    ),
    (
        Space.PREMISES,
        "local|atelier|boutique|garage|magasin|premises|shop|workshop|محل|ورشة|كراج|mahal|7anout",
    ),
    (Space.LAND, "terrain|parcelle|champ|ferme|land|plot|أرض|بقعة|ضيعة|ard"),
    (
        Space.STREET,
        "emplacement ou tournée|emplacement|tournée|ambulant|souk|marché|rue|street|round|"
        "مكان للعرض|جولة|سوق|متنقل",
    ),
    (
        Space.CUSTOMERS,
        "chez les clients|chez le client|clients|customers|at the customers|عند الزبناء|الزبناء",
    ),
)
_DEMAND_FILLERS = folded_words("travail|travaux|work|العمل")


def one_of(named: Mapping[str, T], text: str, fillers: frozenset[str] = frozenset()) -> T:
    """What a text names: as it stands, or without the words that say nothing.

    Raises:
        InvalidCell: NOT_IN_LIST, with the text and what was expected.
    """
    folded = fold(text)
    bare = " ".join(word for word in folded.split() if word not in fillers)
    for written in (folded, bare):
        if written in named:
            return named[written]
    expected = dict.fromkeys(str(value) for value in named.values())
    raise InvalidCell(Fault.NOT_IN_LIST, shown=text, expected=", ".join(expected))


def _items(cell: RawCell) -> tuple[str, ...] | None:
    """The items of a closed list, split on commas, slashes and "et" too."""
    items = list_of(cell, _SEPARATORS)
    if items is None:
        return None
    return tuple(part for item in items for part in _AND.split(item))


def licences_of(cell: RawCell) -> frozenset[Licence] | None:
    """Driving and operating licences: "B", "permis B et C", "CACES", "carte professionnelle".

    Raises:
        InvalidCell: NOT_IN_LIST; a licence without category is one too.
    """
    items = _items(cell)
    if items is None:
        return None
    found: set[Licence] = set()
    for item in items:
        # "CACES R489 cat. 1, 3, 5" names one licence, and its details come as items of their own.
        if Licence.FORKLIFT in found and _CACES_DETAIL.fullmatch(fold(item)):
            continue
        name = "caces" if re.match(r"caces\b", fold(item)) else item
        found.add(one_of(_LICENCES, name, _LICENCE_FILLERS))
    return frozenset(found)


def contracts_of(cell: RawCell) -> frozenset[ContractKind] | None:
    """Kinds of contract a person accepts; None for an empty cell and for "tous".

    Raises:
        InvalidCell: NOT_IN_LIST; NONE_IS_NO_ANSWER, because nobody refuses every contract.
    """
    items = _items(cell)
    if items is None or fold(text_of(cell)) in _ANY:
        return None
    if not items:
        raise InvalidCell(Fault.NONE_IS_NO_ANSWER)
    return frozenset(one_of(_CONTRACTS, item, _CONTRACT_FILLERS) for item in items)


def contract_of(cell: RawCell) -> ContractKind | None:
    """The contract of an opening.

    Raises:
        InvalidCell: NOT_IN_LIST.
    """
    text = known_text(cell)
    return None if text is None else one_of(_CONTRACTS, text, _CONTRACT_FILLERS)


def demands_of(cell: RawCell) -> frozenset[Demand] | None:
    """What a job asks of the body, or what a person's job must not ask.

    Raises:
        InvalidCell: NOT_IN_LIST; what was written is not shown, it may be a diagnosis.
    """
    items = _items(cell)
    if items is None:
        return None
    try:
        return frozenset(one_of(_DEMANDS, item, _DEMAND_FILLERS) for item in items)
    except InvalidCell as unknown:
        raise InvalidCell(unknown.fault, expected=", ".join(Demand)) from None


def space_of(cell: RawCell) -> Space | None:
    """Where an activity is carried on.

    Raises:
        InvalidCell: NOT_IN_LIST.
    """
    text = known_text(cell)
    return None if text is None else one_of(_SPACES, text)


def spaces_of(cell: RawCell) -> frozenset[Space] | None:
    """Places that a person may use; empty for "aucun".

    Raises:
        InvalidCell: NOT_IN_LIST.
    """
    items = list_of(cell, "|;؛\n,،")
    return None if items is None else frozenset(one_of(_SPACES, item) for item in items)


def languages_of(cell: RawCell) -> Mapping[LanguageCode, LanguageLevel] | None:
    """Languages with their level: "arabe: écrit | français parlé"; a bare name is spoken.

    Of several levels of one language the highest counts, one that is denied ("non écrit") does not.
    A level alone belongs to the language before it ("français: lu, parlé").

    Raises:
        InvalidCell: NOT_IN_LIST.
    """
    items = _items(cell)
    if items is None:
        return None
    found: dict[LanguageCode, LanguageLevel | None] = {}
    last: LanguageCode | None = None
    for item in items:
        code, level = _language(item)
        last = code or last
        if last is None:
            raise InvalidCell(Fault.NOT_IN_LIST, shown=item, expected=", ".join(LanguageCode))
        found[last] = _higher(found.get(last), level)
    return {code: level or LanguageLevel.SPOKEN for code, level in found.items()}


def _language(item: str) -> tuple[LanguageCode | None, LanguageLevel | None]:
    code: LanguageCode | None = None
    level: LanguageLevel | None = None
    denied = False
    for word in _joined(fold(item)).split():
        if word in _LEVELS:
            level = level if denied else _higher(level, _LEVELS[word])
            denied = False
        elif word in _LANGUAGES and not code:
            code = _LANGUAGES[word]
        elif word in _NEGATIONS:
            denied = True
        elif word not in _LANGUAGE_FILLERS:
            raise InvalidCell(Fault.NOT_IN_LIST, shown=item, expected=", ".join(LanguageCode))
    return code, level


def _joined(folded: str) -> str:
    """Two words that name one language, as one."""
    return re.sub(r"\b(arabe dialectal|darija marocaine|darija arabe)\b", "darija", folded)


def _higher(one: LanguageLevel | None, other: LanguageLevel | None) -> LanguageLevel | None:
    return max((one, other), key=lambda level: -1 if level is None else _ORDER.index(level))


_SECTOR_SYNONYMS = {
    "restauration": "hôtellerie|hôtellerie restauration|hôtellerie et restauration|catering|food",
    "commerce": "vente|distribution|retail|trade",
    "artisanat": "artisan|métiers d'art|craft",
    "services": "service|services aux personnes|services à la personne",
    "agriculture": "élevage|pêche|farming|الزراعة",
    "batiment": "btp|construction|chantier|travaux publics|building",
    "transport": "logistique|logistics",
    "industrie": "textile|usine|manufacturing|industry",
}


@cache
def sector_names() -> Mapping[str, str]:
    """Folded name in three languages -> code of the sector."""
    with sectors_path().open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = {fold(name): row["code"] for row in rows for name in row.values()}
    for code, listed in _SECTOR_SYNONYMS.items():
        names |= {name: code for name in folded_words(listed) if name not in names}
    return names


def sector_of(cell: RawCell) -> str | None:
    """The code of one of the eight sectors.

    Raises:
        InvalidCell: NOT_IN_LIST.
    """
    text = known_text(cell)
    return None if text is None else one_of(sector_names(), text)
