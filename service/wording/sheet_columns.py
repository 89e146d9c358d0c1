"""How to fill the columns of the sheets around activities: kits, demand, kits funded before."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message

_ACTIVITY: Final = Message(
    "La référence de l’activité, telle qu’elle a été importée.",
    "مرجع النشاط كما تم استيراده.",
    "The reference of the activity, as it was imported.",
)

SHEET_HELP: Final[Mapping[str, Message]] = {
    "kits.activity": _ACTIVITY,
    "kits.name": Message(
        "Un article du kit ; une ligne par article.",
        "مادة من مواد المعدات؛ سطر لكل مادة.",
        "One item of the kit; one line for each.",
    ),
    "kits.quantity": Message("Combien il en faut.", "العدد اللازم.", "How many are needed."),
    "kits.price_low_mad": Message(
        "Le prix d’une pièce le moins cher, en dirhams.",
        "أدنى ثمن للوحدة بالدرهم.",
        "The lowest price of one, in dirhams.",
    ),
    "kits.price_high_mad": Message(
        "Le prix d’une pièce le plus cher. Vide : le même que le plus bas.",
        "أقصى ثمن للوحدة. خانة فارغة: نفس الثمن الأدنى.",
        "The highest price of one. Empty: the same as the lowest.",
    ),
    "kits.source": Message(
        "D’où vient le prix : devis, magasin, date.",
        "مصدر الثمن: عرض ثمن، متجر، تاريخ.",
        "Where the price comes from: quote, shop, day.",
    ),
    "demand.region": Message(
        "Une des douze régions, ou « toutes ».",
        "إحدى الجهات الاثنتي عشرة، أو « toutes » لكل الجهات.",
        "One of the twelve regions, or “toutes” for all.",
    ),
    "demand.level": Message(
        "De 0 (aucune demande) à 100, ou : très faible, faible, moyenne, forte, très forte.",
        "من 0 (لا طلب) إلى 100، أو: ضعيف جدا، ضعيف، متوسط، قوي، قوي جدا.",
        "From 0 (no demand) to 100, or: very weak, weak, average, strong, very strong.",
    ),
    "demand.source": Message(
        "D’où vient ce chiffre, et de quand il date.",
        "مصدر هذا الرقم وتاريخه.",
        "Where this number comes from, and of when.",
    ),
    "funded-kits.activity": _ACTIVITY,
    "funded-kits.started_on": Message(
        "Le jour où le kit a été remis.", "يوم تسليم المعدات.", "The day the kit was handed over."
    ),
    "funded-kits.alive_months": Message(
        "Le dernier suivi où l’activité vivait encore : 0, 3, 6, 12 ou 24 mois.",
        "آخر تتبع كان فيه النشاط مستمرا: 0 أو 3 أو 6 أو 12 أو 24 شهرا.",
        "The last follow-up at which it was still running: 0, 3, 6, 12 or 24 months.",
    ),
    "funded-kits.stopped_on": Message(
        "Le jour où l’activité s’est arrêtée ; vide si elle vit encore.",
        "يوم توقف النشاط؛ خانة فارغة إن كان مستمرا.",
        "The day it stopped; empty while it is still running.",
    ),
}
"""By "kind.field"; what a sheet shares with records is worded with those."""
