"""Wording of advice: what is missing, what to ask, who accompanies whom."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.vocabulary import AnswerForm, LackKind, MentorFlag, MentorlessCause
from service.wording.languages import Message

LABELS_OF_ADVICE: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    LackKind: {
        LackKind.CERTIFICATE: Message("Certificat", "شهادة", "Certificate"),
        LackKind.LICENCE: Message("Permis", "رخصة", "Licence"),
        LackKind.LANGUAGE: Message("Langue", "لغة", "Language"),
        LackKind.SKILL: Message("Compétence", "مهارة", "Skill"),
    },
    AnswerForm: {
        AnswerForm.UNCHANGED: Message("Toujours vrai", "لم يتغير", "Still true"),
        AnswerForm.NONE: Message("Aucun", "لا شيء", "None"),
        AnswerForm.THESE: Message("Ceux-ci", "ما يلي", "These"),
        AnswerForm.NAMED: Message("Précisé", "محدد", "Named"),
        AnswerForm.WITHIN_KM: Message("Jusqu’à une distance", "في حدود مسافة", "Up to a distance"),
        AnswerForm.ANYWHERE: Message("Partout", "في أي مكان", "Anywhere"),
        AnswerForm.IN_DAYS: Message("Dans quelques jours", "بعد أيام", "In some days"),
        AnswerForm.WITH_MAD: Message("Avec des dirhams", "مع مبلغ بالدرهم", "With some dirhams"),
        AnswerForm.FOR_MONTHS: Message("Depuis des mois", "منذ أشهر", "For some months"),
    },
    MentorFlag: {
        MentorFlag.LANGUAGE_NOT_KNOWN: Message(
            "Langue commune à confirmer",
            "اللغة المشتركة تحتاج إلى تأكيد",
            "Shared language to check",
        ),
        MentorFlag.WISHES_NOT_ASKED: Message(
            "Demander à la personne par qui elle souhaite être accompagnée",
            "يجب سؤال الشخص عمن يرغب أن يواكبه",
            "Ask the person by whom they want to be accompanied",
        ),
        MentorFlag.LITTLE_IN_COMMON: Message(
            "Peu de points communs dans le métier", "قواسم مهنية قليلة", "Little in common at work"
        ),
        MentorFlag.DISTANCE_NOT_KNOWN: Message(
            "Distance inconnue", "المسافة غير معروفة", "Distance not known"
        ),
    },
    MentorlessCause: {
        MentorlessCause.NOBODY_ALLOWED: Message(
            "Aucun parrain ni marraine possible", "لا يوجد مواكِب ممكن", "No mentor is possible"
        ),
        MentorlessCause.MENTORS_FULL: Message(
            "Les parrains et marraines possibles n’ont plus de place",
            "لم يبق مكان لدى المواكِبين الممكنين",
            "The possible mentors have no place left",
        ),
        MentorlessCause.NOTHING_STATED: Message(
            "Le profil ne dit rien à comparer",
            "لا يتضمن الملف ما يمكن مقارنته",
            "The profile states nothing to compare",
        ),
    },
}
