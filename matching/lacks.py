"""What a person lacks for an opportunity, as far as a step of their own could change it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from matching.evidence import held_certificates
from matching.parameters import EvidenceParameters
from matching.records import Opportunity, Profile, Statement
from matching.rules import (
    certificates_are_known,
    held_licences,
    lacks_language,
    spoken_levels,
)
from matching.spelling import key
from matching.teaching import Taught, raised
from matching.trades import TradeTable
from matching.vocabulary import (
    LackKind,
    LanguageCode,
    LanguageLevel,
    Licence,
    Refusal,
    StatementKind,
)

CLOSABLE = frozenset(
    {Refusal.CERTIFICATE_MISSING, Refusal.LICENCE_MISSING, Refusal.LANGUAGE_MISSING}
)
"""Rules that refuse for something that can be learned; a distance or a full place cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that is asked for and not there."""

    kind: LackKind
    text: str = ""
    """The certificate or the skill, as the opportunity names it."""
    licence: Licence | None = None
    language: LanguageCode | None = None
    level: LanguageLevel | None = None

    @property
    def same(self) -> tuple[object, ...]:
        """Equal for two ways to write the same lack."""
        return self.kind, key(self.text), self.licence, self.language, self.level


def lacks_by_rule(
    profile: Profile, opportunity: Opportunity, holds: Callable[[str], bool]
) -> Iterator[Lack]:
    """What the closable rules refuse for, thing by thing; nothing that was not asked is a lack."""
    if certificates_are_known(profile):
        missing = (text for text in opportunity.required_certificates if not holds(text))
        yield from (Lack(kind=LackKind.CERTIFICATE, text=text) for text in missing)
    if profile.licences is not None:
        absent = opportunity.required_licences - held_licences(profile.licences)
        yield from (Lack(kind=LackKind.LICENCE, licence=one) for one in sorted(absent))
    if profile.languages is not None:
        spoken = spoken_levels(profile.languages)
        for code, level in opportunity.required_languages.items():
            if lacks_language(spoken, {code: level}):
                yield Lack(kind=LackKind.LANGUAGE, language=code, level=level)


def profile_without(profile: Profile, lack: Lack) -> Profile:
    """The profile once the lack is closed, and nothing else is changed."""
    if lack.licence is not None:
        return replace(profile, licences=(profile.licences or frozenset()) | {lack.licence})
    if lack.language is not None and lack.level is not None:
        spoken = raised(profile.languages or {}, {lack.language: lack.level})
        return replace(profile, languages=spoken)
    is_certificate = lack.kind is LackKind.CERTIFICATE
    kind = StatementKind.CERTIFICATE if is_certificate else StatementKind.SKILL
    return replace(profile, statements=(*profile.statements, Statement(kind=kind, text=lack.text)))


def closes(taught: Taught, lack: Lack, trades: TradeTable, parameters: EvidenceParameters) -> bool:
    """Whether the rule would be content with what a training gives; never for a skill.

    Skills are no rule's business: evidence decides whether one supports another.
    """
    if lack.licence is not None:
        return lack.licence in held_licences(taught.licences)
    if lack.language is not None and lack.level is not None:
        return not lacks_language(spoken_levels(taught.languages), {lack.language: lack.level})
    if lack.kind is LackKind.SKILL:
        return False
    line = Statement(kind=StatementKind.CERTIFICATE, text=taught.certificate)
    return _held((line,), trades, parameters)(lack.text)


def validable(
    profile: Profile,
    lack: Lack,
    trades: TradeTable,
    parameters: EvidenceParameters,
    at_least_months: int,
) -> Statement | None:
    """The experience that could be validated as the certificate lacked; the longest one.

    As strict as the rule itself: the same trade or nearly the same words. An experience whose
    length is not known is one to ask about, so it counts; a shorter one than asked does not.
    """
    if lack.kind is not LackKind.CERTIFICATE:
        return None
    found = [
        line
        for line in profile.statements
        if line.kind is StatementKind.EXPERIENCE
        and (line.months is None or line.months >= at_least_months)
        and _held((replace(line, kind=StatementKind.CERTIFICATE),), trades, parameters)(lack.text)
    ]
    return max(found, key=lambda line: line.months or 0, default=None)


def _held(
    lines: tuple[Statement, ...], trades: TradeTable, parameters: EvidenceParameters
) -> Callable[[str], bool]:
    return held_certificates(Profile(id="", statements=lines), trades, parameters)
