"""Taxonomy texts made to look like our users': people who tell what they can do, companies.

Every function is pure: what it draws comes from the generator it is given, so one seed gives one
text. The tables `forms.csv`, `noise.csv` and `fillers.csv` hold the sentences; none of them says
where a person has been.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from models.training.chance import happens, pick
from models.training.darija import (
    borrowed,
    french_in_arabic_script,
    looks_french,
    respell,
    to_arabic_script,
)
from models.training.frames import (
    PERSON,
    SKILL_SLOTS,
    TITLE_SLOTS,
    advertisement_frames,
    fillers,
    usable,
)
from models.training.phrasing import SKILLS_SAID, opening_small, skill_values, title_values
from models.training.roughness import roughen
from models.training.titles import gender_forms, genders, indefinite, one_gender

__all__ = [
    "Language",
    "advertisement",
    "borrowed",
    "first_person",
    "gender_forms",
    "respell",
    "roughen",
    "to_arabic_script",
]

Language: TypeAlias = Literal["fr", "ar", "en", "darija-latin", "darija-arabic"]

BORROWED = 0.5
"""How often a French title within Darija is written as it is heard."""
IN_ARABIC_LETTERS = 0.75
"""How often a title in Latin letters within Darija in Arabic script is written in that script."""
FEMININE = 0.4
"""How often the writer is a woman, where a title has a feminine."""
DESCRIPTION_WORDS = 60
"""A longer description is cut after some of its first words."""
DUTIES = 6
"""Skills that an advertisement names at most."""


def first_person(
    rng: np.random.Generator, language: Language, title: str | None, skills: Sequence[str]
) -> str:
    """What a person might write who did, learned, knows or wishes this work.

    Args:
        rng: The source of chance; one seed gives one result.
        language: Of the sentence. Title and skills are in the same language, except that Darija
            takes French ones too (and may spell the title as it is heard) and Arabic ones.
        title: A job title with one gender or both (one is said), or None.
        skills: Skills as ESCO writes them; infinitives in French and English, nouns in Arabic.
            At most four are said, in an order of their own.

    Raises:
        ValueError: there is neither a title nor a skill.
    """
    if not title and not skills:
        raise ValueError("first_person needs a title or skills")
    values: dict[str, str] = {}
    feminine = happens(rng, FEMININE)
    if title:
        values |= title_values(_said(rng, title, language, feminine), language, feminine=feminine)
    else:
        values |= {"e": "e" if feminine else ""}
    if skills:
        order = rng.permutation(len(skills))[:SKILLS_SAID]
        values |= skill_values(rng, [skills[place] for place in order], language)
    return _drawn(rng, PERSON, language, values, title=bool(title), skills=bool(skills))


def advertisement(
    rng: np.random.Generator,
    language: Language,
    title: str,
    description: str | None,
    skills: Sequence[str],
) -> str:
    """What a company writes to fill this job: one line, or many with everything around it.

    Args:
        rng: The source of chance; one seed gives one result.
        language: Of the advertisement; see `first_person` for Darija.
        title: A job title; any of its writing variants is used.
        description: What the job is, or None. Cut after some 20 to 60 words, and often left out.
        skills: Often left out, too; at most six are named.
    """
    post = {slot: pick(rng, fillers(slot, language)) for slot in _SAME_THROUGHOUT}
    values = post | _advertised(rng, title, language)
    texts = [_drawn(rng, "opening", language, values, title=True, skills=False)]
    for part, share in _PARTS[pick(rng, _LENGTHS)]:
        if happens(rng, share):
            said = _part_values(rng, part, language, description, skills)
            texts += _part(rng, part, language, None if said is None else post | said)
    if len(texts) > 1 and happens(rng, 0.1):
        texts.append(texts.pop(0))
    separator = pick(rng, (". ", ". ", "\n", " - ", ".\n"))
    return separator.join(text[:1].upper() + text[1:].rstrip(" .") for text in texts)


def _said(rng: np.random.Generator, title: str, language: str, feminine: bool) -> str:
    """A title as a person of this gender says it in this language."""
    both = genders(title)
    one = one_gender(title, feminine=feminine) if both else title
    if language in ("darija-latin", "darija-arabic"):
        return _in_darija(rng, one, language)
    return indefinite(one) if language == "ar" else opening_small(one)


def _in_darija(rng: np.random.Generator, title: str, language: str) -> str:
    """The title as it is, or as it is heard when it is French; mostly in the script around it."""
    if not _is_latin(title):
        return title
    french = looks_french(title)
    heard = borrowed(rng, title) if french and happens(rng, BORROWED) else None
    if language == "darija-latin":
        return heard or opening_small(title)
    if not happens(rng, IN_ARABIC_LETTERS):
        return opening_small(title)
    if french and heard is None:
        return french_in_arabic_script(rng, title)
    return to_arabic_script(rng, heard or title)


def _is_latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower())


def _advertised(rng: np.random.Generator, title: str, language: Language) -> dict[str, str]:
    if language == "fr":
        form = pick(rng, gender_forms(title, "fr"))
        both = genders(title)
        values = title_values(form, "fr", feminine=both is not None and form == both[1])
        either = "/" in form or "(" in form or "·" in form
        return values | ({"un": "un(e)", "e": "(e)"} if either else {})
    if language == "ar" and happens(rng, 0.2):
        return {"title": title}
    return title_values(_said(rng, title, language, happens(rng, 0.2)), language, feminine=False)


def _part_values(
    rng: np.random.Generator,
    part: str,
    language: Language,
    description: str | None,
    skills: Sequence[str],
) -> dict[str, str] | None:
    """What a part of an advertisement says of this job; None when nothing of it is given."""
    if part == "about":
        return {"description": _beginning(rng, description)} if description else None
    if part == "duties":
        if not skills:
            return None
        order = rng.permutation(len(skills))[: int(rng.integers(1, DUTIES + 1))]
        return dict(skill_values(rng, [skills[place] for place in order], language))
    return {}


def _part(
    rng: np.random.Generator, part: str, language: Language, values: dict[str, str] | None
) -> list[str]:
    """A part of an advertisement, or nothing where it has nothing to say."""
    if values is None or not advertisement_frames(part, language):
        return []
    return [_drawn(rng, part, language, values, title=False, skills=part == "duties")]


def _beginning(rng: np.random.Generator, description: str) -> str:
    return " ".join(description.split()[: int(rng.integers(20, DESCRIPTION_WORDS + 1))])


def _drawn(
    rng: np.random.Generator,
    part: str,
    language: Language,
    values: Mapping[str, str],
    *,
    title: bool,
    skills: bool,
) -> str:
    """A sentence of this part that says what is given, filled."""
    slots = frozenset(values) & (TITLE_SLOTS | SKILL_SLOTS)
    frame = pick(rng, usable(part, language, slots, title=title, skills=skills))
    return frame.filled(rng, language, values)


_SAME_THROUGHOUT = ("town", "company", "contract", "hours")
_LENGTHS = ("line", "short", "short", "long")
_PARTS: dict[str, tuple[tuple[str, float], ...]] = {
    "line": (),
    "short": (("about", 0.3), ("duties", 0.6), ("terms", 0.3), ("requirement", 0.3)),
    "long": (
        ("blurb", 0.7),
        ("about", 0.8),
        ("duties", 0.8),
        ("terms", 0.7),
        ("requirement", 0.8),
        ("benefit", 0.6),
        ("contact", 0.5),
    ),
}
"""For each length its parts, in order, and how often each is there."""
