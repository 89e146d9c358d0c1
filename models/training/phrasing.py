"""Titles and skills in the grammar of a sentence: infinitives, gerunds, elisions, lists."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

import numpy as np

from models.training.chance import happens, pick
from models.training.darija import french_in_arabic_script, looks_french, spoken, to_arabic_script
from models.training.frames import words

_INFINITIVE = re.compile(
    r"^(?:se |s['’])?[\w-]*(?:er|ir|oir|[dtvp]re|[aeu]ire|[dlf]ire|crire|aincre|clure)$"
)
_VERBS_IN_AIRE = frozenset(
    {"faire", "refaire", "défaire", "satisfaire", "traire", "extraire", "distraire", "plaire"}
)
_REFLEXIVE = re.compile(r"^s(?:e |['’])")
_ELIDED = re.compile(r"^(?:[aeiouyéèêàâîôûœ]|h(?![aâ]|ér|é[lr]|o[cl]|ub))", re.IGNORECASE)
_SIMPLE_ER = re.compile(r"^(?!s['’]|se )(\w+?)(?:ier|er)$")
_FIRST_OR_AND = re.compile(r"(^|\b(?:and|or) )([\w-]+)")
_DOUBLED_END = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_ARABIC = re.compile("[\u0621-\u064a]")
_KNOWN = re.compile(r"^(?:ka)?n3[ae]?r[ae]?f (?:kifach )?|^ك?نعرف (?:كيفاش )?")
_HABIT = re.compile(r"\b(?:ka(?=n[a-z0-9]{3})|ك(?=ن[ء-ي]{2}))(?=[nن])")
_CONJUGATED = re.compile(
    r"n(?!has|ja|jj|daf|[q9]ch|sij)[bcdfghjklmpqrstvwxz0-9][a-z0-9]{2}"
    r"|ن(?!جار|حاس|سيج|قش|قل\b|شر\b|سج|صب\b|حت|فخ|سخ|زع|ظاف|ضاف|ظم|ظام|ادل|حل\b|شاط)[ء-ي]{2}"
)
"""Darija verbs: "kanrekkeb" and "nrekkeb", in both scripts, but not "nhas" or "نقل"."""

SKILLS_SAID = 4
"""Nobody lists more in one sentence."""
IN_ARABIC_LETTERS = 0.35
"""How often French skills are typed in Arabic letters within Darija in that script."""


def opening_small(text: str) -> str:
    """The text as it stands inside a sentence: its capital goes, unless it is part of a name."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[:1].lower() + text[1:] if first[1:].islower() else text


def is_infinitive(skill: str) -> bool:
    """Whether a French skill begins with an infinitive ("réparer des vélos", "s'occuper de")."""
    first = re.match(r"(?:se |s['’])?[\w-]+", skill.lower())
    if first is None or first[0] in _nouns_like_infinitives():
        return False
    if first[0].endswith("aire"):
        return first[0] in _VERBS_IN_AIRE
    return bool(_INFINITIVE.match(first[0]))


def title_values(title: str, language: str, *, feminine: bool) -> dict[str, str]:
    """Slots that a title in one gender fills, with the agreements that go with it."""
    values = {"title": title}
    if language == "fr":
        de = "d'" if _ELIDED.match(title) else "de "
        values |= {"de_title": de + title, "un": "une" if feminine else "un"}
        values |= {"e": "e" if feminine else ""}
    if language == "en":
        article = "an" if re.match(r"(?:[aeio]|u(?!ni|se|ti))", title, re.IGNORECASE) else "a"
        values |= {"a_title": f"{article} {title}"}
    return values


def skill_values(
    rng: np.random.Generator, skills: Sequence[str], language: str
) -> Mapping[str, str]:
    """Slots that the skills fill: those of their grammar, and "list", which suits all."""
    said = [opening_small(skill.strip()) for skill in skills]
    values = {"list": _listed(rng, said, language)}
    if language == "fr":
        return values | _french(rng, said)
    if language == "en":
        return values | _english(rng, said)
    if language == "ar":
        return values
    return values | _moroccan(rng, said, language)


def _listed(rng: np.random.Generator, said: Sequence[str], language: str) -> str:
    """A list as people write it: with commas, slashes, dashes, or as in a sentence."""
    if happens(rng, 0.3):
        return _sentence(rng, said, language)
    comma, semicolon = ("، ", "؛ ") if language in _ARABIC_SCRIPT else (", ", "; ")
    return pick(rng, (comma, comma, comma, semicolon, " - ", " / ", " + ")).join(said)


def _sentence(rng: np.random.Generator, said: Sequence[str], language: str) -> str:
    """The skills in a row, the last one usually after "and"."""
    comma = "، " if language in _ARABIC_SCRIPT else ", "
    if len(said) == 1 or happens(rng, 0.2):
        return comma.join(said)
    joint = " و" if language in _ARABIC_SCRIPT and _ARABIC.match(said[-1]) else _AND[language]
    return comma.join(said[:-1]) + joint + said[-1]


