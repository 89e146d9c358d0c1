"""What a training gives, and the profile of a person once they have followed it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from matching.records import Opportunity, Profile, Statement
from matching.rules import certificates_are_known
from matching.spelling import fold
from matching.vocabulary import LanguageCode, LanguageLevel, Licence, StatementKind

_LEVELS = list(LanguageLevel)
# Over texts as `fold` leaves them: small letters, no accents.
_CATEGORY = re.compile(
    r"\b(?:permis|licence|category)(?: de)?(?: conduire)?(?: categorie)? ([a-e])\b"
)
_CATEGORY_IN_ARABIC = re.compile(r"رخصه (?:ال)?سياقه (?:صنف|فيه) ([ابجده])(?!\w)")
_IN_LATIN = dict(zip("ابجده", "ABCDE", strict=True))
_NAMED_LICENCES: Mapping[Licence, re.Pattern[str]] = {
    Licence.FORKLIFT: re.compile(
        r"\b(?:caces|cariste|chariots? elevateurs?|forklift)\b|رافعه شوكيه"
    ),
    Licence.PROFESSIONAL_DRIVER: re.compile(
        r"carte (?:de conducteur )?professionnelle?\b|professional (?:driver )?card"
        r"|البطاقه المهنيه"
    ),
}
_NAMED_LANGUAGES: Mapping[LanguageCode, re.Pattern[str]] = {
    LanguageCode.FRENCH: re.compile(r"\bfrancais\b|\bfrench\b|فرنسيه"),
    LanguageCode.ARABIC: re.compile(r"\barabe\b|\barabic\b|عربيه"),
    LanguageCode.ENGLISH: re.compile(r"\banglais\b|\benglish\b|انجليزيه"),
    LanguageCode.SPANISH: re.compile(r"\bespagnol\b|\bspanish\b|اسبانيه"),
    LanguageCode.TAMAZIGHT: re.compile(r"\bamazighe?\b|\btamazight\b|امازيغيه"),
}
_NAMED_LEVELS: Mapping[LanguageLevel, re.Pattern[str]] = {
    LanguageLevel.WRITTEN: re.compile(r"\becrite?\b|\bwritten\b|\bwriting\b|كتابه|كتابي"),
    LanguageLevel.SPOKEN: re.compile(
        r"\borale?\b|\bparle\b|\bcourant\b|\bconversation\b|\bspoken\b|\bspeaking\b|شفوي|محادثه"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What somebody may state after a training: read from its title and from what it teaches."""

    certificate: str
    """The title of the training: an attestation bears it."""
    skills: tuple[str, ...]
    licences: frozenset[Licence]
    languages: Mapping[LanguageCode, LanguageLevel]
    """The level it aims at; basic when the texts name none."""


def taught_by(training: Opportunity) -> Taught:
    """What a training gives. Its description is not read: it tells of many other things."""
    texts = [fold(text) for text in (training.title, *training.skills)]
    return Taught(
        certificate=training.title,
        skills=tuple(dict.fromkeys(training.skills)),
        licences=frozenset(licence for text in texts for licence in _licences(text)),
        languages=_languages(texts),
    )


def profile_after(profile: Profile, taught: Taught) -> Profile:
    """The profile as it would be once the training is over.

    What was never asked stays so: one certificate added to an unknown list would say that there are
    no others, and rules would refuse what they allow today. The title then counts as a skill.
    """
    known = certificates_are_known(profile)
    title = Statement(
        kind=StatementKind.CERTIFICATE if known else StatementKind.SKILL, text=taught.certificate
    )
    skills = (Statement(kind=StatementKind.SKILL, text=text) for text in taught.skills)
    stated = set(profile.statements)
    added = tuple(line for line in dict.fromkeys((title, *skills)) if line not in stated)
    licences, languages = profile.licences, profile.languages
    return replace(
        profile,
        statements=(*profile.statements, *added),
        licences=None if licences is None else licences | taught.licences,
        languages=None if languages is None else raised(languages, taught.languages),
    )


def raised(
    spoken: Mapping[LanguageCode, LanguageLevel], learned: Mapping[LanguageCode, LanguageLevel]
) -> dict[LanguageCode, LanguageLevel]:
    """Each language at the higher of both levels."""
    both = [*spoken.items(), *learned.items()]
    return {
        code: max((level for one, level in both if one is code), key=_LEVELS.index)
        for code, _ in both
    }


def _licences(text: str) -> Iterator[Licence]:
    yield from (Licence(letter.upper()) for letter in _CATEGORY.findall(text))
    yield from (Licence(_IN_LATIN[letter]) for letter in _CATEGORY_IN_ARABIC.findall(text))
    yield from (licence for licence, named in _NAMED_LICENCES.items() if named.search(text))


def _languages(texts: list[str]) -> dict[LanguageCode, LanguageLevel]:
    found: dict[LanguageCode, LanguageLevel] = {}
    for text in texts:
        level = next(
            (one for one, named in _NAMED_LEVELS.items() if named.search(text)),
            LanguageLevel.BASIC,
        )
        taught = {code: level for code, named in _NAMED_LANGUAGES.items() if named.search(text)}
        found = raised(found, taught)
    return found
