"""Moroccan Arabic as it is typed: its spellings, French words in it, and its two scripts."""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np

from models.training.chance import happens, pick
from models.training.titles import one_gender, without_accents

Rules: TypeAlias = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

_V = "aeiouyéèêëàâîïôûùœ"
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿœŒ0-9][A-Za-zÀ-ÿœŒ0-9'’]*")
_ARABIC_WORD = re.compile("[\u0621-\u06d3]+")
_FRENCH_LOOK = re.compile(
    r"[éèêëàâîïôûùçœ]|qu|^[ld]['’]|(?:eur|tion|sion|ment|age|ier|ien|eau|aux|oir|"
    r"\w{3}[cdlmnprt]er|\w\w[aeo]nt|\w\wais|(?<![\d])\b[a-z]{3,}e)s?$|"
    r"^(?:des|les|une|dans|pour|avec|sur|aux|par|la|le|et|un|du|de|en|au)$"
)
"""Words that a Moroccan reader takes for French: their spelling is not Darija's to vary."""
BORROWED_WORDS = 5
"""Longer titles are not borrowed: nobody says them in one breath."""


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), tuple(written.split("|"))) for pattern, written in pairs)


# Read from left to right; at each place the first rule that fits writes one of its choices.
_FRENCH_SOUNDS = _rules(
    (r"eurs?$", "our|our|or|eur"),
    (r"euses?$", "ouza|oza|euza"),
    (r"trices?$", "tris|trisa"),
    (r"ières?$", "ir|yir|ira"),
    (r"ères?$", "ir|ira"),
    (r"iers?$", "i|i|yi"),
    (r"(?<=\w\w)ers?$", "i|i|é"),
    (r"ciens?$", "syan|sian|cyan"),
    (r"iens?$", "yan|yan|ian"),
    (r"iennes?$", "yana|yan"),
    (r"istes?$", "ist|ista"),
    (r"ages?$", "aj"),
    (r"ments?$", "man|mon"),
    (r"(?<=[cp])tions?$", "syoun|syon"),
    (r"[ts]ions?$", "syoun|syon|sion"),
    (r"aires?$", "ir"),
    (r"iques?$", "ik"),
    (r"ées?$", "i|é"),
    (r"és?$", "i|é"),
    (r"eries?$", "ri|eri"),
    (r"ies?$", "i"),
    (r"ettes?$", "it|et"),
    (r"eaux?$", "o|ou"),
    (r"aux$", "o"),
    (r"ons?$", "on|oun"),
    (r"ails?$", "ay"),
    (r"eils?$", "ey"),
    (rf"aill(?=[{_V}])", "ay"),
    (rf"eill(?=[{_V}])", "ey"),
    (rf"(?<=[{_V}])ill(?=[{_V}])", "y"),
    (r"ill(?=[aeoéè])", "iy"),
    (r"gn", "ny"),
    (r"psych", "psik"),
    (r"ch(?=[nrl])", "k"),
    (r"sch|ch", "ch"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"ques?$|cqu|qu|cc(?=[aouhlr])", "k"),
    (r"gues?$", "g"),
    (r"gu(?=[eiéèy])", "g"),
    (r"ge(?=[aoôâ])", "j"),
    (r"g(?=[eiéèêy])", "j"),
    (r"sc(?=[eiéèy])|c(?=[eiéèêy])|ç", "s"),
    (r"ck|c", "k"),
    (rf"oy(?=[{_V}])", "way"),
    (rf"(?<=[{_V}])y(?=[{_V}])", "y"),
    (r"oi", "wa"),
    (r"ui", "wi"),
    (r"où|oû|ou", "ou"),
    (r"eau|au", "o"),
    (r"œu|eu", "o|ou|eu"),
    (rf"(?:ain|ein|aim|im|in|yn)(?![{_V}nm])", "an|in"),
    (rf"(?:en|em|an|am)(?![{_V}nm])", "an"),
    (rf"(?:on|om)(?![{_V}nm])", "on|oun"),
    (rf"un(?![{_V}nm])", "an"),
    (r"a[iî]|ei", "i|é|e"),
    (r"(?<=\w\w)[eE]s?$", ""),
    (r"(?<=[nraoiué])[tdpzx]s?$", ""),
    (r"(?<=\w\w)s$", ""),
    (r"([bdfglmnpt])\1", "@"),
    (r"ss", "s|ss"),
    (r"rr", "r"),
    (rf"(?<=[{_V}])s(?=[{_V}])", "z"),
    (r"^h", ""),
    (r"x", "ks"),
    (r"^p", "p|p|b"),
    (r"é|è|ê|ë", "i|i|é"),
    (r"à|â", "a"),
    (r"î|ï|y", "i"),
    (r"ô", "o"),
    (r"o(?=n|m)", "o|ou"),
    (r"û|ù|u", "ou|i|u"),
    (rf"(?<=\w)e(?=[bcdfgjklmnpqrstvz][{_V}])", "|i|e"),
    (r"e(?=[rl])", "e|i"),
)
_TO_ARABIC = _rules(
    (r"^ka(?=[nty]\w\w)", "ك"),
    (r"kh|5", "خ"),
    (r"gh", "غ"),
    (r"sch|ch|sh", "ش"),
    (r"dj", "ج"),
    (r"^l(?=[bcdfghjkmnpqrstvwxz23579])", "ال|ل"),
    (r"^(?:ou|o|u)", "أو|او"),
    (r"^(?:i|é|è)", "إي|اي"),
    (r"^[ae]", "ا"),
    (r"ou|oo", "و"),
    (r"(?:iya|ia)$", "ية"),
    (r"aa|â", "ا"),
    (r"(?<=[^aeiou])a$", "ة|ا|ا"),
    (r"ia", "يا"),
    (r"y(?=é|è|i)", "ي"),
    (r"[iéèêyï]+", "ي"),
    (r"th", "ت"),
    (r"ph", "ف"),
    (r"c(?=[eiéy])|ç", "س"),
    (r"e|'|’", ""),
    (r"[oôuûù]", "و"),
    (r"à|a", "ا"),
    (r"3", "ع"),
    (r"7", "ح"),
    (r"9|q", "ق"),
    (r"2", "أ"),
    (r"g", "ك|گ|ڭ|ك"),
    (r"p", "ب|ب|پ"),
    (r"v", "ف|ف|ڤ"),
    (r"x", "كس"),
    *(
        (letter, arabic)
        for letter, arabic in zip("btjdrzsflmnhwkc", "بتجدرزسفلمنهوكك", strict=True)
    ),
)
_ARABIC_PUNCTUATION = str.maketrans(",;?", "،؛؟")
_RULES: Mapping[str, Rules] = {"sounds": _FRENCH_SOUNDS, "arabic": _TO_ARABIC}
_CACHE = 65_536
_DOUBLE = re.compile(r"([^\W\d_])\1")
_OTHER_LATIN = _rules(
    (r"3", "3|a|aa|3"),
    (r"7", "7|h"),
    (r"9", "9|q|k"),
    (r"kh|5", "kh|5|kh"),
    (r"ch|sh", "ch|sh|ch"),
    (r"gh", "gh|gh|r"),
    (r"ou", "ou|o|u"),
    (r"([bdfghjklmnrstwyz])\1", "@|@@"),
    (r"(?<=[a-z3579])e(?=[bdfhjklmnrstwz3579]{1,2}[aeioubdfhjklmnrstwyz3579]?)", "e|"),
    (r"y", "y|i|y"),
    (r"w(?=[a-z])", "w|ou|w"),
)
_OTHER_ARABIC = _rules(
    (r"[گڭ]", "ك|ڭ|گ|ق"),
    (r"ڤ", "ف|ڤ"),
    (r"پ", "ب|پ"),
    (r"(?<=[ء-ي]{2})ة$", "ة|ه|ا"),
    (r"[أإآ]", "ا|أ"),
    (r"(?<=[ء-ي]{2})ى$", "ى|ي|ا"),
    (r"ث", "ت|ث"),
    (r"ذ", "د|ذ"),
    (r"ظ", "ض|ظ"),
)
_COMMON_TITLES = {
    "électricien": "trisyan|trisian|tresyan|triciyan|iliktrisyan",
    "chauffeur": "chifour|chofour|chifor",
    "plombier": "plombi|blombi|plonbi",
    "menuisier": "menuizi|mnwizi|minwizi",
    "coiffeur": "kwafour|kwafor|coiffour",
    "coiffeuse": "kwafouza|coiffoza|kwafoza",
    "soudeur": "soudour|soudor|sodour",
    "mécanicien": "mikanisyan|mikanisian|mekanisyan",
    "cuisinier": "kouzini|kwizini|kozini",
    "infirmier": "fermli|frmli|fermliy",
    "infirmière": "fermliya|frmlia",
    "serveur": "servour|sirvour|serveur",
    "vendeur": "vandour|vondor|vendeur",
    "technicien": "tiknisyan|teknisian|tiknisian",
    "tôlier": "tolyi|toli",
    "maçon": "masson|maçoun|masoun",
    "gardien": "gardyan|gardian",
    "manœuvre": "manouvri|manovri|manovr",
}
_COMMON_WORDS = {
    "f": "ف", "fl": "ف", "w": "و", "b": "ب", "m3a": "مع", "mn": "من", "men": "من", "l": "ل",
    "d": "ديال", "de": "ديال", "dyal": "ديال", "dial": "ديال", "kont": "كنت", "kent": "كنت",
    "ana": "أنا", "khiata": "خياطة", "lkhiata": "الخياطة", "khayat": "خياط", "khayata": "خياطة",
    "sbagh": "صباغ", "sbagha": "صباغة", "tbakh": "طباخ", "tabbakh": "طباخ", "tbekh": "الطبخ",
    "ssif": "الصيف", "sif": "الصيف", "san3a": "صنعة", "nss": "نص", "casa": "كازا",
    "takwin": "تكوين", "lmihani": "المهني", "ndir": "ندير", "sebbagh": "صباغ", "rbat": "الرباط",
    "sla": "سلا", "tanja": "طنجة", "fes": "فاس", "lkhidma": "الخدمة", "lkhedma": "الخدمة",
}  # fmt: skip
_LINKS = {"de": "d|dyal|de", "du": "d|dyal", "des": "d|dyal", "en": "f|en", "dans": "f"}
_ARABIC_LINKS = {
    "de": "ديال|د|دو", "du": "ديال|دو", "des": "ديال|دي", "en": "ف|أون", "dans": "ف", "à": "ف|ا",
    "au": "ف|او", "aux": "ف", "et": "و", "ou": "ولا", "la": "لا|ل", "le": "لو|ل", "les": "لي",
    "un": "ان", "une": "اون", "sur": "على|سور", "pour": "ل|بور", "par": "ب|بار", "avec": "مع",
}  # fmt: skip
_ELISION = re.compile("^(?:[dlsnmc]|qu)['’](?=.)", re.IGNORECASE)