def _french(rng: np.random.Generator, said: Sequence[str]) -> dict[str, str]:
    infinitives = [is_infinitive(skill) for skill in said]
    if not any(infinitives):
        return {"nouns": _sentence(rng, said, "fr")}
    if not all(infinitives):
        return {}
    mine = [_REFLEXIVE.sub(lambda found: "m" + found[0][1:], skill) for skill in said]
    return {
        "verbs": _sentence(rng, mine, "fr"),
        "a_verbs": _sentence(rng, [f"à {skill}" for skill in mine], "fr"),
        "de_verbs": _sentence(
            rng, [("d'" if _ELIDED.match(skill) else "de ") + skill for skill in mine], "fr"
        ),
    }


def _english(rng: np.random.Generator, said: Sequence[str]) -> dict[str, str]:
    firsts = [skill.split(maxsplit=1)[0] if skill else "" for skill in said]
    if all(first in _english_verbs() for first in firsts):
        gerunds = [_FIRST_OR_AND.sub(_as_gerund, skill) for skill in said]
        return {
            "verbs": _sentence(rng, said, "en"),
            "gerunds": _sentence(rng, gerunds, "en"),
        }
    if all(first.endswith("ing") for first in firsts):
        return {"gerunds": _sentence(rng, said, "en"), "nouns": _sentence(rng, said, "en")}
    if not any(first in _english_verbs() for first in firsts):
        return {"nouns": _sentence(rng, said, "en")}
    return {}


def _as_gerund(found: re.Match[str]) -> str:
    """The first word, and a verb after "and": "cut and sew" gives "cutting and sewing"."""
    before, word = found[1] or "", found[2]
    return before + (_gerund(word) if word in _english_verbs() else word)


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if _DOUBLED_END.match(verb) else verb) + "ing"


@cache
def _nouns_like_infinitives() -> frozenset[str]:
    return words("french_nouns.csv")


@cache
def _english_verbs() -> frozenset[str]:
    return words("english_verbs.csv")


def _moroccan(rng: np.random.Generator, said: Sequence[str], language: str) -> dict[str, str]:
    """Skills in Darija: said with "I do" or "(that I) do", or French, as it is or conjugated.

    "habits" are clauses of their own ("kanrekkeb lbiban"), "nverbs" follow "I can" or "I want"
    ("nrekkeb lbiban", "nmonti les portes"), "verbs" are French infinitives, "nouns" the rest.
    """
    said = [_KNOWN.sub("", skill) or skill for skill in said]
    written = partial(_in_script, rng, arabic_letters=language == "darija-arabic")
    values: dict[str, str] = {}
    if all(map(_HABIT.match, said)):
        values["habits"] = _sentence(rng, said, language)
    conjugated = [found for skill in said if (found := _conjugated(rng, skill))]
    if len(conjugated) == len(said):
        values["nverbs"] = _sentence(rng, [written(skill) for skill in conjugated], language)
        habitual = [_habitual(skill) for skill in conjugated]
        values.setdefault(
            "habits", _sentence(rng, [written(skill) for skill in habitual], language)
        )
    infinitives = [is_infinitive(skill) for skill in said]
    if all(infinitives):
        values["verbs"] = _sentence(rng, said, language)
    if all(_is_noun(skill, language) for skill in said):
        values["nouns"] = _sentence(rng, said, language)
    if happens(rng, IN_ARABIC_LETTERS):
        values |= {slot: written(words) for slot, words in values.items() if slot in _AS_GIVEN}
    return values


def _is_noun(skill: str, language: str) -> bool:
    """Whether it follows "in" or "I know"; in Arabic letters a French infinitive does, too."""
    if is_infinitive(skill):
        return language == "darija-arabic"
    return not (_HABIT.match(skill) or _CONJUGATED.match(skill))


def _in_script(rng: np.random.Generator, text: str, *, arabic_letters: bool) -> str:
    if not arabic_letters:
        return text
    return french_in_arabic_script(rng, text) if looks_french(text) else to_arabic_script(rng, text)


def _conjugated(rng: np.random.Generator, skill: str) -> str | None:
    """The skill after "I can" in Darija: "nrépari des vélos", "nrekkeb lbiban"; None for nouns."""
    if _HABIT.match(skill):
        return _HABIT.sub("", skill)
    if _CONJUGATED.match(skill) and not is_infinitive(skill):
        return skill
    verb, _, rest = skill.partition(" ")
    if not is_infinitive(skill) or not (stem := _SIMPLE_ER.match(verb.lower())):
        return None
    heard = spoken(rng, verb) if happens(rng, 0.5) else stem[1] + "i"
    return f"n{heard} {rest}".strip()


def _habitual(skill: str) -> str:
    return ("ك" if _ARABIC.match(skill) else "ka") + skill


_AS_GIVEN = frozenset({"list", "nouns"})
_AND = {"fr": " et ", "en": " and ", "ar": " و ", "darija-latin": " w ", "darija-arabic": " و "}
_ARABIC_SCRIPT = frozenset({"ar", "darija-arabic"})
