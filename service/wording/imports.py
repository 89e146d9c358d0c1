"""Wording of files sent on a page: what they may hold, and what stops one."""

from collections.abc import Mapping
from typing import Final

from matching.errors import Param
from service.wording.languages import Language, Message
from service.wording.templates import ErrorText

IMPORT_ERRORS: Final[Mapping[str, ErrorText]] = {
    "no-such-import": ErrorText(
        Message("Import introuvable", "عملية الاستيراد غير موجودة", "No such import"),
        Message(
            "Aucun de vos imports ne porte ce numéro, ou son fichier est déjà effacé."
            " Envoyez le fichier de nouveau.",
            "لا توجد ضمن عملياتكم عملية استيراد بهذا الرقم، أو حُذف ملفها. أرسلوا الملف من جديد.",
            "None of your imports has that id, or its file is already deleted."
            " Send the file again.",
        ),
    ),
    "import-stopped": ErrorText(
        Message("Import arrêté", "توقف الاستيراد", "Import stopped"),
        Message(
            "Rien n’a été gardé de ce fichier. Envoyez-le de nouveau si besoin.",
            "لم يُحتفظ بأي شيء من هذا الملف. أرسلوه من جديد عند الحاجة.",
            "Nothing of this file was kept. Send it again if need be.",
        ),
    ),
    "too-many-imports": ErrorText(
        Message("Trop de fichiers en attente", "ملفات كثيرة في الانتظار", "Too many files waiting"),
        Message(
            "Vous avez déjà {waiting} fichiers en attente. Attendez qu’ils soient lus, ou"
            " abandonnez-en un.",
            "لديكم {waiting} ملفات في الانتظار. انتظروا قراءتها أو تخلوا عن أحدها.",
            "You already have {waiting} files waiting. Wait until they are read, or give one up.",
        ),
    ),
    "file-too-heavy": ErrorText(
        Message("Fichier trop lourd", "ملف ثقيل جدا", "File too heavy"),
        Message(
            "Un fichier pèse au plus {limit_mb} Mio. Partagez-le en plusieurs, ou ôtez-en les"
            " images.",
            "الحجم الأقصى للملف هو {limit_mb} ميبيبايت. قسّموه إلى عدة ملفات أو احذفوا منه الصور.",
            "A file may have {limit_mb} MiB at most. Split it into several, or take the pictures"
            " out of it.",
        ),
    ),
    "macro-file": ErrorText(
        Message("Fichier avec macros", "ملف يتضمن وحدات ماكرو", "File with macros"),
        Message(
            "Les fichiers à macros ne sont pas ouverts. Enregistrez-le au format XLSX, puis"
            " envoyez-le.",
            "لا تُفتح الملفات التي تتضمن وحدات ماكرو. احفظوه بصيغة XLSX ثم أرسلوه.",
            "Files with macros are not opened. Save it in the XLSX format, then send it.",
        ),
    ),
    "old-or-locked-file": ErrorText(
        Message(
            "Fichier protégé ou d’un ancien format",
            "ملف محمي أو بصيغة قديمة",
            "Locked file, or one of an old format",
        ),
        Message(
            "Ce fichier a un mot de passe, ou vient d’un ancien tableur. Ouvrez-le, ôtez le mot de"
            " passe, enregistrez-le au format XLSX, puis envoyez-le.",
            "هذا الملف محمي بكلمة مرور أو من برنامج جداول قديم. افتحوه وأزيلوا كلمة المرور واحفظوه"
            " بصيغة XLSX ثم أرسلوه.",
            "This file has a password, or comes from an old spreadsheet program. Open it, take the"
            " password away, save it in the XLSX format, then send it.",
        ),
    ),
    "not-a-spreadsheet": ErrorText(
        Message("Ce n’est pas un tableau", "ليس ملف جداول", "Not a spreadsheet"),
        Message(
            "Ce fichier est un PDF ou une image, même si son nom dit autre chose. Envoyez le"
            " tableau lui-même, au format XLSX ou CSV.",
            "هذا الملف من نوع PDF أو صورة مهما كان اسمه. أرسلوا الجدول نفسه بصيغة XLSX أو CSV.",
            "This file is a PDF or a picture, whatever its name says. Send the spreadsheet itself,"
            " as XLSX or CSV.",
        ),
    ),
    "file-missing": ErrorText(
        Message("Aucun fichier choisi", "لم يُختر أي ملف", "No file chosen"),
        Message(
            "Choisissez un fichier sur votre ordinateur, puis vérifiez-le.",
            "اختاروا ملفا من حاسوبكم ثم تحققوا منه.",
            "Choose a file on your computer, then check it.",
        ),
    ),
}

KINDS: Final[Mapping[str, Message]] = {
    "profile": Message("Personnes", "الأشخاص", "People"),
    "opening": Message("Offres d’emploi", "عروض الشغل", "Job openings"),
    "company": Message("Entreprises", "المقاولات", "Companies"),
    "training": Message("Formations", "التكوينات", "Trainings"),
    "mentor": Message("Parrains et marraines", "المواكِبون", "Mentors"),
    "activity": Message("Activités", "الأنشطة المدرة للدخل", "Activities"),
    "kits": Message("Matériel des activités", "معدات الأنشطة", "Kits of activities"),
    "demand": Message("Demande par région", "الطلب حسب الجهة", "Demand by region"),
    "funded-kits": Message("Kits déjà financés", "معدات سبق تمويلها", "Kits funded before"),
}
"""What the lines of a file may be, in the plural."""

TO_CORRECT: Final = Message("À corriger", "ما يجب تصحيحه", "To correct")
"""Header of the column that is added to lines that were refused."""
AT_LINE: Final = Message("Ligne {line}", "السطر {line}", "Line {line}")
AS_WRITTEN: Final = Message("Écrit : « {text} ».", "المكتوب: « {text} ».", "Written: “{text}”.")
CLOSE_NAMES: Final = Message("Peut-être : {names}.", "ربما المقصود: {names}.", "Perhaps: {names}.")


_TOO_MUCH: Final = {
    "lines": Message(
        "C’est le nombre de lignes qui compte.",
        "المقصود هو عدد الأسطر.",
        "It is the number of lines that counts.",
    ),
    "columns": Message(
        "C’est le nombre de colonnes qui compte.",
        "المقصود هو عدد الأعمدة.",
        "It is the number of columns that counts.",
    ),
    "bytes": Message(
        "C’est la taille en octets qui compte.",
        "المقصود هو الحجم بالبايت.",
        "It is the size in bytes that counts.",
    ),
}


def too_much_of(params: Mapping[str, Param], language: Language) -> str:
    """Of what a file has too much; empty when the error does not say."""
    return next((said.text(language) for name, said in _TOO_MUCH.items() if name in params), "")


def kind_name(kind: str, language: Language) -> str:
    """What the lines of a file are, in the plural.

    Raises:
        KeyError: no file may hold that; a defect on our side.
    """
    return KINDS[kind].text(language)