def respell(rng: np.random.Generator, text: str) -> str:
    """Darija in another usual spelling: nobody agrees on one, in either script.

    "khdemt" may become "khdmt" or "5demt", "3" "a" or "aa". One text keeps to one habit for each
    sound. Words that look French, and numbers, stay as they are.
    """
    latin_habits, arabic_habits = (
        {place: pick(rng, choices) for place, (_, choices) in enumerate(rules)}
        for rules in (_OTHER_LATIN, _OTHER_ARABIC)
    )

    def latin(word: re.Match[str]) -> str:
        if word[0].isdigit() or _FRENCH_LOOK.search(word[0].lower()):
            return word[0]
        return _by_habit(word[0], _OTHER_LATIN, latin_habits) or word[0]

    once = _LATIN_WORD.sub(latin, text)
    return _ARABIC_WORD.sub(lambda word: _by_habit(word[0], _OTHER_ARABIC, arabic_habits), once)


def looks_french(text: str) -> bool:
    """Whether a word of the text is written as only French is."""
    return any(_FRENCH_LOOK.search(word.lower()) for word in _LATIN_WORD.findall(text))


def borrowed(rng: np.random.Generator, title: str) -> str | None:
    """A French trade title as it is borrowed into Darija and typed in Latin letters.

    "soudeur" gives "soudour", "mécanicien" "mikanisyan"; complements follow with "d" or "f", or
    stay French. Of a title with two genders one is drawn. None when the text holds no French words
    to borrow (another script, figures, initials) or more than `BORROWED_WORDS` words.
    """
    words = one_gender(title, feminine=happens(rng, 0.3)).split()
    if not 0 < len(words) <= BORROWED_WORDS or not all(map(_is_french_word, words)):
        return None
    stays_french = happens(rng, 0.4)
    head, *complement = words
    rest = [word if stays_french else _complement(rng, word) for word in complement]
    return " ".join([spoken(rng, head), *rest])


