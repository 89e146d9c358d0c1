"""What is said about suspensions of recommendations, and about the trail of who saw what."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.errors import Param
from matching.vocabulary import SuspensionReason
from service.wording.languages import Language, Message
from service.wording.templates import ErrorText, filled

OVERSIGHT_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    SuspensionReason: {
        SuspensionReason.RECORDS_WRONG: Message(
            "Des données sont à corriger d’abord",
            "توجد معطيات يجب تصحيحها أولا",
            "Records have to be put right first",
        ),
        SuspensionReason.PROPOSALS_DOUBTED: Message(
            "Des propositions sont mises en doute et examinées",
            "توجد اقتراحات مشكوك فيها يجري فحصها",
            "Recommendations are doubted and being looked into",
        ),
        SuspensionReason.UNFAIR_TO_SOME: Message(
            "Un groupe de personnes est peut-être moins bien servi",
            "قد تكون فئة من الأشخاص أقل استفادة",
            "A group of people may be served less well",
        ),
        SuspensionReason.DECIDED_ABOVE: Message(
            "Décision de la direction", "قرار من الإدارة", "A decision of those in charge"
        ),
        SuspensionReason.WORK_IN_PROGRESS: Message(
            "Travaux sur le service", "أشغال على الخدمة", "Work on the service"
        ),
    },
}

OVERSIGHT_ERRORS: Final[Mapping[str, ErrorText]] = {
    "recommendations-suspended": ErrorText(
        Message("Propositions suspendues", "الاقتراحات موقوفة", "Recommendations are suspended"),
        Message(
            "Un administrateur les a suspendues pour un temps. Les personnes, les offres, les"
            " réponses et les suites restent ouvertes.",
            "أوقفها مسؤول النظام مؤقتا. تبقى ملفات الأشخاص والعروض والأجوبة والنتائج متاحة.",
            "An administrator has stopped them for a while. People, openings, answers and"
            " outcomes stay open.",
        ),
    ),
    "own-account": ErrorText(
        Message("C’est votre propre compte", "هذا حسابكم", "This is your own account"),
        Message(
            "Un autre administrateur peut le fermer ou changer son rôle ; vous, non.",
            "يمكن لمسؤول آخر إغلاقه أو تغيير دوره، أما أنتم فلا.",
            "Another administrator may close it or change its role; you may not.",
        ),
    ),
    "release-moved": ErrorText(
        Message(
            "Une autre version est en service", "نسخة أخرى في الخدمة", "Another release is in use"
        ),
        Message(
            "Elle a changé depuis que cette page est ouverte. Revenez à la liste des versions.",
            "تغيرت النسخة منذ أن فتحتم هذه الصفحة. عودوا إلى لائحة النسخ.",
            "It changed since you opened this page. Go back to the list of releases.",
        ),
    ),
    "territory-missing": ErrorText(
        Message("Aucune région choisie", "لم تُختر أي جهة", "No region chosen"),
        Message(
            "Cochez au moins une région, ou « partout ».",
            "اختاروا جهة واحدة على الأقل، أو « في كل مكان ».",
            "Tick at least one region, or “everywhere”.",
        ),
    ),
    "already-suspended": ErrorText(
        Message("Déjà suspendues", "موقوفة من قبل", "Already suspended"),
        Message(
            "Les propositions y sont déjà suspendues. Reprenez-les d’abord pour changer le motif.",
            "الاقتراحات موقوفة هناك من قبل. استأنفوها أولا لتغيير السبب.",
            "Recommendations are suspended there already. Resume them first to change the reason.",
        ),
    ),
    "no-such-suspension": ErrorText(
        Message("Suspension introuvable", "الإيقاف غير موجود", "No such suspension"),
        Message(
            "Aucune suspension ne porte ce numéro. Revenez à la liste.",
            "لا يوجد إيقاف بهذا الرقم. عودوا إلى اللائحة.",
            "No suspension has this number. Go back to the list.",
        ),
    ),
}

_WHY: Final = Message("Motif : {why}.", "السبب: {why}.", "Reason: {why}.")


def why_suspended(params: Mapping[str, Param], language: Language) -> str:
    """Why recommendations are suspended, as a sentence; empty when the parameters do not say."""
    found = {one.value: one for one in SuspensionReason}.get(str(params.get("reason")))
    if found is None:
        return ""
    why = OVERSIGHT_LABELS[SuspensionReason][found].text(language)
    return filled(_WHY, {"why": why}, language)
