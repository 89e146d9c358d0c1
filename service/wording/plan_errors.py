"""Wording of errors about life plans, follow-up, hand-overs and reports."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

PLAN_ERRORS: Final[Mapping[str, ErrorText]] = {
    "no-such-plan": ErrorText(
        Message("Aucun projet de vie", "لا يوجد مشروع حياة", "No life plan"),
        Message(
            "Cette personne n’a pas de projet de vie, ou pas cette version.",
            "ليس لهذا الشخص مشروع حياة، أو ليست له هذه النسخة.",
            "This person has no life plan, or not that version of it.",
        ),
    ),
    "already-signed": ErrorText(
        Message("Déjà signé", "تم التوقيع من قبل", "Already signed"),
        Message(
            "Cette partie a déjà signé la version {version}. Une nouvelle version se signe à"
            " nouveau.",
            "سبق لهذا الطرف أن وقّع النسخة {version}. كل نسخة جديدة توقّع من جديد.",
            "That party signed version {version} already. A new version is signed anew.",
        ),
    ),
    "funding-exceeds-budget": ErrorText(
        Message(
            "Financement supérieur au budget",
            "التمويل يفوق الميزانية",
            "More money than the budget",
        ),
        Message(
            "L’apport personnel et les cofinancements dépassent le coût du projet de {excess_mad}"
            " dirhams. Corrigez l’un ou l’autre.",
            "المساهمة الشخصية والتمويلات الأخرى تفوق كلفة المشروع بـ {excess_mad} درهم."
            " صححوا أحدهما.",
            "The own contribution and the co-funding exceed what the plan costs by {excess_mad}"
            " dirhams. Correct one or the other.",
        ),
    ),
    "no-such-hand-over": ErrorText(
        Message("Remise introuvable", "عملية التسليم غير موجودة", "No such hand-over"),
        Message(
            "Aucune remise de matériel ne porte ce numéro.",
            "لا توجد عملية تسليم بهذا الرقم.",
            "No hand-over has that id.",
        ),
    ),
    "no-such-report": ErrorText(
        Message("Rapport introuvable", "التقرير غير موجود", "No such report"),
        Message(
            "Aucun rapport ne porte ce nom. Le laboratoire l’écrit : jisr-lab report.",
            "لا يوجد تقرير بهذا الاسم. يكتبه المختبر: jisr-lab report.",
            "No report has that name. The laboratory writes it: jisr-lab report.",
        ),
    ),
    "damaged-report": ErrorText(
        Message("Rapport endommagé", "التقرير تالف", "Damaged report"),
        Message(
            "Un fichier de ce rapport manque ou n’est plus lisible. Écrivez-le de nouveau.",
            "ملف من هذا التقرير مفقود أو لم يعد مقروءا. أعيدوا كتابته.",
            "A file of this report is missing or can no longer be read. Write it again.",
        ),
    ),
    "past-in-document": ErrorText(
        Message("Document non produit", "لم يتم إصدار الوثيقة", "The document is not made"),
        Message(
            "Un texte de ce document révélerait un passé ({count} au total). Corrigez-le d’abord :"
            " le document sort de l’institution.",
            "نص في هذه الوثيقة من شأنه كشف الماضي (العدد: {count}). صححوه أولا لأن الوثيقة تغادر"
            " المؤسسة.",
            "A text of this document would reveal a past ({count} in all). Correct it first: the"
            " document leaves the institution.",
        ),
    ),
    "nothing-handed-over": ErrorText(
        Message("Aucune ligne utilisable", "لا يوجد أي سطر صالح", "No usable line"),
        Message(
            "Le fichier ne contient aucune remise lisible. Les lignes refusées sont énumérées.",
            "لا يتضمن الملف أي عملية تسليم مقروءة. الأسطر المرفوضة مذكورة.",
            "The file holds no hand-over that can be read. The lines refused are listed.",
        ),
    ),
    "period-ends-before-start": ErrorText(
        Message("Période à l’envers", "الفترة معكوسة", "The period ends before it starts"),
        Message(
            "La fin de la période précède son début.",
            "نهاية الفترة تسبق بدايتها.",
            "The end of the period comes before its start.",
        ),
    ),
}
