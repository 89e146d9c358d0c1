"""What the commands about plans, follow-up, hand-overs and reports say."""

from typing import Final

from service.wording.languages import Message

PLAN_WRITTEN: Final = Message(
    "Version {version} enregistrée.", "تم حفظ النسخة {version}.", "Version {version} is kept."
)
TEXT_REMOVED: Final = Message(
    "Données personnelles retirées de : {fields}.",
    "أزيلت معطيات شخصية من: {fields}.",
    "Personal data was taken out of: {fields}.",
)
PLAN_LINE: Final = Message(
    "Version {version}, {day}, par {author}",
    "النسخة {version}، {day}، حررها {author}",
    "Version {version}, {day}, by {author}",
)
NOT_IN_FORCE: Final = Message("(pas en vigueur)", "(غير سارية)", "(not in force)")
FORM_UNKNOWN: Final = Message(
    "Donnez un fichier en .pdf, .html ou .xlsx.",
    "أعطوا ملفا بصيغة .pdf أو .html أو .xlsx.",
    "Give a file that ends in .pdf, .html or .xlsx.",
)
UNREADABLE_PLAN: Final = Message(
    "{file} n’est pas un projet de vie lisible : {places}.",
    "{file} ليس مشروع حياة مقروءا: {places}.",
    "{file} is not a life plan that can be read: {places}.",
)
NOBODY_DUE: Final = Message(
    "Personne à relancer.", "لا أحد يجب الاتصال به.", "Nobody is to be called again."
)
QUESTION: Final = Message("Question", "السؤال", "Question")
SINCE: Final = Message("Commencé le", "بدأ في", "Begun on")
LAST_HEARD: Final = Message("Dernières nouvelles", "آخر الأخبار", "Last heard of")
SECTORS_TO_REVIEW: Final = Message(
    "Secteur à préciser, lignes : {lines}.",
    "القطاع يحتاج إلى توضيح، الأسطر: {lines}.",
    "Sector to be stated, lines: {lines}.",
)
RECORDED: Final = Message(
    "Remise enregistrée sous le numéro {id}.",
    "تم تسجيل التسليم تحت الرقم {id}.",
    "The hand-over is recorded under {id}.",
)
SUMS: Final = Message(
    "{people} bénéficiaires, {total} dirhams.",
    "عدد المستفيدين: {people}، {total} درهم.",
    "{people} beneficiaries, {total} dirhams.",
)
"""`total` is written out before, because it is money."""
