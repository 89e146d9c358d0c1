"""What the list says that a company receives. No word here tells about anybody's past."""

from typing import Final

from service.wording.languages import Message

TITLE: Final = Message("Profils proposés", "مؤهلات مقترحة", "Proposed profiles")
FOR: Final = Message("À l’attention de", "إلى عناية", "For")
ON: Final = Message("Date", "التاريخ", "Date")
PROFILES: Final = Message("Nombre de profils", "عدد المؤهلات", "Number of profiles")
OPENING: Final = Message("Offre : {title}", "العرض: {title}", "Opening: {title}")
REFERENCE: Final = Message("Référence", "المرجع", "Reference")
KNOW_HOW: Final = Message(
    "Savoir-faire et certificats", "المهارات والشهادات", "Know-how and certificates"
)
EXPERIENCE: Final = Message("Expérience", "التجربة", "Experience")
LANGUAGES: Final = Message("Langues et permis", "اللغات ورخص السياقة", "Languages and licences")
LICENCE: Final = Message("permis", "رخصة", "licence")
AVAILABLE: Final = Message("Disponible", "متاح ابتداء من", "Available")
NOW: Final = Message("maintenant", "الآن", "now")
TO_AGREE: Final = Message("à convenir", "يُتفق عليه", "to be agreed")
MONTHS: Final = Message(
    "{text} ({months} mois)", "{text} (بالأشهر: {months})", "{text} ({months} months)"
)
ANSWER: Final = Message(
    "Merci d’indiquer, pour chaque référence, si vous souhaitez un entretien.",
    "المرجو الإشارة، أمام كل مرجع، إلى ما إذا كنتم ترغبون في إجراء مقابلة.",
    "Please say, for each reference, whether you would like an interview.",
)
INTERVIEW: Final = Message("Entretien", "مقابلة", "Interview")