def spoken(rng: np.random.Generator, word: str) -> str:
    """One French word written as it is heard in Morocco, in small Latin letters, never empty."""
    small = word.lower()
    if common := _COMMON_TITLES.get(small):
        return pick(rng, common.split("|"))
    return _rewritten(rng, small, "sounds") or small


def to_arabic_script(rng: np.random.Generator, text: str) -> str:
    """Darija or borrowed French typed in Latin letters, as it is typed in Arabic letters.

    "soudour" gives "سودور", "chifour" "شيفور". French words are first read as they sound. Numbers
    that stand alone and what is Arabic already stay.
    """
    arabic = _LATIN_WORD.sub(lambda word: _arabic_word(rng, word[0]), text)
    return arabic.translate(_ARABIC_PUNCTUATION)


def french_in_arabic_script(rng: np.random.Generator, text: str) -> str:
    """French typed in Arabic letters, each word as it is heard; what is Arabic already stays."""

    def word(found: re.Match[str]) -> str:
        small = found[0].lower()
        if small.isdigit():
            return small
        if small in _ARABIC_LINKS:
            return pick(rng, _ARABIC_LINKS[small].split("|"))
        elided = _ELISION.match(small)
        article, noun = (small[0], small[elided.end() :]) if elided else ("", small)
        heard = _DOUBLE.sub(r"\1", article + spoken(rng, noun))
        return _rewritten(rng, heard, "arabic") or small

    return _LATIN_WORD.sub(word, text).translate(_ARABIC_PUNCTUATION)


