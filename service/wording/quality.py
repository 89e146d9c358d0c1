"""Names of what a report of the laboratory holds: rows, columns, tables, and what figures lack."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message

COLUMNS: Final[Mapping[str, Message]] = {
    "person": Message("Pour la personne", "للشخص", "For the person"),
    "opening": Message("Pour l’offre", "للعرض", "For the opening"),
    "worse": Message("Le côté le moins bien servi", "الجانب الأقل حظا", "The worse-served side"),
    "person-minus-rules": Message(
        "Écart aux règles, personnes", "الفارق عن القواعد، الأشخاص", "Minus rules, people"
    ),
    "opening-minus-rules": Message(
        "Écart aux règles, offres", "الفارق عن القواعد، العروض", "Minus rules, openings"
    ),
    "rate": Message("Part de bonnes lignes", "نسبة الأسطر الجيدة", "Share of good lines"),
    "brier": Message("Erreur au carré (Brier)", "الخطأ المربع (Brier)", "Squared error (Brier)"),
    "brier-of-rate": Message(
        "Brier sans rien savoir", "Brier دون معرفة شيء", "Brier knowing nothing"
    ),
    "ece": Message("Erreur moyenne (ECE)", "متوسط الخطأ (ECE)", "Mean error (ECE)"),
    "ece-by-chance": Message(
        "Erreur due au hasard", "الخطأ الناتج عن الصدفة", "Error that chance makes"
    ),
    "lines": Message("Lignes", "الأسطر", "Lines"),
    "said": Message("Annoncé", "المعلن", "Announced"),
    "happened": Message("Arrivé", "ما حدث", "Happened"),
    "people": Message("Personnes", "الأشخاص", "People"),
    "pairs": Message("Propositions", "الاقتراحات", "Proposals"),
    "exposure-ratio": Message(
        "Place dans les listes (rapport)", "المرتبة في القوائم (نسبة)", "Place in lists (ratio)"
    ),
    "exposure-of-good-ratio": Message(
        "Place à mérite égal (rapport)",
        "المرتبة عند تساوي الاستحقاق (نسبة)",
        "Place for equal merit (ratio)",
    ),
    "selection-ratio": Message(
        "Lignes proposées (rapport)", "الأسطر المقترحة (نسبة)", "Lines proposed (ratio)"
    ),
    "opportunity-gap": Message(
        "Bonnes lignes en tête (écart)", "الجيد في المقدمة (فارق)", "Good lines first (gap)"
    ),
    "skew": Message("Haut de liste", "مقدمة القائمة", "Top of the list"),
    "proposed": Message("Être proposé", "أن يُقترح", "Being proposed"),
    "hired": Message("Être embauché", "أن يُوظَّف", "Being hired"),
    "exposure": Message("Être bien placé", "أن يكون في مرتبة جيدة", "Standing high"),
    "ndkl": Message("Distance au miroir (NDKL)", "البعد عن المرآة (NDKL)", "From mirror (NDKL)"),
    "auc": Message("Se devine (AUC)", "يمكن تخمينه (AUC)", "Can be guessed (AUC)"),
    "by-chance": Message("Par hasard", "بالصدفة", "By chance"),
    "there": Message("Existants", "الموجود", "There are"),
    "max-load": Message("Lignes du plus montré", "أسطر الأكثر عرضا", "Lines of the most shown"),
    "coverage": Message("Montrés au moins une fois", "عُرض مرة على الأقل", "Shown at least once"),
    "gini": Message("Inégalité (Gini)", "التفاوت (Gini)", "Inequality (Gini)"),
    "congestion": Message("Encombrement", "الازدحام", "Congestion"),
    "max-share": Message("Part du plus montré", "حصة الأكثر عرضا", "Share of the most shown"),
    "diversity": Message("Variété des listes", "تنوع القوائم", "Variety of lists"),
    "logged": Message("Tel que montré", "كما عُرض", "As shown"),
    "ips": Message("Estimation (IPS)", "تقدير (IPS)", "Estimate (IPS)"),
    "snips": Message("Estimation stable (SNIPS)", "تقدير مستقر (SNIPS)", "Stable estimate (SNIPS)"),
    "effective": Message("Lignes qui comptent", "الأسطر المعتمدة", "Lines that count"),
    "share": Message("Part des lignes", "حصة الأسطر", "Share of lines"),
}
ROWS: Final[Mapping[str, Message]] = {
    "mrr": Message(
        "Rang de la première bonne ligne (MRR)",
        "رتبة أول سطر جيد (MRR)",
        "Rank of the first good line (MRR)",
    ),
    "map": Message(
        "Bonnes lignes en haut (MAP)", "الأسطر الجيدة في الأعلى (MAP)", "Good lines on top (MAP)"
    ),
    "ndcg@3": Message(
        "Ordre des 3 premières (nDCG@3)", "ترتيب الثلاثة الأولى (nDCG@3)", "First 3 lines (nDCG@3)"
    ),
    "ndcg@5": Message(
        "Ordre des 5 premières (nDCG@5)", "ترتيب الخمسة الأولى (nDCG@5)", "First 5 lines (nDCG@5)"
    ),
    "ndcg@10": Message(
        "Ordre des 10 premières (nDCG@10)",
        "ترتيب العشرة الأولى (nDCG@10)",
        "First 10 lines (nDCG@10)",
    ),
    "recall@3": Message(
        "Bonnes retrouvées en 3 lignes (rappel@3)",
        "الجيد ضمن 3 أسطر (الاستدعاء@3)",
        "Good found in 3 lines (recall@3)",
    ),
    "recall@5": Message(
        "Bonnes retrouvées en 5 lignes (rappel@5)",
        "الجيد ضمن 5 أسطر (الاستدعاء@5)",
        "Good found in 5 lines (recall@5)",
    ),
    "recall@10": Message(
        "Bonnes retrouvées en 10 lignes (rappel@10)",
        "الجيد ضمن 10 أسطر (الاستدعاء@10)",
        "Good found in 10 lines (recall@10)",
    ),
    "random": Message("Au hasard", "عشوائيا", "At random"),
    "most-available": Message(
        "Le plus de places d’abord", "الأكثر توفرا أولا", "Most places first"
    ),
    "rules": Message("Règles seules", "القواعد وحدها", "Rules only"),
    "bm25": Message("Mots en commun", "الكلمات المشتركة", "Words in common"),
    "encoder": Message("Sens des textes seul", "معنى النصوص وحده", "Meaning of texts only"),
    "hybrid": Message("La version comparée", "النسخة المقارنة", "The release compared"),
    "learned": Message("Appris des résultats", "متعلَّم من النتائج", "Learned from outcomes"),
    "as-shown": Message("Tel que montré", "كما عُرض", "As shown"),
    "cold people": Message("Personnes jamais vues", "أشخاص جدد", "People never seen"),
    "known people": Message("Personnes déjà vues", "أشخاص معروفون", "People seen before"),
    "cold companies": Message("Entreprises jamais vues", "مقاولات جديدة", "Companies never seen"),
    "not-verbatim": Message("sans mots recopiés", "دون كلمات منسوخة", "without copied words"),
    "all": Message("Toutes les lignes", "كل الأسطر", "All lines"),
    "female": Message("Femmes", "نساء", "Women"),
    "male": Message("Hommes", "رجال", "Men"),
    "none": Message("Sans scolarité", "دون تمدرس", "No schooling"),
    "primary": Message("Primaire", "ابتدائي", "Primary"),
    "lower-secondary": Message("Collège", "إعدادي", "Lower secondary"),
    "upper-secondary": Message("Lycée", "ثانوي", "Upper secondary"),
    "vocational": Message("Formation professionnelle", "تكوين مهني", "Vocational"),
    "baccalaureate": Message("Baccalauréat", "باكالوريا", "Baccalaureate"),
    "higher": Message("Supérieur", "تعليم عال", "Higher"),
    "low": Message("Dossier peu rempli", "ملف شبه فارغ", "Few answers"),
    "medium": Message("Dossier à moitié rempli", "ملف نصف مكتمل", "Half the answers"),
    "high": Message("Dossier bien rempli", "ملف مكتمل", "Most answers"),
    "fr": Message("Français", "الفرنسية", "French"),
    "ar": Message("Arabe", "العربية", "Arabic"),
    "ary": Message("Darija", "الدارجة", "Darija"),
    "en": Message("Anglais", "الإنجليزية", "English"),
    "mixed": Message("Langues mêlées", "لغات ممزوجة", "Mixed languages"),
    "companies": Message("Entreprises", "المقاولات", "Companies"),
    "opportunities": Message("Offres", "العروض", "Openings"),
    "people": Message("Personnes", "الأشخاص", "People"),
    "lists": Message("Deux lignes d’une liste", "سطران من قائمة", "Two lines of a list"),
    "shown": Message("Vue dans une liste", "ظهر في قائمة", "Shown in a list"),
    "proposed": Message("Proposée", "مقترح", "Proposed"),
    "contacted": Message("Entreprise contactée", "تم الاتصال بالمقاولة", "Company contacted"),
    "replied": Message("Réponse reçue", "ورد جواب", "Reply received"),
    "interview": Message("Entretien", "مقابلة", "Interview"),
    "trial": Message("Essai", "فترة تجربة", "Trial"),
    "hired": Message("Embauche", "توظيف", "Hired"),
    "kept-1-month": Message("En poste à 1 mois", "مستمر بعد شهر", "Still there at 1 month"),
    "kept-3-months": Message("En poste à 3 mois", "مستمر بعد 3 أشهر", "Still there at 3 months"),
    "kept-6-months": Message("En poste à 6 mois", "مستمر بعد 6 أشهر", "Still there at 6 months"),
    "kept-12-months": Message(
        "En poste à 12 mois", "مستمر بعد 12 شهرا", "Still there at 12 months"
    ),
    "activity-started": Message("Activité lancée", "انطلق النشاط", "Activity started"),
    "activity-alive-3-months": Message("En vie à 3 mois", "قائم بعد 3 أشهر", "Alive at 3 months"),
    "activity-alive-6-months": Message("En vie à 6 mois", "قائم بعد 6 أشهر", "Alive at 6 months"),
    "activity-alive-12-months": Message(
        "En vie à 12 mois", "قائم بعد 12 شهرا", "Alive at 12 months"
    ),
    "activity-alive-24-months": Message(
        "En vie à 24 mois", "قائم بعد 24 شهرا", "Alive at 24 months"
    ),
    "skills": Message("Compétences", "المهارات", "Skills"),
    "too-far": Message("Trop loin", "بعيد جدا", "Too far"),
    "pay": Message("Salaire", "الأجر", "Pay"),
    "hours": Message("Horaires", "التوقيت", "Hours"),
    "not-interested": Message("Pas d’intérêt", "دون اهتمام", "Not interested"),
    "hired-elsewhere": Message("Embauche ailleurs", "توظيف في مكان آخر", "Hired elsewhere"),
    "in-training": Message("En formation", "في تكوين", "In training"),
    "not-reachable": Message("Injoignable", "تعذر الاتصال", "Not reachable"),
    "position-filled": Message("Poste pourvu", "تم شغل المنصب", "Position filled"),
    "no-reply": Message("Sans réponse", "دون جواب", "No reply"),
    "other": Message("Autre raison", "سبب آخر", "Another reason"),
    "record-extract-asked": Message(
        "Extrait de casier demandé", "طُلب مستخرج السجل", "Record extract asked for"
    ),
}
TABLES: Final[Mapping[str, Message]] = {
    "outcomes": Message("D’après ce qui est arrivé", "بحسب ما حدث", "By what happened"),
    "suitability": Message(
        "D’après ce qui a été jugé convenable", "بحسب ما عُدّ مناسبا", "By what was found suitable"
    ),
    "gender": Message("Femmes et hommes", "النساء والرجال", "Women and men"),
    "age_band": Message("Âge", "السن", "Age"),
    "education": Message("Niveau d’études", "المستوى الدراسي", "Education"),
    "region": Message("Région", "الجهة", "Region"),
    "language": Message("Langue des textes", "لغة النصوص", "Language of texts"),
    "completeness": Message("Dossier plus ou moins rempli", "اكتمال الملف", "Answers given"),
    "ndkl": Message("Miroir de tout le monde", "مرآة الجميع", "Mirror of everybody"),
    "probe": Message("Deviner le groupe", "تخمين المجموعة", "Guessing the group"),
    "employment": Message("Vers un emploi", "نحو عمل", "Towards a job"),
    "activity": Message("Activité à son compte", "نشاط مدر للدخل", "Own activity"),
    "person": Message("La personne", "المعني بالأمر", "The person"),
    "company": Message("L’entreprise", "المقاولة", "The company"),
    "officer": Message("L’équipe", "الفريق", "The staff"),
    "companies": Message("Entreprises", "المقاولات", "Companies"),
    "opportunities": Message("Offres", "العروض", "Openings"),
}
CHAPTERS: Final[Mapping[str, Message]] = {
    "quality": Message("Les listes", "القوائم", "The lists"),
    "blind": Message("Lecteurs à l’aveugle", "قراء دون معرفة الترتيب", "Blind readers"),
    "calibration": Message("Ce qui est annoncé", "ما يُعلن", "What is announced"),
    "exposure": Message("Qui est montré", "من يُعرض", "Who is shown"),
    "gaps": Message("À qualification égale", "عند تساوي المؤهلات", "At equal qualification"),
    "crowding": Message("Répartition", "التوزيع", "Spread"),
    "mirror": Message("Miroir", "المرآة", "Mirror"),
}
LACKING: Final[Mapping[str, Message]] = {
    "withheld": Message("retenu", "محجوب", "withheld"),
    "few-people": Message("trop peu de personnes", "عدد قليل من الأشخاص", "too few people"),
    "few-lines": Message("trop peu de lignes jugées", "أسطر مقيّمة قليلة", "too few judged lines"),
    "few-lists": Message("trop peu de listes", "قوائم قليلة", "too few lists"),
    "few-pairs": Message("trop peu de paires", "أزواج قليلة", "too few pairs"),
    "one-class": Message(
        "tous les avis sont pareils", "كل التقييمات متشابهة", "all judgements are alike"
    ),
    "no-list": Message("aucune liste montrée", "لم تُعرض أي قائمة", "no list was shown"),
    "undefined": Message("rien à quoi rapporter", "لا أساس للقسمة", "nothing to divide by"),
    "no-variation": Message("tous traités pareil", "الجميع عومل بالمثل", "all treated alike"),
    "no-propensity": Message(
        "chance d’être montré inconnue",
        "احتمال العرض غير معروف",
        "chance of being shown not known",
    ),
    "few-effective-lines": Message(
        "trop peu de lignes dans cet ordre",
        "أسطر قليلة بهذا الترتيب",
        "too few lines in that order",
    ),
    "little-coverage": Message(
        "cet ordre n’a presque jamais été montré",
        "هذا الترتيب نادرا ما عُرض",
        "that order was hardly ever shown",
    ),
    "few-telling-events": Message(
        "presque rien n’est arrivé à ces lignes",
        "لم يكد يحدث شيء لهذه الأسطر",
        "hardly anything happened to these lines",
    ),
    "no-model": Message("rien n’a pu être appris", "تعذر التعلم", "nothing could be learned"),
}
_FROM_LEFT, _END = "\u2066", "\u2069"


def isolated(text: str) -> str:
    """A text that reads from left to right in every language: 18-24 is not 24-18."""
    return f"{_FROM_LEFT}{text}{_END}"
