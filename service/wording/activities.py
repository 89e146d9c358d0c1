"""What the command line says of the catalogue of activities."""

from typing import Final

from service.wording.languages import Message

STOCKED: Final = Message(
    "{activities} {activities:activité du catalogue est là|activités du catalogue sont là} ; leurs"
    " prix sont des estimations, à remplacer par vos devis (jisr import kits).",
    "أنشطة الدليل المتوفرة: {activities}؛ أثمانها تقديرية، تُعوض بعروض الأثمان لديكم"
    " (jisr import kits).",
    "{activities} {activities:activity|activities} of the catalogue in place; prices are estimates,"
    " to be replaced by your quotes (jisr import kits).",
)
TAKEN_BACK: Final = Message(
    "{activities} {activities:activité du catalogue retirée|activités du catalogue retirées} ; les"
    " vôtres restent.",
    "الأنشطة المسحوبة من الدليل: {activities}؛ وتبقى أنشطتكم.",
    "{activities} {activities:activity|activities} of the catalogue taken back; yours stay.",
)
NOTHING_TO_REVIEW: Final = Message("Rien à revoir.", "لا شيء للمراجعة.", "Nothing to review.")
ACTIVITY: Final = Message("Activité", "النشاط", "Activity")
FIELD: Final = Message("À décider", "ما يجب تحديده", "To decide")
WRITTEN: Final = Message("Écrit", "كما كُتب", "As written")
REVIEWED_FIELDS: Final = {
    "sector": Message("Secteur", "القطاع", "Sector"),
    "cost_mad": Message("Prix", "الثمن", "Price"),
}
"""Fields of an activity that may wait for a decision."""
