"""What printed documents say. No word here, in any language, tells about anybody's past."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message

REFERENCE: Final = Message("Référence", "المرجع", "Reference")
IDENTITY: Final = Message("Nom et prénom", "الاسم الكامل", "Name")
VERSION: Final = Message("Version {version}", "النسخة {version}", "Version {version}")
WRITTEN_ON: Final = Message("Établie le", "حررت بتاريخ", "Written on")
WRITTEN_BY: Final = Message("Établie par", "حررها", "Written by")
TOTAL: Final = Message("Total", "المجموع", "Total")
ITEM: Final = Message("Article", "المادة", "Item")
QUANTITY: Final = Message("Quantité", "الكمية", "Quantity")
UNIT_PRICE: Final = Message("Prix unitaire (MAD)", "ثمن الوحدة (درهم)", "Unit price (MAD)")
AMOUNT: Final = Message("Montant (MAD)", "المبلغ (درهم)", "Amount (MAD)")
DIRHAMS: Final = Message("{amount} dirhams", "{amount} درهم", "{amount} dirhams")
SIGNATURES: Final = Message("Signatures", "التوقيعات", "Signatures")
SIGNATURE: Final = Message("Signature", "التوقيع", "Signature")
SIGNED_ON: Final = Message("Signé le {day}", "وُقّع بتاريخ {day}", "Signed on {day}")
DATE: Final = Message("Date", "التاريخ", "Date")
ACTIVITY: Final = Message("Activité", "النشاط", "Activity")
SECTOR: Final = Message("Secteur", "القطاع", "Sector")
TOWN: Final = Message("Ville", "المدينة", "Town")

LIFE_PLAN: Final = Message("Projet de vie", "مشروع الحياة", "Life plan")
GOAL: Final = Message("Objectif", "الهدف", "Goal")
TRACK: Final = Message("Voie choisie", "المسار المختار", "Track")
PROJECT: Final = Message("Activité ou emploi", "النشاط أو الشغل", "Activity or job")
BUDGET: Final = Message("Matériel et budget", "المعدات والميزانية", "Equipment and budget")
FINANCING: Final = Message("Financement", "التمويل", "Financing")
EQUIPMENT: Final = Message("Matériel", "المعدات", "Equipment")
WORKING_CAPITAL: Final = Message("Fonds de roulement", "رأس المال المتداول", "Working capital")
COST: Final = Message("Coût du projet", "كلفة المشروع", "Cost of the plan")
OWN_CONTRIBUTION: Final = Message("Apport personnel", "المساهمة الشخصية", "Own contribution")
CO_FUNDING: Final = Message("Cofinancement", "تمويل آخر", "Co-funding")
REQUESTED: Final = Message("Reste à financer", "المبلغ المتبقي للتمويل", "Left to be funded")
STEPS: Final = Message("Étapes", "المراحل", "Steps")
STEP: Final = Message("Étape", "المرحلة", "Step")
DUE_ON: Final = Message("Pour le", "الأجل", "Due on")
STATE: Final = Message("État", "الحالة", "State")
TRAININGS: Final = Message("Formations", "التكوينات", "Trainings")
TRAINING: Final = Message("Formation", "التكوين", "Training")
STARTS_ON: Final = Message("Début", "البداية", "Starts on")
COMMITMENTS: Final = Message("Engagements", "الالتزامات", "Commitments")
COMMENT: Final = Message("Commentaire de la personne", "ملاحظات المعني بالأمر", "Their own words")
COMMENT_KEPT: Final = Message(
    "Conservé tel quel au dossier.", "محفوظ كما هو في الملف.", "Kept as it was said in the file."
)
CHANGES: Final = Message(
    "Ce qui a changé depuis la version {version}",
    "ما تغير منذ النسخة {version}",
    "What changed since version {version}",
)
BESIDE: Final = Message(
    "Cette version n’est pas en vigueur : elle a été écrite sans avoir lu la précédente.",
    "هذه النسخة غير سارية: كُتبت دون الاطلاع على النسخة السابقة.",
    "This version is not in force: it was written without having read the one before.",
)
COMMENT_CHANGED: Final = Message(
    "Le commentaire de la personne a changé.",
    "تغيرت ملاحظات المعني بالأمر.",
    "Their own words changed.",
)

HAND_OVER: Final = Message("Remise de matériel", "تسليم المعدات", "Hand-over of equipment")
HANDED_ON: Final = Message("Remise le", "تاريخ التسليم", "Handed over on")
BENEFICIARIES: Final = Message("Bénéficiaires", "المستفيدون", "Beneficiaries")
TOTAL_VALUE: Final = Message("Valeur totale", "القيمة الإجمالية", "Total value")
MEAN_VALUE: Final = Message("Valeur moyenne", "متوسط القيمة", "Mean value")
LIST: Final = Message("Liste de remise", "لائحة التسليم", "Hand-over list")
REGISTER: Final = Message("Registre du matériel", "سجل المعدات", "Register of equipment")
NUMBER: Final = Message("N°", "الرقم", "No.")
RECEIPT: Final = Message("Reçu", "الوصل", "Receipt")
RECEIPTS_MISSING: Final = Message("Reçus à compléter", "وصولات ناقصة", "Receipts still to be given")
RECEIVED: Final = Message(
    "Je reconnais avoir reçu le matériel ci-dessous, d’une valeur de {amount} dirhams.",
    "أقر أنا الموقع بتسلم المعدات المذكورة أسفله، بقيمة {amount} درهم.",
    "I acknowledge receipt of the equipment below, worth {amount} dirhams.",
)

TERRITORIAL: Final = Message(
    "Bilan des remises de matériel", "حصيلة تسليم المعدات", "Equipment handed over: report"
)
TERRITORY: Final = Message("Territoire", "المجال الترابي", "Territory")
WHOLE_COUNTRY: Final = Message("Tout le pays", "كل التراب الوطني", "The whole country")
PERIOD: Final = Message("Période", "الفترة", "Period")
FROM_TO: Final = Message("du {since} au {until}", "من {since} إلى {until}", "{since} to {until}")
BY_SECTOR: Final = Message("Par secteur", "حسب القطاع", "By sector")
BY_TOWN: Final = Message("Par ville", "حسب المدينة", "By town")
BY_GENDER: Final = Message("Femmes et hommes", "النساء والرجال", "Women and men")
NOT_KNOWN: Final = Message("Non renseigné", "غير محدد", "Not stated")
WITHHELD_NOTE: Final = Message(
    "*** : chiffre masqué, parce qu’il porte sur moins de {limit} personnes ou permettrait d’en"
    " retrouver un qui est masqué.",
    "***: رقم محجوب لأنه يخص أقل من {limit} أشخاص أو لأنه يسمح باستنتاج رقم محجوب.",
    "***: withheld, because it is about fewer than {limit} people or would give one away that is.",
)
NOTHING_HANDED_OVER: Final = Message(
    "Aucune remise sur cette période.", "لا يوجد أي تسليم في هذه الفترة.", "Nothing in this period."
)
GENDERS: Final[Mapping[str, Message]] = {
    "female": Message("Femmes", "نساء", "Women"),
    "male": Message("Hommes", "رجال", "Men"),
    "other": Message("Autre", "آخر", "Other"),
}
FIELDS: Final[Mapping[str, Message]] = {
    "goal": GOAL,
    "track": TRACK,
    "title": PROJECT,
    "opportunity_id": Message("Fiche du catalogue", "بطاقة الدليل", "Record of the catalogue"),
    "budget": BUDGET,
    "working_capital_mad": WORKING_CAPITAL,
    "own_contribution_mad": OWN_CONTRIBUTION,
    "co_funding": CO_FUNDING,
    "steps": STEPS,
    "trainings": TRAININGS,
    "commitments": COMMITMENTS,
    "comment": COMMENT,
}
"""The fields of a plan, as its differences name them."""
