"""Wording of the closed lists of plans and of follow-up."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.follow_up import IncomeBand
from matching.life_plans import FundingSource, PlanParty, PlanTrack, StepState
from matching.plan_changes import ChangeKind
from service.wording.languages import Message

PLAN_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    PlanTrack: {
        PlanTrack.EMPLOYMENT: Message("Emploi salarié", "عمل مأجور", "Employment"),
        PlanTrack.ACTIVITY: Message("Activité indépendante", "نشاط مدر للدخل", "Own activity"),
    },
    FundingSource: {
        FundingSource.INDH: Message("INDH", "المبادرة الوطنية للتنمية البشرية", "INDH"),
        FundingSource.LOCAL_AUTHORITY: Message(
            "Collectivité territoriale", "جماعة ترابية", "Local authority"
        ),
        FundingSource.ASSOCIATION: Message("Association", "جمعية", "Association"),
        FundingSource.MICROCREDIT: Message("Microcrédit", "قرض صغير", "Microcredit"),
        FundingSource.COMPANY: Message("Entreprise", "مقاولة", "Company"),
        FundingSource.FAMILY: Message("Famille", "العائلة", "Family"),
        FundingSource.OTHER: Message("Autre", "مصدر آخر", "Other"),
    },
    PlanParty: {
        PlanParty.PERSON: Message("La personne", "المعني بالأمر", "The person"),
        PlanParty.COUNSELLOR: Message(
            "Le conseiller, la conseillère", "المستشار", "The counsellor"
        ),
        PlanParty.INSTITUTION: Message("L’institution", "المؤسسة", "The institution"),
        PlanParty.PARTNER: Message("Le partenaire", "الشريك", "The partner"),
    },
    StepState: {
        StepState.PLANNED: Message("Prévue", "مبرمجة", "Planned"),
        StepState.DONE: Message("Faite", "منجزة", "Done"),
        StepState.DROPPED: Message("Abandonnée", "ملغاة", "Dropped"),
    },
    ChangeKind: {
        ChangeKind.ADDED: Message("Ajouté", "إضافة", "Added"),
        ChangeKind.REMOVED: Message("Retiré", "حذف", "Removed"),
        ChangeKind.CHANGED: Message("Modifié", "تعديل", "Changed"),
    },
    IncomeBand: {
        IncomeBand.NONE: Message("Aucun revenu", "لا دخل", "No income"),
        IncomeBand.BELOW_1500: Message(
            "Moins de 1 500 dirhams par mois",
            "أقل من 1\u00a0500 درهم في الشهر",
            "Under 1,500 dirhams a month",
        ),
        IncomeBand.FROM_1500_TO_3000: Message(
            "De 1 500 à 3 000 dirhams par mois",
            "من 1\u00a0500 إلى 3\u00a0000 درهم في الشهر",
            "1,500 to 3,000 dirhams a month",
        ),
        IncomeBand.FROM_3000_TO_5000: Message(
            "De 3 000 à 5 000 dirhams par mois",
            "من 3\u00a0000 إلى 5\u00a0000 درهم في الشهر",
            "3,000 to 5,000 dirhams a month",
        ),
        IncomeBand.ABOVE_5000: Message(
            "Plus de 5 000 dirhams par mois",
            "أكثر من 5\u00a0000 درهم في الشهر",
            "Over 5,000 dirhams a month",
        ),
        IncomeBand.NOT_SAID: Message("Ne souhaite pas le dire", "لا يرغب في التصريح", "Not said"),
    },
}
