"""The writing variants of one job title: both genders, slashes, brackets, "H/F", capitals."""

import re
import unicodedata
from collections.abc import Sequence

_EITHER = re.compile(r"\s*\(?\b(?:[HhMm]\s*/\s*[Ff]|[Ff]\s*/\s*[HhMm])\b\)?")
_BRACKET = re.compile(r"(\w{3,})(?:\(([a-zèé]{1,6})\)|[·•]([a-zèé]{1,6}))(?!\w)")
_ENDINGS = (
    ("rice", "eur", "rice"),
    ("trice", "teur", "trice"),
    ("euse", "eur", "euse"),
    ("se", "r", "se"),
    ("ière", "ier", "ière"),
    ("ère", "er", "ère"),
    ("e", "er", "ère"),
    ("ienne", "ien", "ienne"),
    ("ive", "if", "ive"),
    ("ve", "f", "ve"),
)
"""(in brackets, end of the masculine that it replaces, what it becomes)."""
_SHORT = ("trice", "euse", "ère", "ne", "ive", "le", "e")
_ARTICLE = "ال"
_DEFINITE = re.compile(rf"^{_ARTICLE}(?=[ء-ي]{{3}})")
_PAIRED = frozenset(
    {
        ("homme", "femme"),
        ("garçon", "fille"),
        ("steward", "hôtesse"),
        ("valet", "femme"),
        ("monsieur", "dame"),
    }
)
_ARABIC_SIDES = re.compile(r"([ء-ي][^/]*?)\s+/\s+([ء-ي][^/]*)")


def genders(text: str) -> tuple[str, str] | None:
    """The masculine and the feminine title of a text that carries both, each with its complement.

    "Abatteur / Abatteuse de carrière" gives "Abatteur de carrière" and "Abatteuse de carrière".
    Works for French and for Arabic. None when the text names one gender only, or when its slash
    separates something else ("opérateur CAO/FAO").
    """
    bare = _EITHER.sub("", text).strip()
    if _BRACKET.search(bare):
        return _BRACKET.sub(r"\1", bare), _BRACKET.sub(_feminine, bare)
    parts = _parts(bare)
    if parts is None:
        sides = _ARABIC_SIDES.fullmatch(bare)
        return (sides[1], sides[2]) if sides else None
    before, masculine, feminine, after = parts
    return _joined(before, masculine, after), _joined(before, feminine, after)


def gender_forms(text: str, language: str) -> list[str]:
    """The ways in which a title is written, without duplicates; the plainest ones come first.

    Args:
        text: A title of a taxonomy, with one gender or both.
        language: "fr" has all forms, "ar" each side of a slash; other languages have `[text]`.

    Returns:
        At least one form. When both genders are known, the first is masculine and the second
        feminine.
    """
    if language == "ar":
        return _unique(genders(text) or (text,))
    if language != "fr":
        return [text]
    bare = _EITHER.sub("", text).strip() or text
    both = genders(bare)
    if both is None:
        return _unique([bare, *_announced(bare), capitals(bare)])
    masculine, feminine = both
    forms = [masculine, feminine, f"{masculine} / {feminine}", f"{masculine}/{feminine}"]
    forms += _abbreviated(bare)
    forms += [*_announced(masculine), capitals(masculine), capitals(feminine)]
    return _unique([*forms, _opening(masculine), _opening(feminine)])


def one_gender(text: str, *, feminine: bool) -> str:
    """The title in one gender, or unchanged (without "H/F") when only one is known."""
    both = genders(text)
    if both is None:
        return _EITHER.sub("", text).strip() or text
    return both[feminine]


def indefinite(text: str) -> str:
    """An Arabic title without its article, as it stands after "I worked as".

    "المدير الفني" gives "مدير فني": adjectives follow their noun. A noun without article is left
    with all that follows, because what follows belongs to it ("سائق الحافلة").
    """
    words = text.split()
    for place, word in enumerate(words):
        if not _DEFINITE.match(word):
            break
        words[place] = _DEFINITE.sub("", word)
    return " ".join(words)


def without_accents(text: str) -> str:
    """The text without accents and cedillas, ligatures opened; Arabic is left as it is."""
    opened = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae")
    return "".join(map(_base, unicodedata.normalize("NFC", opened)))


def capitals(text: str) -> str:
    """Capital letters, which few people accentuate."""
    return without_accents(text).upper()


def _base(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0] if decomposed[0].isascii() else letter


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(*parts: Sequence[str]) -> str:
    return " ".join(word for part in parts for word in part)


def _unique(forms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(forms))


def _announced(title: str) -> list[str]:
    name = _opening(title)
    return [f"{name} H/F", f"{name} (H/F)", f"{name} (F/H)"]


def _parts(text: str) -> tuple[list[str], list[str], list[str], list[str]] | None:
    """Words before, of the masculine, of the feminine, and after a pair of genders."""
    for slash in re.finditer("/", text):
        left, right = text[: slash.start()].split(), text[slash.end() :].split()
        if left and right and (found := _paired(left, right)):
            return found
    return None


def _paired(
    left: list[str], right: list[str]
) -> tuple[list[str], list[str], list[str], list[str]] | None:
    if _alike(left[0], right[0]):
        if len(right) > len(left) and not _same_length(left, right):
            return [], left, right[: len(left)], right[len(left) :]
        shared = _shared_end(left, right)
        cut = len(left) - shared, len(right) - shared
        return [], left[: cut[0]], right[: cut[1]], left[cut[0] :]
    if _alike(left[-1], right[0]):
        return left[:-1], left[-1:], right[:1], right[1:]
    return None


def _same_length(left: list[str], right: list[str]) -> bool:
    """Whether both say the same words, one with a hyphen and one without."""
    one, other = (re.split("[ -]+", " ".join(words)) for words in (left, right))
    return len(one) == len(other) and _alike(one[-1], other[-1])


def _shared_end(left: list[str], right: list[str]) -> int:
    """How many last words are the same; the first word always stays."""
    shared = 0
    while shared < min(len(left), len(right)) - 1 and left[-1 - shared] == right[-1 - shared]:
        shared += 1
    return shared


def _alike(masculine: str, feminine: str) -> bool:
    one, other = (without_accents(word).lower() for word in (masculine, feminine))
    one, other = (_DEFINITE.sub("", word) for word in (one, other))
    if (masculine.lower(), feminine.lower()) in _PAIRED:
        return True
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return common >= 3 or (common >= 2 and not one.isascii())


def _feminine(word: re.Match[str]) -> str:
    """A word whose feminine stands in brackets, opened: "couturier(ère)" gives "couturière"."""
    stem, bracket = word[1], word[2] or word[3]
    for short, end, becomes in _ENDINGS:
        if bracket == short and stem.endswith(end):
            return stem.removesuffix(end) + becomes
    return stem + bracket


def _abbreviated(text: str) -> list[str]:
    """Bracket and dot forms of a pair of single words: "couturier(ère)", "couturier·ère"."""
    parts = _parts(text)
    if parts is None or len(parts[1]) != 1 or len(parts[2]) != 1:
        return []
    before, (masculine,), (feminine,), after = parts
    forms = (f"{masculine}({ending})" for ending in _SHORT if feminine.endswith(ending))
    short = next((form for form in forms if _BRACKET.sub(_feminine, form) == feminine), None)
    if short is None or feminine == masculine:
        return []
    dotted = short.replace("(", "·").removesuffix(")")
    return [_joined(before, [form], after) for form in (short, dotted)]
