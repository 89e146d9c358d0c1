"""How the trail of who saw and did what is read aloud."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message

ACTIONS: Final[Mapping[str, Message]] = {
    "read-profiles": Message("Personnes : consulter", "الأشخاص: اطلاع", "People: look"),
    "write-profiles": Message("Personnes : écrire", "الأشخاص: كتابة", "People: write"),
    "read-opportunities": Message(
        "Offres et entreprises : consulter",
        "العروض والمقاولات: اطلاع",
        "Openings and companies: look",
    ),
    "write-opportunities": Message(
        "Offres et entreprises : écrire",
        "العروض والمقاولات: كتابة",
        "Openings and companies: write",
    ),
    "make-shortlists": Message(
        "Propositions : demander", "الاقتراحات: طلب", "Recommendations: ask for"
    ),
    "assign-openings": Message(
        "Cohorte : répartir des offres", "الفوج: توزيع العروض", "Cohort: share out openings"
    ),
    "assign-kits": Message(
        "Cohorte : répartir des kits", "الفوج: توزيع المعدات", "Cohort: share out kits"
    ),
    "read-conventions": Message(
        "Conventions : consulter", "الاتفاقيات: اطلاع", "Conventions: look"
    ),
    "write-conventions": Message("Conventions : écrire", "الاتفاقيات: كتابة", "Conventions: write"),
    "give-feedback": Message("Réponses : noter", "الأجوبة: تسجيل", "Answers: note"),
    "note-outcomes": Message("Suites : noter", "النتائج: تسجيل", "Outcomes: note"),
    "import-records": Message("Import de fichiers", "استيراد الملفات", "Import of files"),
    "read-metrics": Message(
        "Mesures du service : consulter", "قياسات الخدمة: اطلاع", "Measures of the service: look"
    ),
    "read-reports": Message("Rapports : consulter", "التقارير: اطلاع", "Reports: look"),
    "read-quality": Message("Qualité : consulter", "الجودة: اطلاع", "Quality: look"),
    "export-judgements": Message("Jugements : exporter", "الأحكام: تصدير", "Judgements: export"),
    "make-gradings": Message(
        "Notation à l’aveugle : préparer", "التقييم المغفل: إعداد", "Blind grading: prepare"
    ),
    "read-gradings": Message(
        "Notation à l’aveugle : avancement", "التقييم المغفل: التقدم", "Blind grading: progress"
    ),
    "grade-pairs": Message(
        "Notation à l’aveugle : noter", "التقييم المغفل: تقييم", "Blind grading: grade"
    ),
    "manage-tokens": Message("Comptes et clés", "الحسابات والمفاتيح", "Accounts and keys"),
    "reload": Message("Service et versions", "الخدمة والنسخ", "Service and releases"),
    "suspend-recommendations": Message(
        "Propositions : suspendre ou reprendre",
        "الاقتراحات: إيقاف أو استئناف",
        "Recommendations: suspend or resume",
    ),
    "read-trail": Message("Journal : consulter", "السجل: اطلاع", "Trail: look"),
    "erase-profile": Message("Personnes : effacer", "الأشخاص: حذف", "People: erase"),
    "read-identity": Message("Identité : consulter", "الهوية: اطلاع", "Identity: look"),
}
"""By code of the permission that was asked for; a test keeps every one worded."""

DID: Final = Message("A fait", "قام بفعل", "Did")
LOOKED: Final = Message("A vu", "اطلع", "Saw")
HEADERS: Final = (
    Message("Moment (UTC)", "الوقت (UTC)", "Moment (UTC)"),
    Message("Compte ou clé", "الحساب أو المفتاح", "Account or key"),
    Message("Identifiant technique", "المعرف التقني", "Technical id"),
    Message("Rôle", "الدور", "Role"),
    Message("Vu ou fait", "اطلاع أو فعل", "Saw or did"),
    Message("Action", "الإجراء", "Action"),
    Message("Adresse", "العنوان", "Address"),
    Message("Personne", "الشخص", "Person"),
    Message("Autre objet", "عنصر آخر", "Other thing"),
    Message("Réponse du service", "جواب الخدمة", "Answer of the service"),
)
