"""Free text without what must never be stored: identity numbers, contacts, a past, an illness."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from phonenumbers import PhoneNumberMatcher

from matching.records import Opportunity, Profile, Statement
from service.intake.sensitive import DETENTION, DETENTION_HINT, HEALTH, HEALTH_HINT
from service.intake.shadows import Shadow, shadow_of


class RemovedKind(StrEnum):
    """What kind of thing was taken out of a text. Public codes."""

    NATIONAL_ID = "national-id"
    PHONE = "phone"
    EMAIL = "email"
    DETENTION = "detention"
    """Anything that would reveal a past."""
    HEALTH = "health"
    """A diagnosis; functional limits have a field of their own, without the why."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text that may be stored, and what kinds of things it held; what they were, nobody keeps."""

    text: str
    removed: tuple[RemovedKind, ...]
    """Each kind once, in the order of RemovedKind."""


_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")
_MOROCCAN_PHONE = re.compile(
    r"(?<![\w])(?:\+|00)?(?:212[ .-]?(?:\(0\))?|0)[ .-]?[5-8](?:[ .-]?\d){8}(?!\d)"
)
_LABELLED_ID = re.compile(
    r"\b(?:c\.?i\.?n\.?e?|c\.?n\.?i\.?e?|carte\s+(?:d'identite\s+)?nationale|national\s+id(?:\s+card)?|"
    r"البطاقه\s+الوطنيه|la\s?carte)(?:\s+(?:n\s?[°o]|no|numero|رقم))?\s*[:#]?\s*[a-z]{1,2}\s?\d{4,6}\b"
)
_GLUED_ID = re.compile(r"(?<![\w/-])(?!(?:en|nf|nm|iso|hp|rc|ce|tp)\s?\d)[a-z]{1,2}\d{5,6}(?![\w])")
_SPACED_ID = re.compile(r"(?<![\w/-])(?!(?:EN|NF|NM|HP|RC|CE|TP|DH)\s)[A-Z]{2}\s\d{5,6}(?!\w)")
_ENOUGH_DIGITS = re.compile(r"(?:\d\D{0,3}){8}")
_DANGLING = (
    (re.compile(r"[(\[«\"]\s*[)\]»\"]"), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s+(?=[,.;،؛)\]])"), ""),
    (re.compile(r"(?<=[(\[])[\s,،;:؛–—-]+"), ""),
    (re.compile(r"[,،]?(?:\s+[–—-])+(?=\s+[–—-]\s)|[,،](?=\s+[–—-]\s)"), ""),
    (re.compile(r"(?:[,،;:؛]\s*)+(?=[,،;؛.])"), ""),
    (re.compile(r"^[\s,،;:؛.|/–—-]+|[\s,،;:؛|/–—-]+$"), ""),
)
_IN_PLAIN = (
    (re.compile("@|at[)\\]]"), _EMAIL, RemovedKind.EMAIL),
    (_ENOUGH_DIGITS, _MOROCCAN_PHONE, RemovedKind.PHONE),
    (re.compile(r"\d{4}"), _LABELLED_ID, RemovedKind.NATIONAL_ID),
    (re.compile(r"\d{5}"), _GLUED_ID, RemovedKind.NATIONAL_ID),
    (DETENTION_HINT, DETENTION, RemovedKind.DETENTION),
    (HEALTH_HINT, HEALTH, RemovedKind.HEALTH),
)
"""What a text must hold to be worth a closer look, the closer look, and what it finds."""


def scrub(text: str) -> Scrubbed:
    """Take personal data out of a text in French, Arabic, English or Darija.

    A text in which nothing is found comes back unchanged. One that held nothing else becomes "".
    Scrubbing twice gives the same as scrubbing once.
    """
    found = sorted(_findings(shadow_of(text)))
    if not found:
        return Scrubbed(text, ())
    kinds = {kind for _, _, kind in found}
    kept, position = [], 0
    for start, end, _ in found:
        kept.append(text[position:start] if start > position else "")
        position = max(position, end)
    rest = " ".join([*kept, text[position:]])
    for pattern, replacement in _DANGLING:
        rest = pattern.sub(replacement, rest)
    return Scrubbed(rest.strip(), tuple(kind for kind in RemovedKind if kind in kinds))


SCRUBBED_LINES: Final = ("title", "description", "title_ar", "title_en")
SCRUBBED_LISTS: Final = ("skills", "required_certificates", "aliases", "permits", "co_funding")
"""Free text of an opportunity."""


def scrub_profile(profile: Profile) -> tuple[Profile, tuple[RemovedKind, ...]]:
    """The profile with statements and tools scrubbed; one of which nothing is left disappears."""
    cleaned = [(statement, scrub(statement.text)) for statement in profile.statements]
    statements: dict[Statement, None] = {
        replace(statement, text=result.text): None for statement, result in cleaned if result.text
    }
    tools = None if profile.own_tools is None else [scrub(tool) for tool in profile.own_tools]
    results = [*(result for _, result in cleaned), *(tools or ())]
    kept = None if tools is None else tuple(tool.text for tool in tools if tool.text)
    return replace(profile, statements=tuple(statements), own_tools=kept), _kinds(results)


def scrub_opportunity(opportunity: Opportunity) -> tuple[Opportunity, tuple[RemovedKind, ...]]:
    """The opportunity with its texts scrubbed; items of which nothing is left disappear."""
    lines = {name: scrub(getattr(opportunity, name)) for name in SCRUBBED_LINES}
    lists = {name: [scrub(item) for item in getattr(opportunity, name)] for name in SCRUBBED_LISTS}
    kit = [(scrub(item.name), scrub(item.source), item) for item in opportunity.kit]
    texts: dict[str, Any] = {name: line.text for name, line in lines.items()}
    for name, items in lists.items():
        texts[name] = tuple(item.text for item in items if item.text)
    texts["kit"] = tuple(
        replace(item, name=name.text, source=source.text) for name, source, item in kit
    )
    results = [
        *lines.values(),
        *(item for items in lists.values() for item in items),
        *(text for name, source, _ in kit for text in (name, source)),
    ]
    return replace(opportunity, **texts), _kinds(results)


def _kinds(results: Iterable[Scrubbed]) -> tuple[RemovedKind, ...]:
    kinds = {kind for result in results for kind in result.removed}
    return tuple(kind for kind in RemovedKind if kind in kinds)


def _findings(shadow: Shadow) -> Iterator[tuple[int, int, RemovedKind]]:
    """Where something must go, in positions of the original text."""
    for hint, pattern, kind in _IN_PLAIN:
        if hint.search(shadow.plain):
            for match in pattern.finditer(shadow.plain):
                yield *shadow.original(match.start(), match.end()), kind
    for match in _SPACED_ID.finditer(shadow.text):
        yield match.start(), match.end(), RemovedKind.NATIONAL_ID
    # The matcher is slow, and most texts hold few digits or none.
    if _ENOUGH_DIGITS.search(shadow.plain):
        for number in PhoneNumberMatcher(shadow.text, "MA"):
            yield number.start, number.end, RemovedKind.PHONE
