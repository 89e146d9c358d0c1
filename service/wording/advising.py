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
    AnswerForm.WITH_MAD: Message(
        "{number} dirhams d’apport", "مساهمة قدرها {number} درهم", "{number} dirhams of one’s own"
    ),
    AnswerForm.FOR_MONTHS: Message(
        "{number:duration} de « {text} »",
        "{number:duration} في « {text} »",
        "{number:duration} of “{text}”",
    ),
}
_LISTED: Final = Message(", ", "، ", ", ")
_BETWEEN: Final = Message(" ; ", "؛ ", "; ")
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
    return _BETWEEN.text(language).join(parts) or _NOTHING.text(language)


def answer_text(answer: AnswerEffect, language: Language) -> str:
    """A plausible answer, in words."""
    if answer.form is AnswerForm.IN_DAYS and not answer.number:
        return _TODAY.text(language)
    params = {
        "words": _LISTED.text(language).join(_label(word, language) for word in answer.words),
        "text": answer.text,
        "number": answer.number,
    }
    return filled(_FORMS[answer.form], params, language)


def _label(word: StrEnum | None, language: Language) -> str:
    return LABELS[type(word)][word].text(language) if word is not None else ""


GAPS_OF: Final = Message(
    "{kind} : ce qui manque, et ce qui le comble",
    "{kind}: ما ينقص وما يسده",
    "{kind}: what is missing, and what closes it",
)
NEAR_MISSES: Final = Message(
    "{proposed} {proposed:proposition|propositions} aujourd’hui ; {near} de plus si ce qui peut"
    " s’apprendre était acquis.",
    "الاقتراحات اليوم: {proposed}؛ وتضاف {near} إذا اكتُسب ما يمكن تعلمه.",
    "{proposed} {proposed:proposal|proposals} today; {near} more if what can be learned was there.",
)
NOTHING_MISSING: Final = Message(
    "Rien ne manque qui puisse s’apprendre et changerait la liste.",
    "لا ينقص شيء يمكن تعلمه ويغير اللائحة.",
    "Nothing is missing that could be learned and would change the list.",
)
MISSING: Final = Message("Il manque", "ما ينقص", "Missing")
WOULD_CHANGE: Final = Message("Ce que cela changerait", "ما سيتغير", "What it would change")
WHERE: Final = Message("Où l’obtenir", "أين يُكتسب", "Where to get it")
TRAINING: Final = Message("Formation", "التكوين", "Training")
SESSION: Final = Message(
    "{title}, {town}, {day}, {seats} {seats:place libre|places libres}",
    "{title}، {town}، {day}، الأماكن الشاغرة: {seats}",
    "{title}, {town}, {day}, {seats} {seats:seat|seats} left",
)
START_UNKNOWN: Final = Message("début à demander", "تاريخ البداية غير محدد", "start not known")
UNLIMITED: Final = Message("sans limite", "بلا حد", "no limit")
NO_SESSION: Final = Message(
    "Aucune formation enregistrée ne l’enseigne.",
    "لا يوجد أي تكوين مسجل يلقنها.",
    "No recorded training teaches it.",
)
NO_SEAT: Final = Message(
    "Aucune place : {sessions} {sessions:session|sessions}, {reasons}.",
    "لا مكان: الدورات {sessions}، {reasons}.",
    "No seat: {sessions} {sessions:session|sessions}, {reasons}.",
)
TOO_LATE: Final = Message("trop tard", "متأخر", "too late")
VALIDABLE: Final = Message(
    "Expérience à faire valider dès maintenant : « {statement} ».",
    "تجربة يمكن طلب الاعتراف بها الآن: « {statement} ».",
    "Experience that could be validated now: “{statement}”.",
)
ASK: Final = Message(
    "À demander d’abord : {field}.", "يُسأل أولا عن: {field}.", "Ask first: {field}."
)
NOTHING_TO_ASK: Final = Message(
    "Aucune réponse plausible ne changerait les cinq premières lignes.",
    "لا يوجد جواب محتمل يغير الأسطر الخمسة الأولى.",
    "No plausible answer would change the first five lines.",
)
QUESTION: Final = Message("Question", "السؤال", "Question")
IF_ANSWERED: Final = Message("Si la réponse est", "إذا كان الجواب", "If the answer is")
THEN_FIRST: Final = Message("Alors en tête", "ففي المقدمة", "Then first")
SAME_LIST: Final = Message("rien ne change", "لا يتغير شيء", "nothing changes")
IN_COMMON: Final = Message("Ce qui se compare", "ما يمكن مقارنته", "What compares")
FIRST_JOB: Final = Message("Premier emploi", "أول عرض شغل", "First job")
FIRST_ACTIVITY: Final = Message("Première activité", "أول نشاط", "First activity")
NO_TOTAL: Final = Message(
    "Chaque terme se lit seul : il n’y a pas de total, et les scores des deux listes ne se"
    " comparent pas.",
    "يُقرأ كل عنصر على حدة: لا مجموع، ولا مقارنة بين نقط اللائحتين.",
    "Each term is read by itself: there is no total, and scores of the two lists do not compare.",
)
BANDS: Final = (
    (0.75, Message("beaucoup", "كثيرا", "much")),
    (0.4, Message("assez", "إلى حد ما", "some")),
    (0.1, Message("peu", "قليلا", "little")),
    (0.0, Message("rien", "لا شيء", "nothing")),
)
"""How a value in [0, 1] reads; from the highest floor down."""
NOT_KNOWN: Final = Message("inconnu", "غير معروف", "not known")
PERSON: Final = Message("Personne", "الشخص", "Person")
MENTOR: Final = Message("Parrain ou marraine", "المواكِب", "Mentor")
TO_LOOK_AT: Final = Message("À regarder", "يجب الانتباه إليه", "To look at")
LOAD: Final = Message(
    "{title} : {people} sur {cap}", "{title}: {people} من {cap}", "{title}: {people} of {cap}"
)
SERVED: Final = Message(
    "{served} {served:personne accompagnée|personnes accompagnées} sur {people}.",
    "المواكَبون: {served} من {people}.",
    "{served} of {people} {people:person|people} accompanied.",
)
