"""The gate: a file with a column that must not exist here is refused as a whole.

Headers are compared by words, in French, Arabic and English, one wrong letter forgiven in long
words. Then the content is looked at: identity numbers and fingerprints hide under innocent names.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from rapidfuzz.distance import OSA

from matching.errors import InvalidInput
from matching.spelling import fold
from matching.vocabulary import RecordKind
from service.intake.cells import folded_words
from service.intake.identifiers import looks_like_national_id
from service.intake.layouts import column_named
from service.intake.tables import RawCell, Table, is_empty


class ForbiddenKind(StrEnum):
    """Why a column must not exist here. Public codes."""

    OFFENCE = "offence"
    SENTENCE = "sentence"
    PRISON_NUMBER = "prison-number"
    ESTABLISHMENT = "establishment"
    RECORD = "record"
    """Criminal record, reoffending: figures about them exist in aggregate only."""
    NATIONAL_ID = "national-id"
    HEALTH = "health"
    ORIGIN = "origin"
    """Ethnicity, nationality, colour, tribe."""
    BELIEF = "belief"
    """Religion, politics, union."""
    BIOMETRIC = "biometric"


class ForbiddenColumn(InvalidInput):
    """The file has a column that must not exist here; nothing of it was kept."""

    code = "forbidden-column"


_WORDS: Mapping[ForbiddenKind, str] = {
    ForbiddenKind.OFFENCE: (
        "infraction|infractions|délit|délits|crime|crimes|offence|offences|offense|offenses|felony|"
        "inculpation|inculpé|inculpée|accusation|accusations|التهمة|تهمة|التهم|الجريمة|جريمة|الجرم|"
        "الجنحة|الجناية|المخالفة|jarima"
    ),
    ForbiddenKind.SENTENCE: (
        "peine|peines|condamnation|condamnations|condamné|condamnée|sentence|sentences|verdict|"
        "jugement|incarcération|incarcéré|incarcérée|incarceration|imprisonment|emprisonnement|"
        "détention|réclusion|libération|détenu|détenue|détenus|prisonnier|prisonnière|prisoner|"
        "inmate|الحكم|حكم|العقوبة|عقوبة|الإفراج|افراج|الاعتقال|اعتقال|العفو|السراح|الإدانة|معتقل|"
        "المعتقل|سجين|السجين|7okm|l7okm"
    ),
    ForbiddenKind.PRISON_NUMBER: "écrou|ecroue|ekrou",
    ForbiddenKind.ESTABLISHMENT: (
        "prison|prisons|prizon|prisson|pénitentiaire|pénitentiaires|pénitencier|carcéral|carcérale|"
        "jail|penitentiary|correctional|oukacha|السجن|سجن|السجون|الحبس|l7abs|lhabs|sijn"
    ),
    ForbiddenKind.RECORD: (
        "récidive|récidives|récidiviste|récidivisme|recidivism|reoffending|reoffended|casier|"
        "antécédents|السوابق|سوابق|سوابقه|عدلي|العدلي"
    ),
    ForbiddenKind.NATIONAL_ID: "cin|cnie|cni|cine|nin|passeport|passport|جواز",
    ForbiddenKind.HEALTH: (
        "santé|maladie|maladies|malade|diagnostic|diagnostics|diagnosis|handicap|handicaps|handicapé|"
        "handicapée|disability|disabled|illness|disease|diseases|médical|médicale|médicaux|medical|"
        "health|pathologie|pathologies|psychiatrique|psychologique|psychiatric|vih|hiv|sida|"
        "addiction|addictions|toxicomanie|drogue|invalidité|grossesse|pregnancy|المرض|مرض|الأمراض|"
        "الصحة|صحة|الإعاقة|اعاقة|معاق|الطبي|طبي|الطبية|الإدمان|sseha"
    ),
    ForbiddenKind.ORIGIN: (
        "ethnie|ethnique|ethnicité|ethnicity|ethnic|race|racial|raciale|tribu|tribe|nationalité|"
        "nationality|العرق|عرق|القبيلة|قبيلة|الجنسية|جنسية|الإثنية|العرقي"
    ),
    ForbiddenKind.BELIEF: (
        "religion|religions|religieux|religieuse|religious|confession|croyance|croyances|culte|faith|"
        "belief|beliefs|syndicat|syndical|الديانة|ديانة|الدين|المعتقد|العقيدة|المذهب|النقابة"
    ),
    ForbiddenKind.BIOMETRIC: (
        "empreinte|empreintes|biométrie|biométrique|biométriques|biometric|biometrics|biometry|"
        "fingerprint|fingerprints|photo|photos|photographie|photograph|iris|visage|adn|dna|البصمة|"
        "بصمة|بصمات|البصمات|الصورة|صورة|tswira"
    ),
}
_PHRASES: Mapping[ForbiddenKind, str] = {
    ForbiddenKind.OFFENCE: "motif d'arrestation|chef d'accusation|faits reprochés|سبب الاعتقال",
    ForbiddenKind.SENTENCE: (
        "date de sortie|sorti le|sortie le|date d'élargissement|release date|date of release|"
        "released on|on parole|parole date|grâce royale|تاريخ الخروج|مدة العقوبة|تاريخ الإفراج"
    ),
    ForbiddenKind.PRISON_NUMBER: (
        "prison number|inmate number|inmate id|numéro de détenu|matricule pénitentiaire|"
        "booking number|رقم الاعتقال|رقم السجين|رقم المعتقل"
    ),
    ForbiddenKind.ESTABLISHMENT: (
        "maison d'arrêt|maison centrale|maison de correction|centre de réforme|مكان الاعتقال|"
        "المؤسسة السجنية"
    ),
    ForbiddenKind.RECORD: (
        "criminal record|criminal history|judicial record|extrait n3|fiche anthropométrique|"
        "السجل العدلي|حالة العود"
    ),
    ForbiddenKind.NATIONAL_ID: (
        "carte nationale|carte d'identité|carte identité|pièce d'identité|national id|"
        "identity card|id card|numéro national|c i n|c n i e|البطاقة الوطنية|بطاقة وطنية|"
        "بطاقة التعريف|ب ت و|la carte"
    ),
    ForbiddenKind.HEALTH: (
        "blood type|groupe sanguin|mental state|état mental|suivi psy|الحالة الصحية|الوضع الصحي|"
        "الملف الصحي"
    ),
    ForbiddenKind.ORIGIN: (
        "origine ethnique|origine raciale|origine sociale|origine tribale|origine nationale|"
        "pays d'origine|country of origin|country of birth|pays de naissance|couleur de peau|"
        "couleur de la peau|skin color|skin colour|بلد الأصل|لون البشرة"
    ),
    ForbiddenKind.BELIEF: (
        "parti politique|opinion politique|opinions politiques|political opinion|political views|"
        "trade union|الانتماء السياسي"
    ),
    ForbiddenKind.BIOMETRIC: "reconnaissance faciale|facial recognition|face id|scan facial",
}
_BARE_IN_PROFILES: Mapping[ForbiddenKind, str] = {
    # In a file of people these words alone can only mean where a person was, or comes from.
    ForbiddenKind.ESTABLISHMENT: (
        "établissement|établissements|nom de l'établissement|établissement d'origine|"
        "établissement de provenance|establishment|facility|institution|المؤسسة|مؤسسة"
    ),
    ForbiddenKind.ORIGIN: "origine|origines|origin|الأصل",
    ForbiddenKind.SENTENCE: "sortie|date sortie|durée|entrée|date d'entrée|libre le|الخروج",
}
_INNOCENT = tuple(
    sorted(
        folded_words(
            # Words of trades and workplaces that would otherwise be taken for something else.
            "santé et sécurité|santé sécurité|health and safety|الصحة والسلامة|race bovine|"
            "race ovine|race caprine|race animale|race des animaux|soin du visage|soins du visage|"
            "diagnostic auto|diagnostic automobile|diagnostic véhicule|diagnostic technique|"
            "diagnostic électronique|diagnostic des pannes|diagnostic de panne|accessible handicap|"
            "accessibilité handicap|casier de rangement|casiers|photo de l'offre|photos du local|"
            "secteur santé|peine perdue|libération du poste|libération des places|photo du produit"
        ),
        key=len,
        reverse=True,
    )
)
_STEMS: Mapping[str, ForbiddenKind] = {
    # Found inside a word, because names of fields are often glued together.
    "incarcer": ForbiddenKind.SENTENCE,
    "condamnation": ForbiddenKind.SENTENCE,
    "penitenti": ForbiddenKind.ESTABLISHMENT,
    "carceral": ForbiddenKind.ESTABLISHMENT,
    "numecrou": ForbiddenKind.PRISON_NUMBER,
    "numeroecrou": ForbiddenKind.PRISON_NUMBER,
    "prisonnumber": ForbiddenKind.PRISON_NUMBER,
    "infraction": ForbiddenKind.OFFENCE,
    "recidiv": ForbiddenKind.RECORD,
    "casierjudiciaire": ForbiddenKind.RECORD,
    "criminalrecord": ForbiddenKind.RECORD,
    "nationalid": ForbiddenKind.NATIONAL_ID,
    "cartenationale": ForbiddenKind.NATIONAL_ID,
    "numerocin": ForbiddenKind.NATIONAL_ID,
    "handicap": ForbiddenKind.HEALTH,
    "diagnosti": ForbiddenKind.HEALTH,
    "ethni": ForbiddenKind.ORIGIN,
    "nationalit": ForbiddenKind.ORIGIN,
    "religio": ForbiddenKind.BELIEF,
    "biometri": ForbiddenKind.BIOMETRIC,
    "empreinte": ForbiddenKind.BIOMETRIC,
    "fingerprint": ForbiddenKind.BIOMETRIC,
}
_FUZZY_FROM = 7
"""Letters from which one wrong, missing, added or swapped letter is forgiven."""
_NOT_MISSPELT = folded_words("détection")
"""Real words that are one letter away from a forbidden one."""


def _folded(listed: Mapping[ForbiddenKind, str]) -> Mapping[str, ForbiddenKind]:
    return {name: kind for kind, names in listed.items() for name in folded_words(names)}


_WORD_KINDS = _folded(_WORDS)
_PHRASE_KINDS = _folded(_PHRASES)
_BARE_KINDS = _folded(_BARE_IN_PROFILES)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONG_CODE = re.compile(
    r"[0-9a-fA-F]{40,}|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{48,}={0,2}|"
    r"data:[\w/+.-]+;base64,.*",
    re.DOTALL,
)


def forbidden_name(name: str, kind: RecordKind = RecordKind.PROFILE) -> ForbiddenKind | None:
    """Why a column or a field of this name must not exist, None when it may.

    Args:
        name: A header, or the name of a field ("motif_incarceration", "prisonNumber").
        kind: What the file is about; a few words are only suspicious about people.
    """
    folded = fold(_CAMEL.sub(" ", name))
    if kind is RecordKind.PROFILE and folded in _BARE_KINDS:
        return _BARE_KINDS[folded]
    padded = f" {folded} "
    for phrase in _INNOCENT:
        padded = padded.replace(f" {phrase} ", "  ")
    for phrase, why in _PHRASE_KINDS.items():
        if f" {phrase} " in padded:
            return why
    return next(filter(None, map(_of_word, padded.split())), None)


def _of_word(word: str) -> ForbiddenKind | None:
    if word in _WORD_KINDS:
        return _WORD_KINDS[word]
    for stem, kind in _STEMS.items():
        if stem in word:
            return kind
    if len(word) < _FUZZY_FROM or word in _NOT_MISSPELT:
        return None
    for known, kind in _WORD_KINDS.items():
        is_close = known[0] == word[0] and len(known) >= _FUZZY_FROM
        if is_close and OSA.distance(word, known, score_cutoff=1) <= 1:
            return kind
    return None


def check_allowed(kind: RecordKind, table: Table) -> None:
    """Refuse the whole file when one of its columns must not exist here.

    A header that is one of ours passes by name; what the column holds is looked at all the same.

    Raises:
        ForbiddenColumn: with the number of the column (1 is the first), `why`, and `seen_in`,
            "header" or "content".
    """
    for number, header in enumerate(table.headers, start=1):
        why = None if column_named(kind, header) else forbidden_name(header, kind)
        if why is not None:
            raise ForbiddenColumn(column=number, why=why, seen_in="header")
    for number in range(1, len(table.headers) + 1):
        cells = (row.cells[number - 1] for row in table.rows if len(row.cells) >= number)
        hidden = forbidden_content(cells)
        if hidden is not None:
            raise ForbiddenColumn(column=number, why=hidden, seen_in="content")


def forbidden_content(cells: Iterable[RawCell]) -> ForbiddenKind | None:
    """Why a column with these cells must not exist: identity numbers in half of them, or codes.

    One cell that is nothing but a long code is enough: no cell of ours ever is.
    """
    filled = [cell for cell in cells if not is_empty(cell)]
    texts = [cell.strip() for cell in filled if isinstance(cell, str)]
    if any(len(text) >= 40 and _LONG_CODE.fullmatch(text) for text in texts):
        return ForbiddenKind.BIOMETRIC
    cards = sum(len(text) <= 10 and looks_like_national_id(text) for text in texts)
    return ForbiddenKind.NATIONAL_ID if cards * 2 >= len(filled) > 0 else None