def _arabic_word(rng: np.random.Generator, word: str) -> str:
    small = word.lower()
    if small.isdigit():
        return small
    if small in _COMMON_WORDS:
        return _COMMON_WORDS[small]
    if _FRENCH_LOOK.search(small):
        small = spoken(rng, small)
    return _rewritten(rng, _DOUBLE.sub(r"\1", small), "arabic") or word


def _complement(rng: np.random.Generator, word: str) -> str:
    small = word.lower()
    if small in _LINKS:
        return pick(rng, _LINKS[small].split("|"))
    article, apostrophe, noun = re.sub("’", "'", small).rpartition("'")
    heard = spoken(rng, noun)
    return f"{'l' if article == 'l' else 'd '}{heard}" if apostrophe else heard


def _is_french_word(word: str) -> bool:
    letters = without_accents(re.sub("['’-]", "", word))
    return letters.isascii() and letters.isalpha() and not (len(word) > 1 and word.isupper())


def _rewritten(rng: np.random.Generator, word: str, rules: str) -> str:
    return "".join(pick(rng, choices) for choices in _pieces(word, rules))


@lru_cache(maxsize=_CACHE)
def _pieces(word: str, rules: str) -> tuple[tuple[str, ...], ...]:
    """What may be written for each piece of the word, from left to right."""
    pieces: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        choices, place = _next_piece(word, place, _RULES[rules])
        pieces.append(choices)
    return tuple(pieces)


def _next_piece(word: str, place: int, rules: Rules) -> tuple[tuple[str, ...], int]:
    for pattern, choices in rules:
        if found := pattern.match(word, place):
            return tuple(each.replace("@", found[0][0]) for each in choices), found.end()
    return (word[place],), place + 1


def _by_habit(word: str, rules: Rules, habits: Mapping[int, str]) -> str:
    for place, (pattern, _) in enumerate(rules):
        word = pattern.sub(partial(_as_usual, habits[place]), word)
    return word


def _as_usual(habit: str, found: re.Match[str]) -> str:
    return habit.replace("@", found[0][0])
