"""JSON Resume to the values of a profile. Of `basics`, only identity and the town are read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from matching.vocabulary import LanguageCode, LanguageLevel
from service.intake.cells import InvalidCell
from service.intake.choices import languages_of
from service.intake.documents import Document, child, children, text_in, texts_of
from service.intake.forbidden import ForbiddenColumn, ForbiddenKind

READ = frozenset(
    {"$schema", "meta", "id", "basics", "work", "volunteer", "education", "certificates"}
    | {"skills", "languages"}
)
"""Sections that count; the others are reported as ignored."""
_SECTIONS = READ - {"$schema", "meta", "id"}
STANDARD = frozenset({"institution"})
"""Where a title was obtained: the format names it, and it is never read."""


def is_resume(item: object) -> bool:
    """Whether an object has at least one section of a JSON Resume."""
    return isinstance(item, dict) and not _SECTIONS.isdisjoint(item)


def check_no_picture(number: int, resume: Document) -> None:
    """Refuse a picture: a face is biometric data.

    Raises:
        ForbiddenColumn: as named.
    """
    if text_in(child(resume, "basics").get("image")):
        raise ForbiddenColumn(item=number, why=ForbiddenKind.BIOMETRIC, seen_in="header")


def values_of(resume: Document, file_stem: str) -> tuple[dict[str, Any], list[str]]:
    """The values of a profile, and the sections that could not be understood.

    Args:
        resume: One JSON Resume.
        file_stem: Its reference when it has no `id` of its own; "" when that would not be unique.
    """
    basics = child(resume, "basics")
    location = child(basics, "location")
    given, _, family = (text_in(basics.get("name")) or "").partition(" ")
    meta = child(resume, "meta")
    values: dict[str, Any] = {
        "reference": text_in(resume.get("id")) or text_in(meta.get("id")) or file_stem or None,
        "given_name": given or None,
        "family_name": family or None,
        "phone": text_in(basics.get("phone")),
        "commune": text_in(location.get("city")),
        "province": text_in(location.get("region")),
        "skills": tuple(_skills(resume)),
        "experiences": tuple(_experiences(resume)),
        "certificates": tuple(_certificates(resume)) or None,
    }
    languages, ignored = _languages(resume)
    return values | {"languages": languages or None}, ignored


def _skills(resume: Document) -> Iterator[str]:
    for skill in children(resume, "skills"):
        name = text_in(skill.get("name"))
        keywords = ", ".join(texts_of(skill.get("keywords")))
        listed = [part for part in (name, keywords) if part]
        if listed:
            yield ": ".join(listed)


def _experiences(resume: Document) -> Iterator[str]:
    for section in ("work", "volunteer"):
        for job in children(resume, section):
            where = text_in(job.get("name")) or text_in(job.get("organization"))
            parts = (text_in(job.get("position")), where, text_in(job.get("summary")))
            text = ", ".join(part for part in parts if part)
            months = _months(text_in(job.get("startDate")), text_in(job.get("endDate")))
            if text:
                yield f"{text} ({months} mois)" if months else text


def _certificates(resume: Document) -> Iterator[str]:
    """Titles with their year; never where they were obtained."""
    for study in children(resume, "education"):
        parts = [text_in(study.get(name)) for name in ("studyType", "area")]
        title = " ".join(part for part in parts if part)
        if title:
            yield _dated(title, text_in(study.get("endDate")))
    for certificate in children(resume, "certificates"):
        title = text_in(certificate.get("name")) or ""
        if title:
            yield _dated(title, text_in(certificate.get("date")))


def _dated(title: str, day: str | None) -> str:
    return f"{title} – {day[:4]}" if day else title


def _languages(resume: Document) -> tuple[dict[LanguageCode, LanguageLevel], list[str]]:
    found: dict[LanguageCode, LanguageLevel] = {}
    ignored = []
    for language in children(resume, "languages"):
        name = text_in(language.get("language")) or ""
        fluency = text_in(language.get("fluency")) or ""
        for written in (f"{name} {fluency}", name):
            try:
                found |= languages_of(written) or {}
                break
            except InvalidCell:
                ignored.append("languages")
    return found, ignored


def _months(start: str | None, end: str | None) -> int | None:
    """Whole months between two days, months or years; None when one of them is not known."""
    if not start or not end:
        return None
    try:
        first, last = (date.fromisoformat((day + "-01-01")[:10]) for day in (start[:10], end[:10]))
    except ValueError:
        return None
    return max((last.year - first.year) * 12 + last.month - first.month, 0) or None
