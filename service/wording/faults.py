"""Wording of what is wrong with one field of a request, or one cell of a file."""

from collections.abc import Mapping
from typing import Final

from matching.errors import Param
from service.wording.errors import ERRORS
from service.wording.file_errors import CELL_FAULTS, REMARKS, REMOVED
from service.wording.languages import Language, Message
from service.wording.templates import filled

FAULTS: Final[Mapping[str, Message]] = {
    **CELL_FAULTS,
    "field-missing": Message(
        "Ce champ est obligatoire.", "هذا الحقل إجباري.", "This field is required."
    ),
    "field-unknown": Message(
        "Ce champ n’existe pas ici.", "هذا الحقل غير موجود هنا.", "There is no such field here."
    ),
    "field-invalid": Message(
        "Cette valeur n’est pas acceptée.", "هذه القيمة غير مقبولة.", "This value is not accepted."
    ),
    "forbidden-column": Message(
        "Cette information ne doit pas être enregistrée ici : elle pourrait nuire à la personne.",
        "لا يجوز تسجيل هذه المعلومة هنا: قد تضر بالشخص.",
        "This must not be recorded here: it could harm the person.",
    ),
    "unreadable-body": Message(
        "Le JSON n’est pas bien formé, à partir du caractère {position}.",
        "صيغة JSON غير سليمة ابتداء من الحرف {position}.",
        "The JSON is not well formed, from character {position} on.",
    ),
    "not-a-text": Message("Donnez un texte.", "أدخلوا نصا.", "Give a text."),
    "not-plain-text": Message(
        "Le texte contient un caractère de contrôle ou mal encodé.",
        "يحتوي النص على حرف تحكم أو حرف غير سليم الترميز.",
        "The text holds a control character or one that is badly encoded.",
    ),
    "text-too-short": Message(
        "Donnez au moins {limit} {limit:caractère|caractères}.",
        "الحد الأدنى لعدد الأحرف: {limit}.",
        "Give at least {limit} {limit:character|characters}.",
    ),
    "text-too-long": Message(
        "Donnez au plus {limit} {limit:caractère|caractères}.",
        "الحد الأقصى لعدد الأحرف: {limit}.",
        "Give at most {limit} {limit:character|characters}.",
    ),
    "not-the-format": Message(
        "Le format n’est pas celui attendu ; voyez l’exemple de la documentation.",
        "الصيغة ليست المنتظرة؛ انظروا المثال في الوثائق.",
        "The format is not the expected one; see the example in the documentation.",
    ),
    "not-a-number": Message("Donnez un nombre.", "أدخلوا عددا.", "Give a number."),
    "not-a-whole-number": Message(
        "Donnez un nombre entier.", "أدخلوا عددا صحيحا.", "Give a whole number."
    ),
    "number-too-small": Message(
        "Donnez au moins {limit}.", "القيمة الدنيا هي {limit}.", "Give at least {limit}."
    ),
    "number-too-large": Message(
        "Donnez au plus {limit}.", "القيمة القصوى هي {limit}.", "Give at most {limit}."
    ),
    "too-many-digits": Message(
        "Ce nombre a trop de chiffres, ou trop de décimales.",
        "هذا العدد يتضمن أرقاما أو كسورا عشرية أكثر من اللازم.",
        "This number has too many digits, or too many decimals.",
    ),
    "not-in-list": Message(
        "Choisissez parmi : {expected}.", "اختاروا من بين: {expected}.", "Choose among: {expected}."
    ),
    "not-a-date": Message(
        "Donnez une date comme 2026-09-01.",
        "أدخلوا تاريخا مثل 2026-09-01.",
        "Give a date like 2026-09-01.",
    ),
    "not-an-id": Message(
        "Donnez un identifiant (UUID).", "أدخلوا معرّفا (UUID).", "Give an identifier (UUID)."
    ),
    "not-a-yes-or-no": Message(
        "Répondez par vrai ou faux.", "أجيبوا بصحيح أو خطأ.", "Answer true or false."
    ),
    "not-a-list": Message("Donnez une liste.", "أدخلوا لائحة.", "Give a list."),
    "not-an-object": Message("Donnez un objet JSON.", "أدخلوا كائن JSON.", "Give a JSON object."),
    "not-a-file": Message("Joignez un fichier.", "أرفقوا ملفا.", "Attach a file."),
    "list-too-short": Message(
        "La liste doit avoir au moins {limit} {limit:élément|éléments}.",
        "الحد الأدنى لعدد العناصر: {limit}.",
        "The list must have at least {limit} {limit:item|items}.",
    ),
    "list-too-long": Message(
        "La liste doit avoir au plus {limit} {limit:élément|éléments}.",
        "الحد الأقصى لعدد العناصر: {limit}.",
        "The list must have at most {limit} {limit:item|items}.",
    ),
    "slot-ends-before-start": Message(
        "La plage horaire finit avant de commencer ; écrivez une nuit en deux plages.",
        "الفترة تنتهي قبل أن تبدأ؛ اكتبوا الليل في فترتين.",
        "The slot ends before it starts; write a night as two slots.",
    ),
    "one-profile-needed": Message(
        "Donnez soit profile_id, soit profile.",
        "أدخلوا إما profile_id أو profile.",
        "Give either profile_id or profile.",
    ),
    "reason-without-decline": Message(
        "Un motif n’accompagne qu’un refus.",
        "لا يُذكر السبب إلا مع الاعتذار.",
        "A reason goes only with a decline.",
    ),
}


def is_fault(code: str) -> bool:
    """Whether this is the code of a fault."""
    return code in FAULTS


def fault_text(code: str, params: Mapping[str, Param], language: Language) -> str:
    """Say what is wrong with one field or one cell, and what to give instead.

    A code of the error tree has its detail here too: an unknown town is an error of its own on the
    command line, and a fault of one field in a request.
    """
    if code in FAULTS:
        return filled(FAULTS[code], params, language)
    text = ERRORS.get(code)
    return filled(text.detail if text else FAULTS["field-invalid"], params, language)


def remark_text(code: str, params: Mapping[str, Param], language: Language) -> str:
    """Say what an officer should know about a line that was accepted.

    Raises:
        KeyError: no remark has this code; a defect on our side.
    """
    kinds = str(params.get("kinds") or "").split(", ")
    named = ", ".join(removed_text(kind, language) for kind in kinds if kind)
    return filled(REMARKS[code], {**params, "kinds": named or None}, language)


def removed_text(kind: str, language: Language) -> str:
    """Name the kind of thing that was taken out of a text.

    Raises:
        KeyError: nothing of this kind is ever taken out; a defect on our side.
    """
    return REMOVED[kind].text(language)
