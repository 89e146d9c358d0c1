"""Wording of what may be wrong with an imported file, and of what importing it found."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

FILE_ERRORS: Final[Mapping[str, ErrorText]] = {
    "unknown-file-type": ErrorText(
        Message("Type de fichier inconnu", "نوع الملف غير معروف", "Unknown type of file"),
        Message(
            "Envoyez un fichier CSV ou XLSX ; pour les offres et les profils, JSON convient aussi.",
            "أرسلوا ملف CSV أو XLSX؛ ويمكن أيضا JSON للعروض والملفات الشخصية.",
            "Send a CSV or XLSX file; for openings and profiles JSON will do too.",
        ),
    ),
    "unreadable-file": ErrorText(
        Message("Fichier illisible", "ملف غير مقروء", "Unreadable file"),
        Message(
            "Le contenu n’est pas celui que le nom annonce, ou il est abîmé."
            " Enregistrez-le de nouveau depuis le tableur.",
            "المحتوى لا يطابق اسم الملف أو أنه تالف. احفظوه من جديد من برنامج الجداول.",
            "The content is not what the name says, or it is damaged."
            " Save it again from the spreadsheet program.",
        ),
    ),
    "empty-file": ErrorText(
        Message("Fichier vide", "ملف فارغ", "Empty file"),
        Message(
            "Il faut une ligne de titres et au moins une ligne en dessous.",
            "يجب أن يتضمن سطر عناوين وسطرا واحدا على الأقل تحته.",
            "A line of headers and at least one line below it are needed.",
        ),
    ),
    "file-too-large": ErrorText(
        Message("Fichier trop grand", "ملف كبير جدا", "File too large"),
        Message(
            "La limite est de {allowed}. Partagez le fichier en plusieurs.",
            "الحد الأقصى هو {allowed}. قسّموا الملف إلى عدة ملفات.",
            "The limit is {allowed}. Split the file into several.",
        ),
    ),
    "header-missing": ErrorText(
        Message("Colonne sans titre", "عمود بلا عنوان", "Column without a header"),
        Message(
            "La colonne {column} a des valeurs mais pas de titre.",
            "العمود رقم {column} فيه قيم بلا عنوان.",
            "Column {column} has values but no header.",
        ),
    ),
    "duplicate-header": ErrorText(
        Message("Titre en double", "عنوان مكرر", "Duplicate header"),
        Message(
            "Les colonnes {first_column} et {column} ont le même titre.",
            "العمودان {first_column} و{column} لهما نفس العنوان.",
            "Columns {first_column} and {column} have the same header.",
        ),
    ),
    "missing-column": ErrorText(
        Message("Colonne manquante", "عمود ناقص", "Missing column"),
        Message(
            "Ajoutez la colonne « {header} ».",
            "أضيفوا العمود « {header} ».",
            "Add the column “{header}”.",
        ),
    ),
    "invalid-cell": ErrorText(
        Message("Cellule non comprise", "خلية غير مفهومة", "Cell not understood"),
        Message(
            "Corrigez la valeur de la cellule.",
            "صححوا قيمة الخلية.",
            "Correct the value of the cell.",
        ),
    ),
    "reference-taken": ErrorText(
        Message("Référence déjà prise", "مرجع مستعمل", "Reference already taken"),
        Message(
            "Une autre personne porte cette référence.",
            "هذا المرجع مستعمل لشخص آخر.",
            "Another person has this reference.",
        ),
    ),
}

CELL_FAULTS: Final[Mapping[str, Message]] = {
    "not-a-code": Message(
        "Donnez un code de {length} caractères, lettres et chiffres.",
        "أدخلوا رمزا من {length} حروف وأرقام.",
        "Give a code of {length} letters and digits.",
    ),
    "prices-upside-down": Message(
        "Le prix le plus bas est au-dessus du plus haut.",
        "الثمن الأدنى أعلى من الثمن الأقصى.",
        "The lowest price is above the highest.",
    ),
    "unknown-activity": Message(
        "Aucune activité n’a cette référence ; importez d’abord les activités.",
        "لا يوجد نشاط بهذا المرجع؛ استوردوا الأنشطة أولا.",
        "No activity has this reference; import activities first.",
    ),
    "stopped-before-start": Message(
        "L’arrêt est noté avant le début.",
        "تاريخ التوقف قبل تاريخ البداية.",
        "It is said to have stopped before it started.",
    ),
    "broken-cell": Message(
        "La cellule affiche une erreur, ou une formule jamais calculée.",
        "الخلية تعرض خطأ أو صيغة لم تُحسب.",
        "The cell shows an error, or a formula that was never calculated.",
    ),
    "too-many-cells": Message(
        "La ligne a plus de cellules que de titres ({expected}) ; un séparateur est sans doute"
        " dans un texte.",
        "عدد خلايا السطر يفوق عدد العناوين ({expected})؛ ربما يوجد فاصل داخل نص.",
        "The line has more cells than headers ({expected}); a separator is probably inside a text.",
    ),
    "two-digit-year": Message(
        "Écrivez l’année avec quatre chiffres.",
        "اكتبوا السنة بأربعة أرقام.",
        "Write the year with four digits.",
    ),
    "date-out-of-range": Message(
        "Cette date est hors des années attendues.",
        "هذا التاريخ خارج السنوات المنتظرة.",
        "This date is outside the expected years.",
    ),
    "not-a-slot": Message(
        "Donnez des horaires comme « lun-ven 08:00-17:00 ».",
        "أدخلوا أوقاتا مثل « lun-ven 08:00-17:00 ».",
        "Give hours like “lun-ven 08:00-17:00”.",
    ),
    "no-such-hour": Message(
        "Cette heure n’existe pas.", "هذه الساعة غير موجودة.", "There is no such hour."
    ),
    "none-is-no-answer": Message(
        "« Aucun » écarterait tout ; laissez la cellule vide si tout convient.",
        "« لا شيء » يستبعد كل العروض؛ اتركوا الخلية فارغة إذا كان كل شيء مقبولا.",
        "“None” would rule everything out; leave the cell empty when anything will do.",
    ),
    "duplicate-reference": Message(
        "Cette référence est déjà à la ligne {first_line}.",
        "هذا المرجع موجود في السطر {first_line}.",
        "This reference is already on line {first_line}.",
    ),
    "personal-reference": Message(
        "La référence ressemble à une donnée personnelle (carte, téléphone, courriel)."
        " Prenez un numéro neutre.",
        "المرجع يشبه معطى شخصيا (بطاقة، هاتف، بريد إلكتروني). استعملوا رقما محايدا.",
        "The reference looks like personal data (card, phone, e-mail). Use a neutral number.",
    ),
}

REMARKS: Final[Mapping[str, Message]] = {
    "sector-to-review": Message(
        "Secteur inconnu ; la ligne est gardée, et attend une décision dans la liste à revoir.",
        "قطاع غير معروف؛ تم الاحتفاظ بالسطر في انتظار قرار ضمن لائحة المراجعة.",
        "Unknown sector; the line is kept and waits for a decision in the list to review.",
    ),
    "price-to-review": Message(
        "Aucun prix ; la ligne est gardée, et attend un devis dans la liste à revoir.",
        "لا يوجد ثمن؛ تم الاحتفاظ بالسطر في انتظار عرض ثمن ضمن لائحة المراجعة.",
        "No price; the line is kept and waits for a quote in the list to review.",
    ),
    "kit-kept": Message(
        "Une autre ligne de ce kit est refusée : le kit reste entier, tel qu’il était.",
        "سطر آخر من هذه المعدات مرفوض: بقيت المعدات كاملة كما كانت.",
        "Another line of this kit was refused: the kit stays whole, as it was.",
    ),
    "unmatched-trade": Message(
        "Métier ou compétence non reconnu (n° {position}) ; le texte est gardé tel quel.",
        "مهنة أو مهارة غير معروفة (رقم {position})؛ تم الاحتفاظ بالنص كما هو.",
        "Trade or skill not recognised (item {position}); the text is kept as it is.",
    ),
    "text-removed": Message(
        "Des données personnelles ont été retirées du texte : {kinds}.",
        "تم حذف معطيات شخصية من النص: {kinds}.",
        "Personal data was removed from the text: {kinds}.",
    ),
    "already-expired": Message(
        "Date déjà dépassée ; la ligne ne sera pas proposée.",
        "انتهى الأجل؛ لن يُقترح هذا السطر.",
        "Already expired; the line will not be proposed.",
    ),
    "unknown-company": Message(
        "Entreprise inconnue ; l’offre est gardée sans ses règles.",
        "مقاولة غير معروفة؛ تم الاحتفاظ بالعرض دون قواعدها.",
        "Unknown company; the opening is kept without its rules.",
    ),
    "example-line": Message(
        "Ligne d’exemple, ignorée.", "سطر المثال، تم تجاهله.", "Example line, ignored."
    ),
    "field-ignored": Message(
        "Valeur non comprise, laissée de côté.",
        "قيمة غير مفهومة، تم تجاهلها.",
        "Value not understood, left out.",
    ),
}

REMOVED: Final[Mapping[str, Message]] = {
    "national-id": Message("numéro de carte nationale", "رقم البطاقة الوطنية", "national id"),
    "phone": Message("numéro de téléphone", "رقم هاتف", "telephone number"),
    "email": Message("adresse électronique", "بريد إلكتروني", "e-mail address"),
    "detention": Message("mention d’un passé", "إشارة إلى الماضي", "mention of a past"),
    "health": Message("mention de santé", "إشارة إلى الصحة", "mention of health"),
}
"""What was taken out of a text, by kind."""
