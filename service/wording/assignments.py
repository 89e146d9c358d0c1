"""Wording of the closed lists of assignments."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.assignment.words import (
    LimitKind,
    Objective,
    PlanRemark,
    Proof,
    UnservedReason,
    Way,
)
from service.wording.languages import Message

ASSIGNMENT_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    Objective: {
        Objective.TOTAL: Message(
            "La plus grande somme des valeurs", "أكبر مجموع للقيم", "The largest sum of values"
        ),
        Objective.WORST_OFF: Message(
            "Servir le plus de monde, puis relever la valeur la plus basse",
            "خدمة أكبر عدد من الأشخاص، ثم رفع أدنى قيمة",
            "Serve as many people as possible, then raise the lowest value",
        ),
        Objective.TOTAL_WITH_FLOOR: Message(
            "Servir le plus de monde, personne sous une valeur fixée",
            "خدمة أكبر عدد من الأشخاص دون النزول تحت قيمة محددة",
            "Serve as many people as possible, nobody below a stated value",
        ),
    },
    LimitKind: {
        LimitKind.PLACES: Message("Places de l’offre", "أماكن العرض", "Places"),
        LimitKind.COMPANY_CAP: Message(
            "Plafond de l’entreprise", "سقف المقاولة", "Cap of the company"
        ),
        LimitKind.COMPANY_PACE: Message(
            "Rythme mensuel de l’entreprise",
            "وتيرة المقاولة الشهرية",
            "Monthly pace of the company",
        ),
        LimitKind.CONVENTION_QUOTA: Message(
            "Quota annuel de la convention",
            "الحصة السنوية للاتفاقية",
            "Yearly quota of the convention",
        ),
        LimitKind.ENVELOPE: Message("Enveloppe", "الغلاف المالي", "Envelope"),
        LimitKind.TOWN_FLOOR: Message(
            "Minimum par ville", "الحد الأدنى لكل مدينة", "Minimum per town"
        ),
    },
    UnservedReason: {
        UnservedReason.EXCLUDED: Message(
            "Laissée de côté par décision", "تم الاستبعاد بقرار", "Left out by decision"
        ),
        UnservedReason.ALL_REFUSED: Message(
            "Aucune proposition possible", "لا يوجد أي عرض ممكن", "Nothing is possible"
        ),
        UnservedReason.NONE_SUITABLE: Message(
            "Rien ne convient assez", "لا شيء مناسب بما يكفي", "Nothing fits well enough"
        ),
        UnservedReason.ABOVE_GRANT_CAP: Message(
            "Plus cher que le plafond par personne",
            "أغلى من السقف المحدد لكل شخص",
            "Costs more than one person may be granted",
        ),
        UnservedReason.BELOW_FLOOR: Message(
            "Sous la valeur minimale fixée",
            "تحت القيمة الدنيا المحددة",
            "Below the stated lowest value",
        ),
        UnservedReason.PLACES_TAKEN: Message(
            "Places attribuées à d’autres", "الأماكن أسندت لغيره", "Places went to others"
        ),
        UnservedReason.COMPANY_FULL: Message(
            "Plafond de l’entreprise atteint", "بلغت المقاولة سقفها", "The company is at its cap"
        ),
        UnservedReason.PACE_REACHED: Message(
            "Rythme mensuel de l’entreprise atteint",
            "بلغت المقاولة وتيرتها الشهرية",
            "The company is at its monthly pace",
        ),
        UnservedReason.QUOTA_REACHED: Message(
            "Quota de la convention atteint",
            "تم بلوغ حصة الاتفاقية",
            "The convention’s quota is reached",
        ),
        UnservedReason.ENVELOPE_SPENT: Message(
            "Enveloppe épuisée", "نفد الغلاف المالي", "The envelope is spent"
        ),
        UnservedReason.WORTH_NOTHING: Message(
            "Ce qui reste ne vaut rien pour elle",
            "ما تبقى لا قيمة له بالنسبة لهذا الشخص",
            "What is left is worth nothing to them",
        ),
    },
    PlanRemark: {
        PlanRemark.CAP_BEYOND_PLACES: Message(
            "Plafond supérieur aux places : il ne limite rien",
            "السقف أكبر من عدد الأماكن، فهو لا يحد شيئا",
            "The cap is larger than the places: it limits nothing",
        ),
        PlanRemark.PRICE_MISSING: Message(
            "Activité sans prix, laissée de côté",
            "نشاط بدون ثمن، تم استبعاده",
            "Activity without a price, left out",
        ),
        PlanRemark.NO_PLACE_LEFT: Message(
            "Plus aucune place avant cette répartition",
            "لم يبق أي مكان قبل هذا التوزيع",
            "No place was left before this plan",
        ),
        PlanRemark.TOWN_AT_ZERO: Message(
            "Ville sans aucune attribution ; les motifs de ses personnes disent pourquoi",
            "مدينة بدون أي إسناد؛ أسباب أشخاصها توضح ذلك",
            "A town gets nothing; the reasons of its people say why",
        ),
        PlanRemark.NOT_PROVEN: Message(
            "Le temps a manqué pour prouver que c’est la meilleure répartition",
            "لم يكف الوقت لإثبات أن هذا أفضل توزيع",
            "Time ran out before this was proven to be the best plan",
        ),
    },
    Way: {
        Way.PLAN: Message("La répartition", "التوزيع", "The plan"),
        Way.BEST_FOR_EACH: Message(
            "Le mieux pour chacun, sans limites",
            "الأفضل لكل واحد دون حدود",
            "Best for each, without limits",
        ),
        Way.FIRST_COME: Message(
            "Premier arrivé, premier servi", "الأول فالأول", "First come, first served"
        ),
    },
    Proof: {
        Proof.OPTIMAL: Message("Prouvée la meilleure", "ثبت أنه الأفضل", "Proven to be the best"),
        Proof.WITHIN_GAP: Message(
            "Prouvée à un écart près", "ثبت أنه قريب من الأفضل", "Proven within a gap"
        ),
    },
}
