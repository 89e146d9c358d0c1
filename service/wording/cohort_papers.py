"""What the printed form of a plan for a cohort says."""

from typing import Final

from service.wording.languages import Message

TITLE: Final = Message("Répartition dans une cohorte", "توزيع على فوج", "Sharing out to a cohort")
SHARED_OUT: Final = Message("Ce qui est réparti", "ما يتم توزيعه", "What is shared out")
MADE_ON: Final = Message("Établie le", "حرر بتاريخ", "Made on")
PEOPLE: Final = Message("Personnes de la cohorte", "أشخاص الفوج", "People of the cohort")
SERVED: Final = Message("Personnes servies", "المستفيدون", "People served")
AT_BEST: Final = Message(
    "Ont leur meilleur choix", "حصلوا على أفضل اختيار لهم", "Have their best option"
)
ENVELOPE: Final = Message("Enveloppe", "الغلاف المالي", "Envelope")
GRANTED: Final = Message("Attribué", "المبلغ المخصص", "Granted")
LEFT: Final = Message("Reste", "الباقي", "Left")
WHO_GETS: Final = Message("Qui reçoit quoi", "من يستفيد من ماذا", "Who gets what")
WITHOUT: Final = Message("Sans attribution", "بدون استفادة", "Without anything")
PERSON: Final = Message("Personne", "الشخص", "Person")
GETS: Final = Message("Reçoit", "يستفيد من", "Gets")
PROVIDER: Final = Message("Chez", "لدى", "At")
AMOUNT: Final = Message("Montant (MAD)", "المبلغ (درهم)", "Amount (MAD)")
BEST: Final = Message("Meilleur choix", "أفضل اختيار", "Best option")
WHY: Final = Message("Pourquoi", "السبب", "Why")
SAME: Final = Message("la même chose", "نفس الشيء", "the same")
FIXED: Final = Message("fixée par décision", "مثبت بقرار", "fixed by decision")
AS_A_WHOLE: Final = Message(
    "l’ensemble y gagne", "المجموع يستفيد أكثر", "the whole group gains by it"
)
BY_REGION: Final = Message("Par région", "حسب الجهة", "By region")
BY_PROVIDER: Final = Message("Par entreprise ou organisme", "حسب المقاولة أو الهيئة", "By company")
REGION: Final = Message("Région", "الجهة", "Region")
NOT_KNOWN: Final = Message("Non renseignée", "غير معروفة", "Not known")
IMPOSSIBLE: Final = Message(
    "Aucune répartition ne respecte toutes les limites.",
    "لا يوجد توزيع يحترم كل الحدود.",
    "No plan keeps all the limits.",
)
DECIDED_BY: Final = Message("Décidée par", "قررها", "Decided by")
"""A person decides: the sheet leaves room for who."""
