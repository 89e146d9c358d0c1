"""Sentences of advice: what is missing, what would change, what a plausible answer is."""

from enum import StrEnum
from typing import Final

from matching.ask_next import AnswerEffect
from matching.counterfactual import Effect, Move
from matching.lacks import Lack
from matching.vocabulary import AnswerForm, LackKind
from service.wording.languages import Language, Message
from service.wording.templates import filled
from service.wording.vocabulary import LABELS

_LACKS: Final = {
    LackKind.CERTIFICATE: Message(
        "le certificat « {text} »", "شهادة « {text} »", "the certificate “{text}”"
    ),
    LackKind.LICENCE: Message("{text}", "{text} (رخصة)", "{text}"),
    LackKind.LANGUAGE: Message("{text} : {level}", "{text}: {level}", "{text}: {level}"),
    LackKind.SKILL: Message("« {text} »", "مهارة « {text} »", "“{text}”"),
}
_GAINED: Final = Message(
    "{gained} {gained:proposition|propositions} de plus",
    "عدد الاقتراحات الإضافية: {gained}",
    "{gained} more {gained:proposal|proposals}",
)
_MOVED: Final = Message(
    "« {title} » : rang {before} → {after}",
    "« {title} »: من الرتبة {before} إلى {after}",
    "“{title}”: rank {before} → {after}",
)
_ENTERED: Final = Message(
    "« {title} » entre au rang {after}",
    "« {title} » يدخل في الرتبة {after}",
    "“{title}” enters at rank {after}",
)
_NOTHING: Final = Message(
    "à elle seule, cette étape ne change rien à la liste",
    "هذه الخطوة وحدها لا تغير شيئا في اللائحة",
    "by itself this step changes nothing on the list",
)
_FORMS: Final = {
    AnswerForm.UNCHANGED: Message("toujours vrai", "لم يتغير", "still true"),
    AnswerForm.NONE: Message("aucun", "لا شيء", "none"),
    AnswerForm.THESE: Message("{words}", "{words} (لا غير)", "{words}"),
    AnswerForm.NAMED: Message("« {text} »", "« {text} » (مثلا)", "“{text}”"),
    AnswerForm.WITHIN_KM: Message(
        "jusqu’à {number:km}", "في حدود {number:km}", "up to {number:km}"
    ),
    AnswerForm.ANYWHERE: Message("partout", "في أي مكان", "anywhere"),
    AnswerForm.IN_DAYS: Message("dans {number:days}", "بعد {number:days}", "in {number:days}"),
    AnswerForm.FOR_MONTHS: Message(
        "{number:duration} de « {text} »",
        "{number:duration} في « {text} »",
        "{number:duration} of “{text}”",
    ),
}
_TODAY: Final = Message("dès aujourd’hui", "ابتداء من اليوم", "from today")
_SHOWN_MOVES: Final = 3


def lack_text(lack: Lack, language: Language) -> str:
    """What is missing, in words."""
    words = {
        "text": lack.text or _label(lack.licence or lack.language, language),
        "level": _label(lack.level, language),
    }
    return filled(_LACKS[lack.kind], words, language)


def move_text(move: Move, title: str, language: Language) -> str:
    """How one opportunity would move: "rang 14 → 3"."""
    message = _ENTERED if move.before is None else _MOVED
    params = {"title": title, "before": move.before, "after": move.after}
    return filled(message, params, language)


def effect_text(effect: Effect, titles: dict[str, str], language: Language) -> str:
    """What a step or a training would change, on one line."""
    parts = [filled(_GAINED, {"gained": effect.gained}, language)] if effect.gained else []
    parts += [
        move_text(move, titles.get(move.opportunity_id, ""), language)
        for move in effect.moves[:_SHOWN_MOVES]
    ]
    return " ; ".join(parts) or _NOTHING.text(language)


def answer_text(answer: AnswerEffect, language: Language) -> str:
    """A plausible answer, in words."""
    if answer.form is AnswerForm.IN_DAYS and not answer.number:
        return _TODAY.text(language)
    params = {
        "words": ", ".join(_label(word, language) for word in answer.words),
        "text": answer.text,
        "number": answer.number,
    }
    return filled(_FORMS[answer.form], params, language)


def _label(word: StrEnum | None, language: Language) -> str:
    return LABELS[type(word)][word].text(language) if word is not None else ""
